package io.ssmenv.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Lines with the time since the start, for a terminal of 100 columns. */
final class TimedLines {

  /** Fits beside time and name. */
  private static final int MAX_TEXT = 75;

  private final PrintWriter out;
  private final InstantSource clock;
  private Instant startedAt;

  TimedLines(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /** Counts the time from now. */
  void restart() {
    startedAt = clock.instant();
  }

  /** One line, shortened if it is too long. */
  void line(String name, String text) {
    print(
        name,
        text.length() > MAX_TEXT
            ? text.substring(0, text.lastIndexOf(' ', MAX_TEXT - 2)) + " …"
            : text);
    out.flush();
  }

  /** Paragraphs in full, each of which begins a line. */
  void paragraphs(String name, List<String> texts) {
    String label = name;
    for (String text : texts) {
      String rest = text;
      while (rest.length() > MAX_TEXT && rest.lastIndexOf(' ', MAX_TEXT) > 0) {
        int end = rest.lastIndexOf(' ', MAX_TEXT);
        label = next(label, rest.substring(0, end));
        rest = rest.substring(end + 1);
      }
      label = next(label, rest);
    }
    out.flush();
  }

  /** Returns the label of the next line. */
  private String next(String label, String text) {
    if (label.isEmpty()) {
      out.println(" ".repeat(25) + text);
    } else {
      print(label, text);
    }
    return "";
  }

  private void print(String name, String text) {
    double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
    out.printf(Locale.ROOT, "%5.1fs %-17s %s%n", seconds, name, text);
  }
}
