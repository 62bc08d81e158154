package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Point;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The connections from the subnets to the gateways of the VPC, and from there to AWS services.
 *
 * @param layouts of the environments in the VPC
 */
record ServiceConnections(List<NetworkLayout> layouts) {

  /** The height of the boxes between the VPC and Systems Manager. */
  static final double HEIGHT = 34;

  private static final String GATEWAY = "Internet gateway";
  private static final double INTERNET_WIDTH = 132;
  private static final double GATEWAY_HEIGHT = 24;

  /** The distance above the gateways at which the lines of the zones join. */
  private static final double JUNCTION = 12;

  private boolean reachInternet() {
    return layouts.stream().anyMatch(layout -> layout.reachesInternet() && !layout.usesEndpoints());
  }

  private boolean denyInbound() {
    return layouts.stream().allMatch(layout -> layout.securityRules().denyInbound());
  }

  double width() {
    double way = reachInternet() ? INTERNET_WIDTH : ZoneColumn.CONNECTION_INSET + 3 * JUNCTION;
    return services().isEmpty() ? way : way + gatewayWidth(endpointName());
  }

  /**
   * @param right the right edge of the gateway endpoint
   */
  void draw(
      Canvas canvas,
      double middle,
      double right,
      List<ZoneColumn.Exits> exits,
      VpcPanel.Levels levels) {
    if (exits.stream().anyMatch(exit -> exit.internet().isPresent())) {
      drawInternet(canvas, middle, exits, levels);
    }
    exits.stream()
        .flatMap(exit -> exit.endpoints().stream())
        .forEach(exit -> connection(canvas, exit, new Point(exit.x(), levels.service())));
    if (!services().isEmpty()) {
      drawGatewayEndpoint(canvas, right, exits, levels);
    }
  }

  private void drawInternet(
      Canvas canvas, double middle, List<ZoneColumn.Exits> exits, VpcPanel.Levels levels) {
    double gatewayTop = levels.vpcBottom() - GATEWAY_HEIGHT / 2;
    exits.stream()
        .flatMap(exit -> exit.internet().stream())
        .forEach(exit ->
            connection(
                canvas,
                exit,
                new Point(exit.x(), gatewayTop - JUNCTION),
                new Point(middle, gatewayTop - JUNCTION),
                new Point(middle, gatewayTop)));
    gateway(canvas, GATEWAY, middle - gatewayWidth(GATEWAY) / 2, gatewayTop, DrawingStyle.GATEWAY);
    if (denyInbound()) {
      double blockedX = middle + INTERNET_WIDTH / 2 - 14;
      double blockedBottom = levels.vpcBottom() + 24;
      canvas.line(
          DrawingStyle.BLOCKED,
          new Point(blockedX, levels.external()),
          new Point(blockedX, blockedBottom));
      canvas.noEntry(blockedX, blockedBottom, 7);
    }
    connection(
        canvas,
        new Point(middle, gatewayTop + GATEWAY_HEIGHT),
        new Point(middle, levels.external()));
    external(canvas, "Internet", middle, INTERNET_WIDTH, HEIGHT / 2, levels);
    connection(
        canvas, new Point(middle, levels.external() + HEIGHT), new Point(middle, levels.service()));
  }

  private void drawGatewayEndpoint(
      Canvas canvas, double right, List<ZoneColumn.Exits> exits, VpcPanel.Levels levels) {
    double gatewayTop = levels.vpcBottom() - GATEWAY_HEIGHT / 2;
    double width = gatewayWidth(endpointName());
    double middle = right - width / 2;
    for (ZoneColumn.Exits exit : exits) {
      exit.s3()
          .ifPresent(from ->
              s3Connection(
                  canvas,
                  from,
                  new Point(from.x(), gatewayTop - JUNCTION),
                  new Point(middle, gatewayTop - JUNCTION),
                  new Point(middle, gatewayTop)));
    }
    gateway(canvas, endpointName(), right - width, gatewayTop, DrawingStyle.RESOURCE);
    s3Connection(
        canvas,
        new Point(middle, gatewayTop + GATEWAY_HEIGHT),
        new Point(middle, levels.external()));
    external(canvas, "Amazon " + services(), middle, width, 6, levels);
  }

  private String endpointName() {
    return services() + " gateway endpoint";
  }

  private String services() {
    return layouts.stream()
        .flatMap(layout -> layout.gatewayEndpoints().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static void external(
      Canvas canvas,
      String name,
      double middle,
      double width,
      double radius,
      VpcPanel.Levels levels) {
    canvas.box(middle - width / 2, levels.external(), width, HEIGHT, radius, DrawingStyle.EXTERNAL);
    double top = levels.external() + (HEIGHT - FontStyle.TEXT.lineHeight()) / 2;
    canvas.text(middle, top, name, FontStyle.TEXT, Anchor.MIDDLE, DrawingStyle.TEXT);
  }

  private static void gateway(Canvas canvas, String name, double x, double y, DrawingStyle style) {
    double width = gatewayWidth(name);
    canvas.box(x, y, width, GATEWAY_HEIGHT, GATEWAY_HEIGHT / 2, style);
    double top = y + (GATEWAY_HEIGHT - FontStyle.NOTE.lineHeight()) / 2;
    canvas.text(x + width / 2, top, name, FontStyle.NOTE, Anchor.MIDDLE, DrawingStyle.TEXT);
  }

  private static double gatewayWidth(String name) {
    return FontStyle.NOTE.width(name) + 22;
  }

  private static void connection(Canvas canvas, Point... points) {
    canvas.arrow(DrawingStyle.CONNECTION, DrawingStyle.CONNECTION_HEAD, points);
  }

  private static void s3Connection(Canvas canvas, Point... points) {
    canvas.arrow(DrawingStyle.S3_CONNECTION, DrawingStyle.S3_CONNECTION_HEAD, points);
  }
}
