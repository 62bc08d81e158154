package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Circle;
import io.ssmenv.picture.Shape.Point;
import io.ssmenv.picture.Shape.Polygon;
import io.ssmenv.picture.Shape.Polyline;
import io.ssmenv.picture.Shape.Rectangle;
import io.ssmenv.picture.Shape.Text;
import java.util.ArrayList;
import java.util.List;

/** Collects shapes in drawing order: a later shape covers an earlier one. */
final class Canvas {

  private static final double ARROW_HEAD = 8;

  private final List<Shape> shapes = new ArrayList<>();

  List<Shape> shapes() {
    return List.copyOf(shapes);
  }

  void box(double x, double y, double width, double height, double radius, DrawingStyle style) {
    shapes.add(new Rectangle(x, y, width, height, radius, style));
  }

  /**
   * @param top the upper edge of the line of text
   */
  void text(double x, double top, String text, FontStyle font, Anchor anchor, DrawingStyle style) {
    shapes.add(new Text(x, top + font.size() * FontStyle.ASCENT, text, font, anchor, style));
  }

  void line(DrawingStyle style, Point... points) {
    shapes.add(new Polyline(List.of(points), style));
  }

  /** A line with an arrow head that points downwards. */
  void arrow(DrawingStyle line, DrawingStyle head, Point... points) {
    Point tip = points[points.length - 1];
    Point[] shortened = points.clone();
    shortened[points.length - 1] = new Point(tip.x(), tip.y() - ARROW_HEAD + 1);
    line(line, shortened);
    shapes.add(
        new Polygon(
            List.of(
                tip,
                new Point(tip.x() - ARROW_HEAD / 2 - 1, tip.y() - ARROW_HEAD),
                new Point(tip.x() + ARROW_HEAD / 2 + 1, tip.y() - ARROW_HEAD)),
            head));
  }

  /** The icon for blocked traffic. */
  void noEntry(double x, double y, double radius) {
    shapes.add(new Circle(x, y, radius, DrawingStyle.NO_ENTRY));
    double reach = radius * Math.sqrt(0.5);
    line(DrawingStyle.NO_ENTRY, new Point(x - reach, y + reach), new Point(x + reach, y - reach));
  }

  /** The icon for the IAM role: a key. */
  void roleIcon(double x, double y) {
    shapes.add(new Circle(x + 3.5, y, 3.5, DrawingStyle.ICON));
    line(DrawingStyle.ICON, new Point(x + 7, y), new Point(x + 15, y), new Point(x + 15, y + 4));
    line(DrawingStyle.ICON, new Point(x + 11.5, y), new Point(x + 11.5, y + 3));
  }

  /** The icon for an instance. */
  void instanceIcon(double x, double y) {
    box(x, y, 17, 7, 1.5, DrawingStyle.ICON);
    box(x, y + 10, 17, 7, 1.5, DrawingStyle.ICON);
    line(DrawingStyle.ICON, new Point(x + 3.5, y + 3.5), new Point(x + 7, y + 3.5));
    line(DrawingStyle.ICON, new Point(x + 3.5, y + 13.5), new Point(x + 7, y + 13.5));
  }
}
