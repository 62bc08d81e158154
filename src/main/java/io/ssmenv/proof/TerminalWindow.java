package io.ssmenv.proof;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A terminal with a session: what was typed and what was printed, with the answer marked. */
final class TerminalWindow {

  private static final double PADDING = 14;
  private static final double BAR = 26;
  private static final double LINE = 17;
  private static final double BUTTON = 4.5;
  private static final int MIN_COLUMNS = 58;
  private static final int MAX_COLUMNS = 66;

  /** A line of the terminal, and whether it is a part of the answer. */
  private record Line(String text, boolean marked) {}

  private final List<Line> lines = new ArrayList<>();

  TerminalWindow(ConnectionRecord connection) {
    add("$ ./ssmenv connect " + connection.environment(), false);
    Optional<String> prompt = Optional.empty();
    for (String line : connection.screen().stripTrailing().lines().toList()) {
      if (line.endsWith(connection.command())) {
        prompt = Optional.of(line.substring(0, line.length() - connection.command().length()));
        add(line, false);
      } else if (prompt.map(String::strip).filter(line.strip()::startsWith).isPresent()) {
        prompt = Optional.empty();
        add(line, false);
      } else {
        add(line, prompt.isPresent());
      }
    }
  }

  /** A terminal continues a line that is too long on the next one. */
  private void add(String text, boolean marked) {
    String rest = text;
    while (rest.length() > MAX_COLUMNS) {
      lines.add(new Line(rest.substring(0, MAX_COLUMNS), marked));
      rest = rest.substring(MAX_COLUMNS);
    }
    lines.add(new Line(rest, marked));
  }

  double width() {
    int columns = lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
    return 2 * PADDING + FontStyle.CODE.width("m".repeat(Math.max(MIN_COLUMNS, columns)));
  }

  double height() {
    return BAR + lines.size() * LINE + PADDING;
  }

  /**
   * Draws it.
   *
   * @param height at least {@link #height}
   */
  void draw(Canvas canvas, double x, double y, double height) {
    canvas.box(x, y, width(), height, 8, DrawingStyle.TERMINAL);
    for (int button = 0; button < 3; button++) {
      canvas.circle(
          x + PADDING + BUTTON + 16 * button, y + BAR / 2, BUTTON, DrawingStyle.TERMINAL_BUTTON);
    }
    double top = y + BAR;
    for (Line line : lines) {
      if (!line.text().isBlank()) {
        draw(canvas, x + PADDING, top + 2, line);
      }
      top += LINE;
    }
  }

  private static void draw(Canvas canvas, double x, double y, Line line) {
    FontStyle font = FontStyle.CODE;
    if (line.marked()) {
      canvas.box(
          x - 5,
          y - 1.5,
          font.width(line.text()) + 10,
          font.lineHeight() + 3,
          3,
          DrawingStyle.TERMINAL_MARK);
    }
    canvas.text(
        x,
        y,
        line.text(),
        font,
        Anchor.START,
        line.marked() ? DrawingStyle.TERMINAL_MARKED_TEXT : DrawingStyle.TERMINAL_TEXT);
  }
}
