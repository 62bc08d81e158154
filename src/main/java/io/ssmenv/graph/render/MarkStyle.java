package io.ssmenv.graph.render;

import io.ssmenv.graph.Mark;
import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.Shape.Point;
import java.util.Optional;

/** How a mark is drawn: each has a colour, and a sign for those who do not see colours. */
enum MarkStyle {
  NONE(DrawingStyle.FLOW, DrawingStyle.FLOW_HEAD),
  OK(DrawingStyle.FLOW, DrawingStyle.FLOW_HEAD),
  PLANNED(DrawingStyle.FLOW_PLANNED, DrawingStyle.FLOW_PLANNED_HEAD),
  CHANGED(DrawingStyle.FLOW_PLANNED, DrawingStyle.FLOW_PLANNED_HEAD),
  UNKNOWN(DrawingStyle.FLOW_UNKNOWN, DrawingStyle.FLOW_UNKNOWN_HEAD),
  BROKEN(DrawingStyle.FLOW_BROKEN, DrawingStyle.FLOW_BROKEN_HEAD);

  /** The width of a sign with the gap after it. */
  static final double SIGN_WIDTH = 18;

  private static final double RADIUS = 6.5;

  private final DrawingStyle line;
  private final DrawingStyle head;

  MarkStyle(DrawingStyle line, DrawingStyle head) {
    this.line = line;
    this.head = head;
  }

  static MarkStyle of(Mark mark) {
    return switch (mark) {
      case NONE -> NONE;
      case OK -> OK;
      case PLANNED -> PLANNED;
      case CHANGED -> CHANGED;
      case UNKNOWN -> UNKNOWN;
      case BROKEN -> BROKEN;
    };
  }

  DrawingStyle line() {
    return line;
  }

  DrawingStyle head() {
    return head;
  }

  /** The frame around a box. */
  Optional<DrawingStyle> outline() {
    return switch (this) {
      case NONE -> Optional.empty();
      case OK -> Optional.of(DrawingStyle.OUTLINE_OK);
      case PLANNED -> Optional.of(DrawingStyle.OUTLINE_PLANNED);
      case CHANGED -> Optional.of(DrawingStyle.OUTLINE_CHANGED);
      case UNKNOWN -> Optional.of(DrawingStyle.OUTLINE_UNKNOWN);
      case BROKEN -> Optional.of(DrawingStyle.OUTLINE_BROKEN);
    };
  }

  /** The width of the sign, with the gap after it. */
  double signWidth() {
    return this == NONE ? 0 : SIGN_WIDTH;
  }

  /**
   * Draws the sign. It is drawn and not written, because fonts differ in what they have.
   *
   * @param left the left edge
   * @param y the middle
   */
  void drawSign(Canvas canvas, double left, double y) {
    if (this == NONE) {
      return;
    }
    double x = left + RADIUS;
    canvas.circle(x, y, RADIUS, disc());
    switch (this) {
      case NONE -> {}
      case OK -> stroke(canvas, x, y, -3, 0.2, -0.8, 2.5, 3.2, -2.4);
      case PLANNED -> {
        stroke(canvas, x, y, -3.5, 0, 3.5, 0);
        stroke(canvas, x, y, 0, -3.5, 0, 3.5);
      }
      case CHANGED -> stroke(canvas, x, y, -3.8, 1, -1.9, -1.2, 1.9, 1.2, 3.8, -1);
      case UNKNOWN -> {
        stroke(canvas, x, y, -2, -2, -1.3, -3.4, 0.6, -3.9, 2, -2.6, 1.6, -1.1, 0, 0, 0, 1.2);
        stroke(canvas, x, y, 0, 2.7, 0, 4.3);
      }
      case BROKEN -> {
        stroke(canvas, x, y, -2.6, -2.6, 2.6, 2.6);
        stroke(canvas, x, y, -2.6, 2.6, 2.6, -2.6);
      }
    }
  }

  private DrawingStyle disc() {
    return switch (this) {
      case NONE, OK -> DrawingStyle.SIGN_OK;
      case PLANNED, CHANGED -> DrawingStyle.SIGN_PLANNED;
      case UNKNOWN -> DrawingStyle.SIGN_UNKNOWN;
      case BROKEN -> DrawingStyle.SIGN_BROKEN;
    };
  }

  /**
   * @param offsets of the points from the middle, as pairs of x and y
   */
  private static void stroke(Canvas canvas, double x, double y, double... offsets) {
    Point[] points = new Point[offsets.length / 2];
    for (int index = 0; index < points.length; index++) {
      points[index] = new Point(x + offsets[2 * index], y + offsets[2 * index + 1]);
    }
    canvas.line(DrawingStyle.SIGN_STROKE, points);
  }
}
