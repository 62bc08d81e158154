package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import java.util.List;

/** A title and lines of two columns, of rules or of routes. */
record TableBlock(String title, FontSize leftType, List<Row> rows) implements LayoutBlock {

  /** What is said of a direction in which no rule lets anything through. */
  static final String NOTHING = "nothing";

  static final double LINE = 16;
  private static final double GAP = 9;
  private static final double SIGN = 5;

  record Row(String left, String right) {}

  @Override
  public double width() {
    return Math.max(
        FontSize.NOTE.width(title),
        left()
            + rows.stream()
                .mapToDouble(row -> sign(row) + FontSize.NOTE.width(row.right()))
                .max()
                .orElse(0));
  }

  @Override
  public double height() {
    return LINE * (1 + rows.size());
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    canvas.words(x, y, title, FontSize.NOTE, Anchor.START, DrawingStyle.QUIET);
    double top = y;
    for (Row row : rows) {
      top += LINE;
      canvas.words(x, top, row.left(), leftType, Anchor.START, DrawingStyle.QUIET);
      if (sign(row) > 0) {
        canvas.stop(x + left() + SIGN, top + FontSize.NOTE.line() / 2, SIGN);
      }
      canvas.words(
          x + left() + sign(row), top, row.right(), FontSize.NOTE, Anchor.START, DrawingStyle.TEXT);
    }
  }

  private double left() {
    return GAP + rows.stream().mapToDouble(row -> leftType.width(row.left())).max().orElse(0);
  }

  private static double sign(Row row) {
    return row.right().equals(NOTHING) ? 3 * SIGN : 0;
  }
}
