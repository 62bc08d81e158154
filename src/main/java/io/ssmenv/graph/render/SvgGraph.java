package io.ssmenv.graph.render;

import io.ssmenv.graph.Mark;
import io.ssmenv.graph.NetworkGraph;
import io.ssmenv.graph.VpcGraph.AgentFinding;
import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Svg;
import io.ssmenv.svg.WrappedText;
import java.util.List;

/** Draws a graph as an SVG with light and dark colours and a background of its own. */
public final class SvgGraph {

  private static final double MARGIN = 18;
  private static final double GAP = 22;
  private static final double LINE = 17;
  private static final int MAX_LINES = 6;

  private SvgGraph() {}

  /** Returns an SVG document; the same graph gives the same document. */
  public static String of(NetworkGraph graph) {
    List<GraphPanel> panels = graph.vpcs().stream().map(GraphPanel::new).toList();
    double width = panels.stream().mapToDouble(GraphPanel::width).max().orElse(0);
    Canvas content = new Canvas();
    double y = MARGIN;
    for (String line : WrappedText.lines(graph.title(), FontStyle.HEADING, width, MAX_LINES)) {
      content.text(MARGIN, y, line, FontStyle.HEADING, Anchor.START, DrawingStyle.TEXT);
      y += LINE + 5;
    }
    y += 8;
    for (int index = 0; index < panels.size(); index++) {
      y = panels.get(index).draw(content, MARGIN, y, width) + GAP / 2;
      for (AgentFinding finding : graph.vpcs().get(index).findings()) {
        y = drawLine(content, finding.mark(), finding.text(), y, width) + 4;
      }
      y += GAP / 2;
    }
    for (Mark mark : graph.marks()) {
      y = drawLine(content, mark, mark.meaning(), y, width);
    }
    double height = y + MARGIN - 4;
    Canvas canvas = new Canvas();
    canvas.box(0.5, 0.5, width + 2 * MARGIN - 1, height - 1, 12, DrawingStyle.PAGE);
    canvas.addAll(content);
    return Svg.write(
        width + 2 * MARGIN, height, graph.title(), graph.description(), canvas.shapes());
  }

  /** Draws a sign with a text, and returns where the next one begins. */
  private static double drawLine(Canvas canvas, Mark mark, String text, double y, double width) {
    MarkStyle.of(mark).drawSign(canvas, MARGIN, y + FontStyle.TEXT.lineHeight() / 2);
    double top = y;
    for (String line :
        WrappedText.lines(text, FontStyle.TEXT, width - MarkStyle.SIGN_WIDTH - 2, MAX_LINES)) {
      canvas.text(
          MARGIN + MarkStyle.SIGN_WIDTH + 2,
          top,
          line,
          FontStyle.TEXT,
          Anchor.START,
          DrawingStyle.TEXT);
      top += LINE;
    }
    return top;
  }
}
