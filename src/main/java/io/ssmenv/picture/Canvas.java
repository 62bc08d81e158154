package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Area;
import io.ssmenv.picture.Shape.Box;
import io.ssmenv.picture.Shape.Disc;
import io.ssmenv.picture.Shape.Line;
import io.ssmenv.picture.Shape.Point;
import io.ssmenv.picture.Shape.Words;
import java.util.ArrayList;
import java.util.List;

/** Collects shapes; what is drawn later lies above. */
final class Canvas {

  private static final double HEAD = 8;

  private final List<Shape> shapes = new ArrayList<>();

  List<Shape> shapes() {
    return List.copyOf(shapes);
  }

  void box(double x, double y, double width, double height, double radius, DrawingStyle ink) {
    shapes.add(new Box(x, y, width, height, radius, ink));
  }

  /**
   * @param top of the line of text
   */
  void words(double x, double top, String text, FontSize type, Anchor anchor, DrawingStyle ink) {
    shapes.add(new Words(x, top + type.size() * FontSize.ASCENT, text, type, anchor, ink));
  }

  void line(DrawingStyle ink, Point... points) {
    shapes.add(new Line(List.of(points), ink));
  }

  /** A line that ends downwards, with a head. */
  void arrow(DrawingStyle line, DrawingStyle head, Point... points) {
    Point tip = points[points.length - 1];
    Point[] shortened = points.clone();
    shortened[points.length - 1] = new Point(tip.x(), tip.y() - HEAD + 1);
    line(line, shortened);
    shapes.add(
        new Area(
            List.of(
                tip,
                new Point(tip.x() - HEAD / 2 - 1, tip.y() - HEAD),
                new Point(tip.x() + HEAD / 2 + 1, tip.y() - HEAD)),
            head));
  }

  /** The sign of a way that is closed. */
  void stop(double x, double y, double radius) {
    shapes.add(new Disc(x, y, radius, DrawingStyle.STOP));
    double reach = radius * Math.sqrt(0.5);
    line(DrawingStyle.STOP, new Point(x - reach, y + reach), new Point(x + reach, y - reach));
  }

  /** A key, the sign of the role. */
  void key(double x, double y) {
    shapes.add(new Disc(x + 3.5, y, 3.5, DrawingStyle.SIGN));
    line(DrawingStyle.SIGN, new Point(x + 7, y), new Point(x + 15, y), new Point(x + 15, y + 4));
    line(DrawingStyle.SIGN, new Point(x + 11.5, y), new Point(x + 11.5, y + 3));
  }

  /** A machine, the sign of an instance. */
  void machine(double x, double y) {
    box(x, y, 17, 7, 1.5, DrawingStyle.SIGN);
    box(x, y + 10, 17, 7, 1.5, DrawingStyle.SIGN);
    line(DrawingStyle.SIGN, new Point(x + 3.5, y + 3.5), new Point(x + 7, y + 3.5));
    line(DrawingStyle.SIGN, new Point(x + 3.5, y + 13.5), new Point(x + 7, y + 13.5));
  }
}
