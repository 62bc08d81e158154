package io.ssmenv.svg;

import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Circle;
import io.ssmenv.svg.Shape.Point;
import io.ssmenv.svg.Shape.Polygon;
import io.ssmenv.svg.Shape.Polyline;
import io.ssmenv.svg.Shape.Rectangle;
import io.ssmenv.svg.Shape.Text;
import java.util.ArrayList;
import java.util.List;

/** Collects shapes in drawing order: a later shape covers an earlier one. */
public final class Canvas {

  private static final double ARROW_HEAD = 8;

  private final List<Shape> shapes = new ArrayList<>();

  public List<Shape> shapes() {
    return List.copyOf(shapes);
  }

  public void box(
      double x, double y, double width, double height, double radius, DrawingStyle style) {
    shapes.add(new Rectangle(x, y, width, height, radius, style));
  }

  /**
   * Writes a line of text.
   *
   * @param top the upper edge of the line of text
   */
  public void text(
      double x, double top, String text, FontStyle font, Anchor anchor, DrawingStyle style) {
    shapes.add(new Text(x, top + font.size() * FontStyle.ASCENT, text, font, anchor, style));
  }

  public void line(DrawingStyle style, Point... points) {
    shapes.add(new Polyline(List.of(points), style));
  }

  /** Draws what another canvas has over what this one has. */
  public void addAll(Canvas other) {
    shapes.addAll(other.shapes);
  }

  public void circle(double x, double y, double radius, DrawingStyle style) {
    shapes.add(new Circle(x, y, radius, style));
  }

  /** A line with an arrow head at its end. */
  public void arrow(DrawingStyle line, DrawingStyle head, Point... points) {
    Point tip = points[points.length - 1];
    Point before = points[points.length - 2];
    double length = Math.hypot(tip.x() - before.x(), tip.y() - before.y());
    double towardsX = (tip.x() - before.x()) / length;
    double towardsY = (tip.y() - before.y()) / length;
    Point[] shortened = points.clone();
    shortened[points.length - 1] =
        new Point(tip.x() - towardsX * (ARROW_HEAD - 1), tip.y() - towardsY * (ARROW_HEAD - 1));
    line(line, shortened);
    double baseX = tip.x() - towardsX * ARROW_HEAD;
    double baseY = tip.y() - towardsY * ARROW_HEAD;
    double half = ARROW_HEAD / 2 + 1;
    shapes.add(
        new Polygon(
            List.of(
                tip,
                new Point(baseX - towardsY * half, baseY - towardsX * half),
                new Point(baseX + towardsY * half, baseY + towardsX * half)),
            head));
  }

  /** The icon for blocked traffic. */
  public void noEntry(double x, double y, double radius) {
    shapes.add(new Circle(x, y, radius, DrawingStyle.NO_ENTRY));
    double reach = radius * Math.sqrt(0.5);
    line(DrawingStyle.NO_ENTRY, new Point(x - reach, y + reach), new Point(x + reach, y - reach));
  }

  /** The icon for the IAM role: a key. */
  public void roleIcon(double x, double y) {
    shapes.add(new Circle(x + 3.5, y, 3.5, DrawingStyle.ICON));
    line(DrawingStyle.ICON, new Point(x + 7, y), new Point(x + 15, y), new Point(x + 15, y + 4));
    line(DrawingStyle.ICON, new Point(x + 11.5, y), new Point(x + 11.5, y + 3));
  }

  /** The icon for an instance. */
  public void instanceIcon(double x, double y) {
    box(x, y, 17, 7, 1.5, DrawingStyle.ICON);
    box(x, y + 10, 17, 7, 1.5, DrawingStyle.ICON);
    line(DrawingStyle.ICON, new Point(x + 3.5, y + 3.5), new Point(x + 7, y + 3.5));
    line(DrawingStyle.ICON, new Point(x + 3.5, y + 13.5), new Point(x + 7, y + 13.5));
  }
}
