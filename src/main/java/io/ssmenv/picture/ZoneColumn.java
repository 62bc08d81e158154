package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Point;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An availability zone, from above to below in the order in which what an agent sends passes
 * through it: instances and their group, route table, and then what this leads to.
 */
final class ZoneColumn {

  /** From the edge to the way out, where the way to a gateway endpoint is at the right of it. */
  static final double LANE = 38;

  /** Room between blocks, for an arrow. */
  private static final double STEP = 17;

  private static final double PADDING = 8;
  private static final double LABEL = 24;
  private static final double LABEL_GAP = 16;

  /** From the right edge to the way to a gateway endpoint. */
  private static final double BYWAY = 13;

  /** Heights of rows that all columns of a panel have in common. */
  record Heights(double guard, double routes, double endpoints, double nat, double publicRoutes) {

    static Heights of(Collection<ZoneColumn> columns) {
      return new Heights(
          highest(columns, column -> column.guard),
          highest(columns, column -> Optional.of(column.routes)),
          highest(columns, column -> column.endpoints),
          highest(columns, column -> column.nat),
          highest(columns, column -> column.publicRoutes));
    }

    private static double highest(
        Collection<ZoneColumn> columns,
        Function<ZoneColumn, Optional<? extends LayoutBlock>> block) {
      return LayoutBlock.highest(
          columns.stream().flatMap(column -> block.apply(column).stream()).toList());
    }

    double workload() {
      double inside = LABEL + guard + STEP + routes + PADDING;
      return endpoints > 0 ? inside + STEP + endpoints : inside;
    }

    double publicly() {
      return nat > 0 ? LABEL + nat + STEP + publicRoutes + PADDING : 0;
    }

    double all() {
      return workload() + (nat > 0 ? STEP + publicly() : 0);
    }
  }

  /**
   * Where the ways leave the column.
   *
   * @param way of what is sent to Systems Manager
   * @param byway to a gateway endpoint
   */
  record Exits(Point way, Optional<Point> byway) {}

  private final NetworkLayout.Zone zone;
  private final boolean hasByway;
  private final Optional<? extends LayoutBlock> guard;
  private final LayoutBlock routes;
  private final Optional<? extends LayoutBlock> endpoints;
  private final Optional<? extends LayoutBlock> nat;
  private final Optional<? extends LayoutBlock> publicRoutes;

  ZoneColumn(NetworkLayout survey, NetworkLayout.Zone zone) {
    this.zone = zone;
    this.hasByway = !survey.gatewayEndpoints().isEmpty();
    Subnet workload = zone.workload();
    this.guard = instances(survey, workload);
    this.routes = routes(survey, workload);
    this.endpoints = endpoints(survey, workload);
    this.nat = zone.publicly().map(subnet -> natGateways(survey, subnet));
    this.publicRoutes = zone.publicly().map(subnet -> routes(survey, subnet));
  }

  double width() {
    double blocks =
        Math.max(
            Math.max(widest(guard), routes.width()),
            Math.max(
                endpoints.isPresent() ? endpoints.get().width() + bywayRoom() : 0,
                Math.max(widest(nat), widest(publicRoutes))));
    double labels =
        Math.max(
            labelWidth(zone.workload()),
            zone.publicly().map(ZoneColumn::partedLabelWidth).orElse(0.0));
    return 2 * PADDING + Math.max(blocks, labels);
  }

  Exits draw(Canvas canvas, double x, double y, double width, Heights heights) {
    double inside = width - 2 * PADDING;
    double left = x + PADDING;
    double lane = hasByway ? left + LANE : x + width / 2;
    subnet(canvas, zone.workload(), DrawingStyle.WORKLOAD, x, y, width, heights.workload());
    double top = y + LABEL;
    guard.ifPresent(block -> block.draw(canvas, left, y + LABEL, inside));
    double routesTop = top + heights.guard() + STEP;
    if (guard.isPresent()) {
      way(canvas, lane, top + guard.get().height(), routesTop);
    }
    routes.draw(canvas, left, routesTop, inside);
    double routesEnd = routesTop + routes.height();
    Optional<Point> byway =
        hasByway ? Optional.of(new Point(left + inside - BYWAY, routesEnd)) : Optional.empty();
    if (endpoints.isPresent()) {
      double endpointsTop = routesTop + heights.routes() + STEP;
      way(canvas, lane, routesEnd, endpointsTop);
      endpoints.get().draw(canvas, left, endpointsTop, inside - bywayRoom());
      return new Exits(new Point(lane, endpointsTop + endpoints.get().height()), byway);
    }
    if (zone.publicly().isEmpty()) {
      return new Exits(new Point(lane, routesEnd), byway);
    }
    double publicTop = y + heights.workload() + STEP;
    return new Exits(
        new Point(lane, publicSubnet(canvas, x, publicTop, width, lane, routesEnd, heights)),
        byway);
  }

  private double publicSubnet(
      Canvas canvas,
      double x,
      double top,
      double width,
      double lane,
      double from,
      Heights heights) {
    Subnet subnet = zone.publicly().orElseThrow();
    subnet(canvas, subnet, DrawingStyle.PUBLIC, x, top, width, heights.publicly());
    double natTop = top + LABEL;
    way(canvas, lane, from, natTop);
    LayoutBlock gateways = nat.orElseThrow();
    gateways.draw(canvas, x + PADDING, natTop, width - 2 * PADDING);
    double tableTop = natTop + heights.nat() + STEP;
    way(canvas, lane, natTop + gateways.height(), tableTop);
    LayoutBlock table = publicRoutes.orElseThrow();
    table.draw(canvas, x + PADDING, tableTop, width - 2 * PADDING);
    return tableTop + table.height();
  }

  String name() {
    return zone.name();
  }

  private static Optional<? extends LayoutBlock> instances(NetworkLayout survey, Subnet subnet) {
    List<ResourceBox> cards =
        survey.instances(subnet).stream()
            .map(instance ->
                new ResourceBox(
                    true,
                    instance.key().name(),
                    instance.type(),
                    survey.hasAddress(instance) ? Optional.of("Elastic IP") : Optional.empty()))
            .toList();
    TableBlock rules =
        new TableBlock("security group", FontSize.NOTE, survey.guards().ofInstances());
    return cards.isEmpty()
        ? Optional.empty()
        : Optional.of(FramedBlock.of(DrawingStyle.GUARD, rules, cards));
  }

  private static LayoutBlock routes(NetworkLayout survey, Subnet subnet) {
    return new FramedBlock(
        DrawingStyle.CARD, new TableBlock("route table", FontSize.CODE, survey.routeRows(subnet)));
  }

  private static Optional<? extends LayoutBlock> endpoints(NetworkLayout survey, Subnet subnet) {
    List<VpcEndpoint> endpoints = survey.endpoints(subnet);
    if (endpoints.isEmpty()) {
      return Optional.empty();
    }
    List<ResourceBox> cards =
        endpoints.stream()
            .map(endpoint ->
                new ResourceBox(false, NetworkLayout.service(endpoint), "", Optional.empty()))
            .toList();
    return Optional.of(
        FramedBlock.of(
            DrawingStyle.GUARD,
            new TableBlock("VPC endpoints", FontSize.NOTE, survey.guards().of(endpoints)),
            cards));
  }

  private static LayoutBlock natGateways(NetworkLayout survey, Subnet subnet) {
    List<ResourceBox> cards =
        survey.natGateways(subnet).stream()
            .map(nat ->
                new ResourceBox(
                    false, "NAT gateway " + nat.key().name(), "", Optional.of("Elastic IP")))
            .toList();
    return new BlockStack(cards);
  }

  private static void subnet(
      Canvas canvas,
      Subnet subnet,
      DrawingStyle ink,
      double x,
      double y,
      double width,
      double height) {
    canvas.box(x, y, width, height, 6, ink);
    Key key = subnet.key();
    canvas.words(
        x + PADDING, y + 6, "subnet " + key.name(), FontSize.NOTE, Anchor.START, DrawingStyle.TEXT);
    canvas.words(
        x + width - PADDING, y + 6, subnet.cidr(), FontSize.CODE, Anchor.END, DrawingStyle.QUIET);
  }

  private static double labelWidth(Subnet subnet) {
    return LABEL_GAP + nameWidth(subnet) + FontSize.CODE.width(subnet.cidr());
  }

  /** Where the way goes through between the two parts of the label. */
  private static double partedLabelWidth(Subnet subnet) {
    return LABEL_GAP + 2 * Math.max(nameWidth(subnet), FontSize.CODE.width(subnet.cidr()));
  }

  private static double nameWidth(Subnet subnet) {
    return FontSize.NOTE.width("subnet " + subnet.key().name());
  }

  private static void way(Canvas canvas, double x, double from, double to) {
    canvas.arrow(DrawingStyle.WAY, DrawingStyle.WAY_END, new Point(x, from), new Point(x, to));
  }

  private double bywayRoom() {
    return hasByway ? 2 * BYWAY : 0;
  }

  private static double widest(Optional<? extends LayoutBlock> block) {
    return block.isPresent() ? block.get().width() : 0;
  }
}
