package io.ssmenv.graph.render;

import io.ssmenv.graph.GraphNode;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import java.util.List;
import java.util.stream.IntStream;

/** The box of a gateway or of all endpoints of a VPC. */
record GatewayBox(GraphNode node) {

  private static final double MIN_WIDTH = 150;
  private static final double MAX_WIDTH = 260;
  private static final double PADDING = 8;
  private static final double GAP = 6;
  private static final int ENDPOINTS_IN_ROW = 3;

  double width() {
    if (!node.is(Kind.ENDPOINTS)) {
      return clamped(NodeBox.naturalWidth(node));
    }
    int columns = columns();
    return Math.max(
        2 * PADDING + columns * endpointWidth() + (columns - 1) * GAP,
        2 * PADDING + MarkStyle.SIGN_WIDTH + FontStyle.NAME.width(node.name()));
  }

  double height() {
    return node.is(Kind.ENDPOINTS)
        ? PADDING
            + NodeBox.NAME_LINE
            + rows().stream().mapToDouble(row -> rowHeight(row) + GAP).sum()
            + 2
        : new NodeBox(node, DrawingStyle.GATEWAY, width()).height();
  }

  void draw(Canvas canvas, double x, double y) {
    if (!node.is(Kind.ENDPOINTS)) {
      new NodeBox(node, DrawingStyle.GATEWAY, width()).draw(canvas, x, y);
      return;
    }
    NodeBox.frame(canvas, node, DrawingStyle.EXTERNAL, x, y, width(), height());
    double top = NodeBox.drawName(canvas, node, x + PADDING, y + PADDING, width() - 2 * PADDING);
    for (List<NodeBox> row : rows()) {
      double left = x + PADDING;
      for (NodeBox box : row) {
        box.draw(canvas, left, top);
        left += box.width() + GAP;
      }
      top += rowHeight(row) + GAP;
    }
  }

  private static double rowHeight(List<NodeBox> row) {
    return row.stream().mapToDouble(NodeBox::height).max().orElse(0);
  }

  private int columns() {
    return Math.min(ENDPOINTS_IN_ROW, Math.max(1, node.contents().size()));
  }

  private double endpointWidth() {
    return clamped(node.contents().stream().mapToDouble(NodeBox::naturalWidth).max().orElse(0));
  }

  private static double clamped(double width) {
    return Math.clamp(width, MIN_WIDTH, MAX_WIDTH);
  }

  private List<List<NodeBox>> rows() {
    List<NodeBox> boxes =
        node.contents().stream()
            .map(endpoint -> new NodeBox(endpoint, DrawingStyle.GATEWAY, endpointWidth()))
            .toList();
    return IntStream.range(0, (boxes.size() + columns() - 1) / columns())
        .mapToObj(
            row -> boxes.subList(row * columns(), Math.min(boxes.size(), (row + 1) * columns())))
        .toList();
  }
}
