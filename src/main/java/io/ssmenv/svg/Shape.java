package io.ssmenv.svg;

import java.util.List;

/** An element of the picture. Coordinates are in pixels, from the upper left corner. */
public sealed interface Shape {

  DrawingStyle style();

  /** The meaning of the x coordinate of a text. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  record Point(double x, double y) {}

  record Rectangle(
      double x, double y, double width, double height, double radius, DrawingStyle style)
      implements Shape {}

  /**
   * A line of text.
   *
   * @param y the baseline of the text
   */
  record Text(double x, double y, String text, FontStyle font, Anchor anchor, DrawingStyle style)
      implements Shape {}

  record Polyline(List<Point> points, DrawingStyle style) implements Shape {}

  record Polygon(List<Point> points, DrawingStyle style) implements Shape {}

  record Circle(double x, double y, double radius, DrawingStyle style) implements Shape {}
}
