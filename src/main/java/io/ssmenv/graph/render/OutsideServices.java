package io.ssmenv.graph.render;

import io.ssmenv.graph.GraphArrow;
import io.ssmenv.graph.GraphNode;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.VpcGraph;
import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Point;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is below a VPC: the Internet, Amazon S3, and Systems Manager below both. */
record OutsideServices(VpcGraph graph) {

  private static final double GAP = 30;
  private static final double WIDTH = 130;
  private static final double HEIGHT = 32;
  private static final double SERVICE_HEIGHT = 38;

  /**
   * Draws them, with the arrows from the gateways.
   *
   * @param exits the middle of the lower edge of each gateway
   * @return the lower edge
   */
  double draw(Canvas canvas, double x, double width, double vpcBottom, Map<String, Point> exits) {
    double top = vpcBottom + GAP;
    double service = graph.outside().size() > 1 ? top + HEIGHT + GAP : top;
    Map<String, Point> entries = new HashMap<>();
    Map<String, Point> all = new HashMap<>(exits);
    for (GraphNode node : graph.outside()) {
      if (node.is(Kind.SYSTEMS_MANAGER)) {
        entries.put(node.id(), new Point(x + width / 2, service));
        drawService(canvas, node, x, service, width);
      } else {
        double middle = middle(node, exits).orElse(x + width / 2);
        entries.put(node.id(), new Point(middle, top));
        all.put(node.id(), new Point(middle, top + HEIGHT));
        canvas.box(middle - WIDTH / 2, top, WIDTH, HEIGHT, HEIGHT / 2, DrawingStyle.EXTERNAL);
        canvas.text(
            middle,
            top + HEIGHT / 2 - FontStyle.NAME.lineHeight() / 2,
            node.name(),
            FontStyle.NAME,
            Anchor.MIDDLE,
            DrawingStyle.TEXT);
      }
    }
    graph.arrows().forEach(arrow -> drawArrow(canvas, arrow, all, entries));
    return service + SERVICE_HEIGHT;
  }

  private static void drawService(Canvas canvas, GraphNode node, double x, double y, double width) {
    canvas.box(x, y, width, SERVICE_HEIGHT, 6, DrawingStyle.SERVICE);
    canvas.text(
        x + width / 2,
        y + SERVICE_HEIGHT / 2 - FontStyle.HEADING.lineHeight() / 2,
        node.name(),
        FontStyle.HEADING,
        Anchor.MIDDLE,
        DrawingStyle.INVERSE_TEXT);
  }

  /** Below the first gateway that leads to it. */
  private Optional<Double> middle(GraphNode node, Map<String, Point> exits) {
    return graph.arrows().stream()
        .filter(arrow -> arrow.to().equals(Optional.of(node.id())))
        .flatMap(arrow -> Optional.ofNullable(exits.get(arrow.from())).stream())
        .map(Point::x)
        .findFirst();
  }

  private static void drawArrow(
      Canvas canvas, GraphArrow arrow, Map<String, Point> exits, Map<String, Point> entries) {
    Point from = exits.get(arrow.from());
    Point to = arrow.to().map(entries::get).orElse(null);
    if (from != null && to != null) {
      MarkStyle style = MarkStyle.of(arrow.mark());
      canvas.arrow(style.line(), style.head(), from, new Point(from.x(), to.y()));
    }
  }
}
