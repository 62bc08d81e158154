package io.ssmenv.graph.render;

import io.ssmenv.graph.GraphArrow;
import io.ssmenv.graph.GraphNode;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.VpcGraph;
import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.WrappedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The box of a subnet: its instances and NAT gateways, and a line for each route, at whose end the
 * arrow begins.
 */
record SubnetBox(VpcGraph graph, GraphNode subnet, List<GraphArrow> routes, double width) {

  private static final double PADDING = 8;
  private static final double GAP = 6;
  private static final double ROUTE_LINE = 18;
  private static final int MAX_LINES = 2;

  static SubnetBox of(VpcGraph graph, GraphNode subnet, double width) {
    return new SubnetBox(
        graph,
        subnet,
        graph.arrows().stream().filter(arrow -> arrow.from().equals(subnet.id())).toList(),
        width);
  }

  /** The width at which nothing is shortened. */
  double naturalWidth() {
    double texts =
        Stream.of(
                Stream.of(
                    MarkStyle.of(subnet.mark()).signWidth() + FontStyle.NAME.width(subnet.name())),
                subnet.notes().stream().map(FontStyle.NOTE::width),
                subnet.contents().stream().map(NodeBox::naturalWidth),
                routes.stream()
                    .map(route ->
                        MarkStyle.of(route.mark()).signWidth() + FontStyle.NOTE.width(text(route))))
            .flatMap(widths -> widths)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    return texts + 2 * PADDING;
  }

  double height() {
    return routesTop() + routes.size() * ROUTE_LINE + PADDING - 2;
  }

  void draw(Canvas canvas, double x, double y) {
    NodeBox.frame(canvas, subnet, style(), x, y, width, height());
    double top = NodeBox.drawName(canvas, subnet, x + PADDING, y + PADDING, inner());
    for (String note : notes()) {
      canvas.text(
          x + PADDING, top, note, FontStyle.NOTE, Anchor.START, DrawingStyle.SECONDARY_TEXT);
      top += NodeBox.NOTE_LINE;
    }
    double content = y + headerHeight();
    for (NodeBox box : contents()) {
      box.draw(canvas, x + PADDING, content);
      content += box.height() + GAP;
    }
    for (int index = 0; index < routes.size(); index++) {
      drawRoute(canvas, routes.get(index), x + PADDING, y + exit(index));
    }
  }

  private void drawRoute(Canvas canvas, GraphArrow route, double x, double middle) {
    MarkStyle mark = MarkStyle.of(route.mark());
    mark.drawSign(canvas, x, middle);
    canvas.text(
        x + mark.signWidth(),
        middle - FontStyle.NOTE.lineHeight() / 2,
        WrappedText.lines(text(route), FontStyle.NOTE, inner() - mark.signWidth(), 1).getFirst(),
        FontStyle.NOTE,
        Anchor.START,
        DrawingStyle.TEXT);
  }

  private String text(GraphArrow route) {
    Optional<GraphNode> target = route.to().flatMap(graph::find);
    return route.label() + target.map(node -> " to " + node.name()).orElse("");
  }

  /** Where the arrow of a route begins, from the upper edge. */
  double exit(int route) {
    return routesTop() + route * ROUTE_LINE + ROUTE_LINE / 2;
  }

  /** The middle of a box in it, from the upper edge; empty if it is not in it. */
  Optional<Double> middleOf(String node) {
    double top = headerHeight();
    for (NodeBox box : contents()) {
      if (box.node().id().equals(node)) {
        return Optional.of(top + box.height() / 2);
      }
      top += box.height() + GAP;
    }
    return Optional.empty();
  }

  /** The distance of the boxes in it from its right edge. */
  static double inset() {
    return PADDING;
  }

  private double inner() {
    return width - 2 * PADDING;
  }

  private double headerHeight() {
    return PADDING + NodeBox.NAME_LINE + notes().size() * NodeBox.NOTE_LINE + 3;
  }

  private double routesTop() {
    return headerHeight() + contents().stream().mapToDouble(box -> box.height() + GAP).sum();
  }

  private List<String> notes() {
    List<String> lines = new ArrayList<>();
    subnet
        .notes()
        .forEach(note -> lines.addAll(WrappedText.lines(note, FontStyle.NOTE, inner(), MAX_LINES)));
    return lines;
  }

  private List<NodeBox> contents() {
    return subnet.contents().stream()
        .map(node ->
            new NodeBox(
                node,
                node.is(Kind.NAT_GATEWAY) ? DrawingStyle.GATEWAY : DrawingStyle.RESOURCE,
                inner()))
        .toList();
  }

  private DrawingStyle style() {
    return subnet.contents().stream().anyMatch(node -> node.is(Kind.NAT_GATEWAY))
        ? DrawingStyle.PUBLIC
        : DrawingStyle.WORKLOAD;
  }
}
