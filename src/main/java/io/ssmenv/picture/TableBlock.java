package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import java.util.List;

/** A table of rules or routes: a title and rows with two columns. */
record TableBlock(String title, FontStyle leftFont, List<Row> rows) implements LayoutBlock {

  /** The text for a direction without a rule. */
  static final String NONE = "none";

  static final double LINE = 16;
  private static final double GAP = 9;
  private static final double ICON = 5;

  record Row(String left, String right) {}

  @Override
  public double width() {
    return Math.max(
        FontStyle.NOTE.width(title),
        leftWidth()
            + rows.stream()
                .mapToDouble(row -> iconWidth(row) + FontStyle.NOTE.width(row.right()))
                .max()
                .orElse(0));
  }

  @Override
  public double height() {
    return LINE * (1 + rows.size());
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    canvas.text(x, y, title, FontStyle.NOTE, Anchor.START, DrawingStyle.SECONDARY_TEXT);
    double top = y;
    for (Row row : rows) {
      top += LINE;
      canvas.text(x, top, row.left(), leftFont, Anchor.START, DrawingStyle.SECONDARY_TEXT);
      if (iconWidth(row) > 0) {
        canvas.noEntry(x + leftWidth() + ICON, top + FontStyle.NOTE.lineHeight() / 2, ICON);
      }
      canvas.text(
          x + leftWidth() + iconWidth(row),
          top,
          row.right(),
          FontStyle.NOTE,
          Anchor.START,
          DrawingStyle.TEXT);
    }
  }

  private double leftWidth() {
    return GAP + rows.stream().mapToDouble(row -> leftFont.width(row.left())).max().orElse(0);
  }

  private static double iconWidth(Row row) {
    return row.right().equals(NONE) ? 3 * ICON : 0;
  }
}
