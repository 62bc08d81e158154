package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.Shape.Point;
import io.ssmenv.topology.Subnet;
import java.util.List;
import java.util.Optional;

/**
 * The column of an environment in an availability zone, from top to bottom in the order of outbound
 * traffic: the instances with their security group, the route table, and the endpoints or the NAT
 * gateway. What several columns use is in one of them, to which the others are connected.
 */
final class ZoneColumn {

  /** Distance of the main connection from the left edge, if there is a gateway endpoint too. */
  static final double CONNECTION_INSET = 38;

  /** The gap between blocks, for an arrow. */
  static final double ARROW_GAP = 17;

  private static final double PADDING = SubnetFrame.PADDING;
  private static final double LABEL = SubnetFrame.LABEL;

  /** The distance from the column to a line beside it. */
  private static final double ASIDE = 5;

  /** Distance of the connection to the gateway endpoint from the right edge. */
  private static final double S3_CONNECTION_INSET = 13;

  /** The blocks of the rows from top to bottom; empty where the column has none. */
  List<Optional<? extends LayoutBlock>> rows() {
    return List.of(instanceBlock, Optional.of(routeTableBlock), endpointBlock, nat, publicRoutes);
  }

  /**
   * The points at which the connections leave the column.
   *
   * @param internet the connection to Systems Manager through the Internet
   * @param endpoints the connection to Systems Manager through endpoints
   * @param s3 the connection to the gateway endpoint, if there is one
   */
  record Exits(Optional<Point> internet, Optional<Point> endpoints, Optional<Point> s3) {}

  /**
   * What a column uses and another one has.
   *
   * @param endpointsX where the connection reaches the endpoints
   * @param natX where the connection reaches the NAT gateway
   */
  record Elsewhere(Optional<Double> endpointsX, Optional<Double> natX) {}

  private final NetworkLayout.Zone zone;
  private final boolean hasGatewayEndpoint;
  private final boolean usesEndpoints;
  private final Optional<? extends LayoutBlock> instanceBlock;
  private final LayoutBlock routeTableBlock;
  private final Optional<? extends LayoutBlock> endpointBlock;
  private final Optional<? extends LayoutBlock> nat;
  private final Optional<? extends LayoutBlock> publicRoutes;

  /**
   * @param owner the layout of the environment that owns the VPC
   * @param drawsNat whether the NAT gateway of the zone is in this column
   */
  ZoneColumn(NetworkLayout layout, NetworkLayout owner, NetworkLayout.Zone zone, boolean drawsNat) {
    this.zone = zone;
    this.hasGatewayEndpoint = !layout.gatewayEndpoints().isEmpty();
    this.usesEndpoints = layout.usesEndpoints();
    Subnet workload = zone.workload();
    this.instanceBlock = ZoneBlocks.instances(layout, workload);
    this.routeTableBlock = ZoneBlocks.routeTable(layout, workload);
    this.endpointBlock = ZoneBlocks.endpoints(layout, workload);
    Optional<Subnet> drawn = zone.publicSubnet().filter(_ -> drawsNat);
    this.nat = drawn.map(subnet -> ZoneBlocks.natGateways(owner, subnet));
    this.publicRoutes = drawn.map(subnet -> ZoneBlocks.routeTable(owner, subnet));
  }

  Optional<Subnet> publicSubnet() {
    return zone.publicSubnet();
  }

  boolean hasEndpoints() {
    return endpointBlock.isPresent();
  }

  /** Where connections go down, from the left edge. */
  double connectionInset(double width) {
    return hasGatewayEndpoint ? PADDING + CONNECTION_INSET : width / 2;
  }

  double width() {
    double blocks =
        Math.max(
            Math.max(widthOf(instanceBlock), routeTableBlock.width()),
            Math.max(
                endpointBlock.isPresent() ? endpointBlock.get().width() + s3ConnectionWidth() : 0,
                Math.max(widthOf(nat), widthOf(publicRoutes))));
    double labels =
        Math.max(
            SubnetFrame.labelWidth(zone.workload()),
            nat.flatMap(_ -> zone.publicSubnet()).map(SubnetFrame::splitLabelWidth).orElse(0.0));
    return 2 * PADDING + Math.max(blocks, labels);
  }

  Exits draw(
      Canvas canvas, double x, double y, double width, RowHeights heights, Elsewhere elsewhere) {
    double contentWidth = width - 2 * PADDING;
    double left = x + PADDING;
    double connectionX = x + connectionInset(width);
    SubnetFrame.draw(
        canvas, zone.workload(), DrawingStyle.WORKLOAD, x, y, width, heights.workload());
    double top = y + LABEL;
    instanceBlock.ifPresent(block -> block.draw(canvas, left, y + LABEL, contentWidth));
    double routesTop = top + heights.instances() + ARROW_GAP;
    if (instanceBlock.isPresent()) {
      connection(canvas, connectionX, top + instanceBlock.get().height(), routesTop);
    }
    routeTableBlock.draw(canvas, left, routesTop, contentWidth);
    double routesEnd = routesTop + routeTableBlock.height();
    Optional<Point> s3 =
        hasGatewayEndpoint
            ? Optional.of(new Point(left + contentWidth - S3_CONNECTION_INSET, routesEnd))
            : Optional.empty();
    double endpointsTop = routesTop + heights.routes() + ARROW_GAP;
    Point from = new Point(connectionX, routesEnd);
    endpointBlock.ifPresent(
        block -> block.draw(canvas, left, endpointsTop, contentWidth - s3ConnectionWidth()));
    double publicTop = y + heights.workload() + ARROW_GAP;
    if (!usesEndpoints) {
      return new Exits(
          toInternet(canvas, from, x, publicTop, width, heights, elsewhere), Optional.empty(), s3);
    }
    publicSubnet(canvas, x, publicTop, width, Optional.empty(), heights);
    return new Exits(
        Optional.empty(),
        toEndpoints(canvas, from, endpointsTop, elsewhere)
            .map(exit -> aside(canvas, exit, x + width, publicTop)),
        s3);
  }

  /** Returns where the connection leaves the endpoints; empty if they are in another column. */
  private Optional<Point> toEndpoints(
      Canvas canvas, Point from, double endpointsTop, Elsewhere elsewhere) {
    if (endpointBlock.isEmpty()) {
      elsewhere.endpointsX().ifPresent(to -> join(canvas, from, to, endpointsTop));
      return Optional.empty();
    }
    connection(canvas, from.x(), from.y(), endpointsTop);
    return endpointBlock.map(block -> new Point(from.x(), endpointsTop + block.height()));
  }

  /** A connection from the endpoints does not go through the NAT gateway below them. */
  private Point aside(Canvas canvas, Point exit, double right, double publicTop) {
    if (nat.isEmpty()) {
      return exit;
    }
    Point beside = new Point(right + ASIDE, publicTop - ARROW_GAP / 2);
    canvas.line(DrawingStyle.CONNECTION, exit, new Point(exit.x(), beside.y()), beside);
    return beside;
  }

  /** Returns where the connection leaves the subnets; empty if that is in another column. */
  private Optional<Point> toInternet(
      Canvas canvas,
      Point from,
      double x,
      double publicTop,
      double width,
      RowHeights heights,
      Elsewhere elsewhere) {
    if (nat.isPresent()) {
      return publicSubnet(canvas, x, publicTop, width, Optional.of(from), heights);
    }
    if (zone.publicSubnet().isPresent()) {
      elsewhere.natX().ifPresent(to -> join(canvas, from, to, publicTop));
      return Optional.empty();
    }
    return Optional.of(from);
  }

  /** A connection to a block in another column, in the gap above its row. */
  private static void join(Canvas canvas, Point from, double to, double top) {
    double gap = top - ARROW_GAP / 2;
    canvas.line(DrawingStyle.CONNECTION, from, new Point(from.x(), gap), new Point(to, gap));
  }

  /**
   * Draws the NAT gateway with its subnet.
   *
   * @param from where the connection through it begins; empty if there is none
   */
  private Optional<Point> publicSubnet(
      Canvas canvas, double x, double top, double width, Optional<Point> from, RowHeights heights) {
    if (nat.isEmpty()) {
      return Optional.empty();
    }
    SubnetFrame.draw(
        canvas,
        zone.publicSubnet().orElseThrow(),
        DrawingStyle.PUBLIC,
        x,
        top,
        width,
        heights.publicSubnet());
    double natTop = top + LABEL;
    LayoutBlock gateways = nat.orElseThrow();
    LayoutBlock table = publicRoutes.orElseThrow();
    double tableTop = natTop + heights.nat() + ARROW_GAP;
    from.ifPresent(start -> connection(canvas, start.x(), start.y(), natTop));
    gateways.draw(canvas, x + PADDING, natTop, width - 2 * PADDING);
    from.ifPresent(start -> connection(canvas, start.x(), natTop + gateways.height(), tableTop));
    table.draw(canvas, x + PADDING, tableTop, width - 2 * PADDING);
    return from.map(start -> new Point(start.x(), tableTop + table.height()));
  }

  String name() {
    return zone.name();
  }

  private static void connection(Canvas canvas, double x, double from, double to) {
    canvas.arrow(
        DrawingStyle.CONNECTION,
        DrawingStyle.CONNECTION_HEAD,
        new Point(x, from),
        new Point(x, to));
  }

  private double s3ConnectionWidth() {
    return hasGatewayEndpoint ? 2 * S3_CONNECTION_INSET : 0;
  }

  private static double widthOf(Optional<? extends LayoutBlock> block) {
    return block.isPresent() ? block.get().width() : 0;
  }
}
