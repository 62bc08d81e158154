package io.ssmenv.cli.demo;

import io.ssmenv.cli.command.WordWrap;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Lines of a table with the time since the start, as wide as the terminal. */
final class TimedLines {

  /** Of the time, the name and how many are online. */
  private static final String COLUMNS = "%6s %-8s %-6s ";

  private static final int BESIDE_TEXT = COLUMNS.formatted("", "", "").length();

  private final PrintWriter out;
  private final InstantSource clock;
  private final int width;
  private Instant startedAt;

  /**
   * @param width of the terminal
   */
  TimedLines(PrintWriter out, InstantSource clock, int width) {
    this.out = out;
    this.clock = clock;
    this.width = width;
    this.startedAt = clock.instant();
  }

  /** Counts the time from now, and prints what the columns are. */
  void restart() {
    startedAt = clock.instant();
    out.println(COLUMNS.formatted("TIME", "NAME", "ONLINE") + "STATUS");
  }

  /** One line about no environment, or not about its instances. */
  void line(String name, String text) {
    line(name, "", text);
  }

  /**
   * One line, shortened if it is too long.
   *
   * @param online such as {@code 1/2}
   */
  void line(String name, String online, String text) {
    print(name, online, shortened(text));
    out.flush();
  }

  private String shortened(String text) {
    int most = width - BESIDE_TEXT;
    return text.length() <= most
        ? text
        : text.substring(0, Math.max(0, text.lastIndexOf(' ', most - 2))) + " \u2026";
  }

  /** A text in full. */
  void paragraph(String name, String text) {
    List<String> lines = WordWrap.lines(text, width - BESIDE_TEXT);
    print(name, "", lines.getFirst());
    lines.stream().skip(1).forEach(line -> out.println(" ".repeat(BESIDE_TEXT) + line));
    out.flush();
  }

  /** A command that a person may copy, thus in one piece. */
  void command(String text) {
    out.println("  " + text);
    out.flush();
  }

  private void print(String name, String online, String text) {
    double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
    out.println(
        COLUMNS.formatted(String.format(Locale.ROOT, "%.1fs", seconds), name, online) + text);
  }
}
