package io.ssmenv.graph.render;

import io.ssmenv.graph.GraphNode;
import io.ssmenv.graph.Mark;
import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.WrappedText;
import java.util.List;

/** The box of a resource that contains no other: its sign, its name and its notes. */
record NodeBox(GraphNode node, DrawingStyle style, double width) {

  static final double NAME_LINE = 18;
  static final double NOTE_LINE = 15;

  private static final double PADDING = 8;
  private static final int MAX_LINES = 3;

  /** The width at which nothing is shortened. */
  static double naturalWidth(GraphNode node) {
    return 2 * PADDING
        + Math.max(
            MarkStyle.of(node.mark()).signWidth() + FontStyle.NAME.width(node.name()),
            node.notes().stream().mapToDouble(FontStyle.NOTE::width).max().orElse(0));
  }

  double height() {
    return 2 * PADDING - 3 + NAME_LINE + NOTE_LINE * notes().size();
  }

  void draw(Canvas canvas, double x, double y) {
    frame(canvas, node, style, x, y, width, height());
    double top = drawName(canvas, node, x + PADDING, y + PADDING, width - 2 * PADDING);
    for (String note : notes()) {
      canvas.text(
          x + PADDING, top, note, FontStyle.NOTE, Anchor.START, DrawingStyle.SECONDARY_TEXT);
      top += NOTE_LINE;
    }
  }

  private List<String> notes() {
    return node.notes().stream()
        .flatMap(note ->
            WrappedText.lines(note, FontStyle.NOTE, width - 2 * PADDING, MAX_LINES).stream())
        .toList();
  }

  /** The frame of a box, with the colour of its mark. */
  static void frame(
      Canvas canvas,
      GraphNode node,
      DrawingStyle style,
      double x,
      double y,
      double width,
      double height) {
    boolean isPlanned = node.mark() == Mark.PLANNED && style == DrawingStyle.GATEWAY;
    canvas.box(x, y, width, height, 5, isPlanned ? DrawingStyle.RESOURCE : style);
    MarkStyle.of(node.mark())
        .outline()
        .ifPresent(outline -> canvas.box(x, y, width, height, 5, outline));
  }

  /** Draws the sign and the name, and returns where the next line begins. */
  static double drawName(Canvas canvas, GraphNode node, double x, double top, double width) {
    MarkStyle mark = MarkStyle.of(node.mark());
    mark.drawSign(canvas, x, top + FontStyle.NAME.lineHeight() / 2);
    canvas.text(
        x + mark.signWidth(),
        top,
        WrappedText.lines(node.name(), FontStyle.NAME, width - mark.signWidth(), 1).getFirst(),
        FontStyle.NAME,
        Anchor.START,
        DrawingStyle.TEXT);
    return top + NAME_LINE;
  }
}
