package io.ssmenv.proof;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.PlainText;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Point;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of details in a box, with its heading and with a value marked. */
final class DetailPanel {

  private static final double PADDING = 12;
  private static final double HEADING = 26;
  private static final double LINE = 20;
  private static final double GAP = 18;
  private static final double MAX_CELL = 290;

  private final DetailTable table;
  private final String marked;

  /**
   * @param marked the value of a cell
   */
  DetailPanel(DetailTable table, String marked) {
    this.table = table;
    this.marked = marked;
  }

  double width() {
    double cells = columns().mapToDouble(this::width).sum() + GAP * (columns().count() - 1);
    return 2 * PADDING + Math.max(cells, FontStyle.NAME.width(table.heading()));
  }

  double height() {
    int lines = table.rows().size() + (table.columns().isEmpty() ? 0 : 1);
    return HEADING + lines * LINE + PADDING / 2;
  }

  private IntStream columns() {
    int most =
        Stream.concat(Stream.of(table.columns()), table.rows().stream())
            .mapToInt(List::size)
            .max()
            .orElse(0);
    return IntStream.range(0, most);
  }

  private double width(int column) {
    double cells =
        table.rows().stream()
            .mapToDouble(row -> font(column).width(text(row.get(column), column)))
            .max()
            .orElse(0);
    return table.columns().isEmpty()
        ? cells
        : Math.max(cells, FontStyle.NOTE.width(table.columns().get(column)));
  }

  /** Names are words, and values are ids and addresses. */
  private FontStyle font(int column) {
    return isName(column) ? FontStyle.NOTE : FontStyle.CODE;
  }

  private boolean isName(int column) {
    return table.columns().isEmpty() && column == 0;
  }

  private String text(String value, int column) {
    return PlainText.shortened(value, font(column), MAX_CELL);
  }

  void draw(Canvas canvas, double x, double y, double width) {
    canvas.box(x, y, width, height(), 6, DrawingStyle.RESOURCE);
    canvas.text(
        x + PADDING, y + 6, table.heading(), FontStyle.NAME, Anchor.START, DrawingStyle.TEXT);
    canvas.line(DrawingStyle.DIVIDER, new Point(x, y + HEADING), new Point(x + width, y + HEADING));
    double top = y + HEADING + 4;
    if (!table.columns().isEmpty()) {
      double left = x + PADDING;
      for (int column = 0; column < table.columns().size(); column++) {
        canvas.text(
            left,
            top,
            table.columns().get(column),
            FontStyle.NOTE,
            Anchor.START,
            DrawingStyle.SECONDARY_TEXT);
        left += width(column) + GAP;
      }
      top += LINE;
    }
    for (List<String> row : table.rows()) {
      double left = x + PADDING;
      for (int column = 0; column < row.size(); column++) {
        draw(canvas, left, top, row.get(column), column);
        left += width(column) + GAP;
      }
      top += LINE;
    }
  }

  private void draw(Canvas canvas, double x, double y, String value, int column) {
    FontStyle font = font(column);
    String text = text(value, column);
    if (value.equals(marked)) {
      canvas.box(
          x - 5, y - 1.5, font.width(text) + 10, font.lineHeight() + 3, 3, DrawingStyle.MARK);
    }
    canvas.text(
        x,
        y,
        text,
        font,
        Anchor.START,
        isName(column) ? DrawingStyle.SECONDARY_TEXT : DrawingStyle.TEXT);
  }
}
