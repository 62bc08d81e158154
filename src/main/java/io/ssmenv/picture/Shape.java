package io.ssmenv.picture;

import java.util.List;

/** What a picture is made of. Lengths are in pixels, from the upper left corner. */
sealed interface Shape {

  /** Of texts: what their x means. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  record Point(double x, double y) {}

  record Box(double x, double y, double width, double height, double radius, DrawingStyle ink)
      implements Shape {}

  /**
   * @param y of the baseline
   */
  record Words(double x, double y, String text, FontSize type, Anchor anchor, DrawingStyle ink)
      implements Shape {}

  record Line(List<Point> points, DrawingStyle ink) implements Shape {}

  record Area(List<Point> points, DrawingStyle ink) implements Shape {}

  record Disc(double x, double y, double radius, DrawingStyle ink) implements Shape {}
}
