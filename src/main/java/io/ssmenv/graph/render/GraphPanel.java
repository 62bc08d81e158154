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
import io.ssmenv.svg.WrappedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A VPC: its zones side by side, its gateways below them, and below it where these lead. */
final class GraphPanel {

  private static final double PADDING = 14;
  private static final double MIN_WIDTH = 560;
  private static final double MIN_SUBNET = 210;
  private static final double MAX_SUBNET = 300;

  /** What is tried next if the picture is too high. */
  private static final double SHORTER = 0.9;

  private static final int MAX_HEADER_LINES = 6;
  private static final double ZONE_LABEL = 24;
  private static final double GATEWAY_GAP = 28;

  private final VpcGraph graph;
  private final Wiring wiring = new Wiring();
  private final List<ZoneFrame> zones;
  private final List<GatewayBox> gateways;

  GraphPanel(VpcGraph graph) {
    this.graph = graph;
    this.zones = zones(graph);
    this.gateways =
        graph.vpc().contents().stream()
            .filter(node -> !node.is(Kind.ZONE))
            .map(GatewayBox::new)
            .toList();
    Map<String, Integer> natColumns = new HashMap<>();
    List<List<SubnetBox>> columns = columns();
    for (int column = 0; column < columns.size(); column++) {
      for (SubnetBox box : columns.get(column)) {
        for (GraphNode node : box.subnet().contents()) {
          natColumns.put(node.id(), column);
        }
      }
    }
    for (int column = 0; column < columns.size(); column++) {
      for (SubnetBox box : columns.get(column)) {
        for (GraphArrow arrow : box.routes()) {
          wiring.add(
              column, arrow, arrow.to().flatMap(to -> Optional.ofNullable(natColumns.get(to))));
        }
      }
    }
  }

  /** With as many columns as make the picture about as high as it is wide. */
  private static List<ZoneFrame> zones(VpcGraph graph) {
    List<GraphNode> all =
        graph.vpc().contents().stream().filter(node -> node.is(Kind.ZONE)).toList();
    double width =
        Math.clamp(
            all.stream()
                .flatMap(zone -> zone.contents().stream())
                .mapToDouble(subnet -> SubnetBox.of(graph, subnet, MAX_SUBNET).naturalWidth())
                .max()
                .orElse(0),
            MIN_SUBNET,
            MAX_SUBNET);
    List<ZoneFrame> frames = List.of();
    double limit = Double.POSITIVE_INFINITY;
    double height;
    long columns;
    do {
      double allowed = limit;
      frames = all.stream().map(zone -> ZoneFrame.of(graph, zone, width, allowed)).toList();
      height = frames.stream().mapToDouble(ZoneFrame::height).max().orElse(0);
      columns = frames.stream().mapToLong(frame -> frame.columns().size()).sum();
      limit = Math.min(height, limit) * SHORTER;
    } while (height > columns * width && columns < subnets(all));
    return frames;
  }

  private static long subnets(List<GraphNode> zones) {
    return zones.stream().mapToLong(zone -> zone.contents().size()).sum();
  }

  private List<List<SubnetBox>> columns() {
    return zones.stream().flatMap(zone -> zone.columns().stream()).toList();
  }

  double width() {
    return Math.max(MIN_WIDTH, Math.max(zonesWidth(), gatewaysWidth()) + 2 * PADDING);
  }

  private double zonesWidth() {
    return -ZoneFrame.GAP + frameWidths().stream().mapToDouble(one -> one + ZoneFrame.GAP).sum();
  }

  private double gatewaysWidth() {
    return -GATEWAY_GAP + gateways.stream().mapToDouble(one -> one.width() + GATEWAY_GAP).sum();
  }

  private List<Double> frameWidths() {
    List<Double> widths = new ArrayList<>();
    int column = 0;
    for (ZoneFrame zone : zones) {
      double width = ZoneFrame.GAP;
      for (List<SubnetBox> boxes : zone.columns()) {
        width += boxes.getFirst().width() + Math.max(ZoneFrame.GAP, wiring.gutter(column++));
      }
      widths.add(width);
    }
    return widths;
  }

  private double zonesHeight() {
    return zones.isEmpty()
        ? 0
        : ZONE_LABEL
            + ZoneFrame.GAP
            + zones.stream().mapToDouble(ZoneFrame::height).max().orElse(0);
  }

  private List<String> header(double width) {
    return WrappedText.lines(
        String.join(", ", graph.vpc().notes()),
        FontStyle.TEXT,
        width - 2 * PADDING,
        MAX_HEADER_LINES);
  }

  /**
   * Draws the panel.
   *
   * @param width at least {@link #width}
   * @return its lower edge
   */
  double draw(Canvas canvas, double x, double y, double width) {
    double top = y + PADDING + 30 + header(width).size() * 17;
    double bus = top + zonesHeight();
    double gatewayTop = bus + wiring.busHeight() + 12;
    double bottom =
        gatewayTop + gateways.stream().mapToDouble(GatewayBox::height).max().orElse(0) + PADDING;
    NodeBox.frame(canvas, graph.vpc(), DrawingStyle.VPC, x, y, width, bottom - y);
    drawHeader(canvas, x + PADDING, y + PADDING, width);
    Wiring.Places places =
        new Wiring.Places(new ArrayList<>(), bus, new HashMap<>(), new HashMap<>());
    drawZones(canvas, x + (width - zonesWidth()) / 2, top, places);
    Map<String, Point> exits = drawGateways(canvas, x, width, gatewayTop, places);
    wiring.draw(canvas, places);
    return new OutsideServices(graph).draw(canvas, x, width, bottom, exits);
  }

  private void drawHeader(Canvas canvas, double x, double y, double width) {
    MarkStyle mark = MarkStyle.of(graph.vpc().mark());
    mark.drawSign(canvas, x, y + FontStyle.HEADING.lineHeight() / 2);
    canvas.text(
        x + mark.signWidth(),
        y,
        WrappedText.lines(
                graph.vpc().name(), FontStyle.HEADING, width - 2 * PADDING - mark.signWidth(), 1)
            .getFirst(),
        FontStyle.HEADING,
        Anchor.START,
        DrawingStyle.TEXT);
    double line = y + 23;
    for (String note : header(width)) {
      canvas.text(x, line, note, FontStyle.TEXT, Anchor.START, DrawingStyle.SECONDARY_TEXT);
      line += 17;
    }
  }

  private void drawZones(Canvas canvas, double x, double y, Wiring.Places places) {
    double left = x;
    int column = 0;
    for (int index = 0; index < zones.size(); index++) {
      ZoneFrame zone = zones.get(index);
      double frame = frameWidths().get(index);
      canvas.box(left, y, frame, zonesHeight(), 6, DrawingStyle.DIVIDER);
      canvas.text(
          left + ZoneFrame.GAP,
          y + 6,
          WrappedText.lines(
                  "zone " + zone.zone().name(), FontStyle.NOTE, frame - 2 * ZoneFrame.GAP, 1)
              .getFirst(),
          FontStyle.NOTE,
          Anchor.START,
          DrawingStyle.SECONDARY_TEXT);
      double edge = left + ZoneFrame.GAP;
      for (List<SubnetBox> boxes : zone.columns()) {
        drawColumn(canvas, column, boxes, edge, y + ZONE_LABEL, places);
        edge += boxes.getFirst().width() + Math.max(ZoneFrame.GAP, wiring.gutter(column++));
      }
      left += frame + ZoneFrame.GAP;
    }
  }

  private void drawColumn(
      Canvas canvas, int column, List<SubnetBox> boxes, double x, double y, Wiring.Places places) {
    double right = x + boxes.getFirst().width();
    places.lanes().add(right);
    for (int index = 0; index < boxes.size(); index++) {
      SubnetBox box = boxes.get(index);
      double top = y + ZoneFrame.top(boxes, index);
      box.draw(canvas, x, top);
      for (int route = 0; route < box.routes().size(); route++) {
        wiring.start(column, box.routes().get(route), right, top + box.exit(route));
      }
      box.subnet()
          .contents()
          .forEach(node ->
              box.middleOf(node.id())
                  .ifPresent(middle ->
                      places
                          .nats()
                          .put(node.id(), new Point(right - SubnetBox.inset(), top + middle))));
    }
  }

  /** Returns the middle of the lower edge of each gateway. */
  private Map<String, Point> drawGateways(
      Canvas canvas, double x, double width, double y, Wiring.Places places) {
    Map<String, Point> exits = new HashMap<>();
    double left = x + (width - gatewaysWidth()) / 2;
    for (GatewayBox box : gateways) {
      box.draw(canvas, left, y);
      double right = left + box.width();
      places.gateways().put(box.node().id(), List.of(new Point(left, y), new Point(right, y)));
      exits.put(box.node().id(), new Point((left + right) / 2, y + box.height()));
      left = right + GATEWAY_GAP;
    }
    return exits;
  }
}
