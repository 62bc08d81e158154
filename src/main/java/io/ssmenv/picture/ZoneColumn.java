package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Point;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Subnet;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * The column of an availability zone, from top to bottom in the order of outbound traffic: the
 * instances with their security group, the route table, and the endpoints or the NAT gateway.
 */
final class ZoneColumn {

  /** Distance of the main connection from the left edge, if there is a gateway endpoint too. */
  static final double CONNECTION_INSET = 38;

  /** The gap between blocks, for an arrow. */
  private static final double ARROW_GAP = 17;

  private static final double PADDING = 8;
  private static final double LABEL = 24;
  private static final double LABEL_GAP = 16;

  /** Distance of the connection to the gateway endpoint from the right edge. */
  private static final double S3_CONNECTION_INSET = 13;

  /** The heights of the rows, which all columns of a panel share. */
  record Heights(
      double instances, double routes, double endpoints, double nat, double publicRoutes) {

    static Heights of(Collection<ZoneColumn> columns) {
      return new Heights(
          maxHeight(columns, column -> column.instanceBlock),
          maxHeight(columns, column -> Optional.of(column.routeTableBlock)),
          maxHeight(columns, column -> column.endpointBlock),
          maxHeight(columns, column -> column.nat),
          maxHeight(columns, column -> column.publicRoutes));
    }

    private static double maxHeight(
        Collection<ZoneColumn> columns,
        Function<ZoneColumn, Optional<? extends LayoutBlock>> block) {
      return LayoutBlock.maxHeight(
          columns.stream().flatMap(column -> block.apply(column).stream()).toList());
    }

    double workload() {
      double contentWidth = LABEL + instances + ARROW_GAP + routes + PADDING;
      return endpoints > 0 ? contentWidth + ARROW_GAP + endpoints : contentWidth;
    }

    double publicSubnet() {
      return nat > 0 ? LABEL + nat + ARROW_GAP + publicRoutes + PADDING : 0;
    }

    double all() {
      return workload() + (nat > 0 ? ARROW_GAP + publicSubnet() : 0);
    }
  }

  /**
   * The points at which the connections leave the column.
   *
   * @param connection the connection to Systems Manager
   * @param s3Connection the connection to the gateway endpoint, if there is one
   */
  record Exits(Point connection, Optional<Point> s3Connection) {}

  private final NetworkLayout.Zone zone;
  private final boolean hasGatewayEndpoint;
  private final Optional<? extends LayoutBlock> instanceBlock;
  private final LayoutBlock routeTableBlock;
  private final Optional<? extends LayoutBlock> endpointBlock;
  private final Optional<? extends LayoutBlock> nat;
  private final Optional<? extends LayoutBlock> publicRoutes;

  ZoneColumn(NetworkLayout layout, NetworkLayout.Zone zone) {
    this.zone = zone;
    this.hasGatewayEndpoint = !layout.gatewayEndpoints().isEmpty();
    Subnet workload = zone.workload();
    this.instanceBlock = ZoneBlocks.instances(layout, workload);
    this.routeTableBlock = ZoneBlocks.routeTable(layout, workload);
    this.endpointBlock = ZoneBlocks.endpoints(layout, workload);
    this.nat = zone.publicSubnet().map(subnet -> ZoneBlocks.natGateways(layout, subnet));
    this.publicRoutes = zone.publicSubnet().map(subnet -> ZoneBlocks.routeTable(layout, subnet));
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
            labelWidth(zone.workload()),
            zone.publicSubnet().map(ZoneColumn::splitLabelWidth).orElse(0.0));
    return 2 * PADDING + Math.max(blocks, labels);
  }

  Exits draw(Canvas canvas, double x, double y, double width, Heights heights) {
    double contentWidth = width - 2 * PADDING;
    double left = x + PADDING;
    double connectionX = hasGatewayEndpoint ? left + CONNECTION_INSET : x + width / 2;
    subnet(canvas, zone.workload(), DrawingStyle.WORKLOAD, x, y, width, heights.workload());
    double top = y + LABEL;
    instanceBlock.ifPresent(block -> block.draw(canvas, left, y + LABEL, contentWidth));
    double routesTop = top + heights.instances() + ARROW_GAP;
    if (instanceBlock.isPresent()) {
      connection(canvas, connectionX, top + instanceBlock.get().height(), routesTop);
    }
    routeTableBlock.draw(canvas, left, routesTop, contentWidth);
    double routesEnd = routesTop + routeTableBlock.height();
    Optional<Point> s3Connection =
        hasGatewayEndpoint
            ? Optional.of(new Point(left + contentWidth - S3_CONNECTION_INSET, routesEnd))
            : Optional.empty();
    if (endpointBlock.isPresent()) {
      double endpointsTop = routesTop + heights.routes() + ARROW_GAP;
      connection(canvas, connectionX, routesEnd, endpointsTop);
      endpointBlock.get().draw(canvas, left, endpointsTop, contentWidth - s3ConnectionWidth());
      return new Exits(
          new Point(connectionX, endpointsTop + endpointBlock.get().height()), s3Connection);
    }
    if (zone.publicSubnet().isEmpty()) {
      return new Exits(new Point(connectionX, routesEnd), s3Connection);
    }
    double publicTop = y + heights.workload() + ARROW_GAP;
    return new Exits(
        new Point(
            connectionX,
            publicSubnet(canvas, x, publicTop, width, connectionX, routesEnd, heights)),
        s3Connection);
  }

  private double publicSubnet(
      Canvas canvas,
      double x,
      double top,
      double width,
      double connectionX,
      double from,
      Heights heights) {
    Subnet subnet = zone.publicSubnet().orElseThrow();
    subnet(canvas, subnet, DrawingStyle.PUBLIC, x, top, width, heights.publicSubnet());
    double natTop = top + LABEL;
    connection(canvas, connectionX, from, natTop);
    LayoutBlock gateways = nat.orElseThrow();
    gateways.draw(canvas, x + PADDING, natTop, width - 2 * PADDING);
    double tableTop = natTop + heights.nat() + ARROW_GAP;
    connection(canvas, connectionX, natTop + gateways.height(), tableTop);
    LayoutBlock table = publicRoutes.orElseThrow();
    table.draw(canvas, x + PADDING, tableTop, width - 2 * PADDING);
    return tableTop + table.height();
  }

  String name() {
    return zone.name();
  }

  private static void subnet(
      Canvas canvas,
      Subnet subnet,
      DrawingStyle style,
      double x,
      double y,
      double width,
      double height) {
    canvas.box(x, y, width, height, 6, style);
    Key key = subnet.key();
    canvas.text(
        x + PADDING,
        y + 6,
        "subnet " + key.name(),
        FontStyle.NOTE,
        Anchor.START,
        DrawingStyle.TEXT);
    canvas.text(
        x + width - PADDING,
        y + 6,
        subnet.cidr(),
        FontStyle.CODE,
        Anchor.END,
        DrawingStyle.SECONDARY_TEXT);
  }

  private static double labelWidth(Subnet subnet) {
    return LABEL_GAP + nameWidth(subnet) + FontStyle.CODE.width(subnet.cidr());
  }

  /** The width of a label whose two parts the connection separates. */
  private static double splitLabelWidth(Subnet subnet) {
    return LABEL_GAP + 2 * Math.max(nameWidth(subnet), FontStyle.CODE.width(subnet.cidr()));
  }

  private static double nameWidth(Subnet subnet) {
    return FontStyle.NOTE.width("subnet " + subnet.key().name());
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
