package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Point;
import java.util.List;

/** The ways from the subnets to the gateways on the VPC's edge, and on to AWS's services. */
record ServiceConnections(NetworkLayout survey) {

  /** The height of what lies between the VPC and Systems Manager. */
  static final double HEIGHT = 34;

  private static final String GATEWAY = "Internet gateway";
  private static final double INTERNET = 132;
  private static final double PILL = 24;

  /** Above the gateways: there the lines of several zones meet. */
  private static final double JUNCTION = 12;

  double width() {
    double way = survey.reachesInternet() ? INTERNET : ZoneColumn.LANE + 3 * JUNCTION;
    return survey.gatewayEndpoints().isEmpty() ? way : way + pillWidth(endpointName());
  }

  /**
   * @param right the edge at which a gateway endpoint ends
   */
  void draw(
      Canvas canvas,
      double middle,
      double right,
      List<ZoneColumn.Exits> exits,
      EnvironmentPanel.Levels levels) {
    if (survey.reachesInternet()) {
      internet(canvas, middle, exits, levels);
    } else {
      exits.forEach(exit -> way(canvas, exit.way(), new Point(exit.way().x(), levels.service())));
    }
    if (!survey.gatewayEndpoints().isEmpty()) {
      gatewayEndpoint(canvas, right, exits, levels);
    }
  }

  private void internet(
      Canvas canvas, double middle, List<ZoneColumn.Exits> exits, EnvironmentPanel.Levels levels) {
    double pill = levels.vpcEnd() - PILL / 2;
    for (ZoneColumn.Exits exit : exits) {
      double x = exit.way().x();
      way(
          canvas,
          exit.way(),
          new Point(x, pill - JUNCTION),
          new Point(middle, pill - JUNCTION),
          new Point(middle, pill));
    }
    pill(canvas, GATEWAY, middle - pillWidth(GATEWAY) / 2, pill, DrawingStyle.GATEWAY);
    if (survey.guards().letNothingIn()) {
      double barred = middle + INTERNET / 2 - 14;
      double stop = levels.vpcEnd() + 24;
      canvas.line(
          DrawingStyle.BARRED, new Point(barred, levels.outside()), new Point(barred, stop));
      canvas.stop(barred, stop, 7);
    }
    way(canvas, new Point(middle, pill + PILL), new Point(middle, levels.outside()));
    outside(canvas, "Internet", middle, INTERNET, HEIGHT / 2, levels);
    way(canvas, new Point(middle, levels.outside() + HEIGHT), new Point(middle, levels.service()));
  }

  private void gatewayEndpoint(
      Canvas canvas, double right, List<ZoneColumn.Exits> exits, EnvironmentPanel.Levels levels) {
    double pill = levels.vpcEnd() - PILL / 2;
    double width = pillWidth(endpointName());
    double middle = right - width / 2;
    for (ZoneColumn.Exits exit : exits) {
      exit.byway()
          .ifPresent(from ->
              byway(
                  canvas,
                  from,
                  new Point(from.x(), pill - JUNCTION),
                  new Point(middle, pill - JUNCTION),
                  new Point(middle, pill)));
    }
    pill(canvas, endpointName(), right - width, pill, DrawingStyle.CARD);
    byway(canvas, new Point(middle, pill + PILL), new Point(middle, levels.outside()));
    outside(canvas, "Amazon " + services(), middle, width, 6, levels);
  }

  private String endpointName() {
    return services() + " gateway endpoint";
  }

  private String services() {
    return String.join(", ", survey.gatewayEndpoints());
  }

  private static void outside(
      Canvas canvas,
      String name,
      double middle,
      double width,
      double radius,
      EnvironmentPanel.Levels levels) {
    canvas.box(middle - width / 2, levels.outside(), width, HEIGHT, radius, DrawingStyle.OUTSIDE);
    double top = levels.outside() + (HEIGHT - FontSize.TEXT.line()) / 2;
    canvas.words(middle, top, name, FontSize.TEXT, Anchor.MIDDLE, DrawingStyle.TEXT);
  }

  private static void pill(Canvas canvas, String name, double x, double y, DrawingStyle ink) {
    double width = pillWidth(name);
    canvas.box(x, y, width, PILL, PILL / 2, ink);
    double top = y + (PILL - FontSize.NOTE.line()) / 2;
    canvas.words(x + width / 2, top, name, FontSize.NOTE, Anchor.MIDDLE, DrawingStyle.TEXT);
  }

  private static double pillWidth(String name) {
    return FontSize.NOTE.width(name) + 22;
  }

  private static void way(Canvas canvas, Point... points) {
    canvas.arrow(DrawingStyle.WAY, DrawingStyle.WAY_END, points);
  }

  private static void byway(Canvas canvas, Point... points) {
    canvas.arrow(DrawingStyle.BYWAY, DrawingStyle.BYWAY_END, points);
  }
}
