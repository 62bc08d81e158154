package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Point;
import java.util.ArrayList;
import java.util.List;

/** One environment: what it is, its role, its VPC, and the ways from there to AWS's services. */
final class EnvironmentPanel {

  private static final double PADDING = 10;
  private static final double GAP = 10;
  private static final double VPC_LABEL = 26;
  private static final double ZONE_LABEL = 20;

  /** Room below the subnets: lines meet there, and a gateway lies on the VPC's edge. */
  private static final double FOOT = 42;

  /**
   * What all panels have at the same height.
   *
   * @param top of the headings
   * @param vpc its upper edge, and its lower one
   * @param outside the upper edge of what is between the VPC and Systems Manager
   * @param service the upper edge of Systems Manager
   */
  record Levels(double top, double vpc, double vpcEnd, double outside, double service) {}

  private final DiagramInput subject;
  private final NetworkLayout survey;
  private final List<ZoneColumn> columns;
  private final ZoneColumn.Heights heights;

  EnvironmentPanel(DiagramInput subject) {
    this.subject = subject;
    this.survey = new NetworkLayout(subject.topology());
    this.columns = survey.zones().stream().map(zone -> new ZoneColumn(survey, zone)).toList();
    this.heights = ZoneColumn.Heights.of(columns);
  }

  double width() {
    double vpc =
        FontSize.TEXT.width(vpcName()) + GAP + FontSize.CODE.width(survey.cidr()) + 2 * PADDING;
    double gateways = new ServiceConnections(survey).width() + 2 * PADDING;
    double heading = Math.max(FontSize.HEADING.width(heading()), FontSize.CODE.width(pattern()));
    double role =
        Math.max(
            FontSize.NOTE.width(roleTitle()) + 24,
            survey.policies().stream().mapToDouble(FontSize.CODE::width).max().orElse(0));
    double zones = columns.size() * columnWidth() + (columns.size() - 1) * GAP + 2 * PADDING;
    return Math.max(Math.max(vpc, zones), Math.max(gateways, Math.max(heading, role)));
  }

  double headHeight() {
    return 54 + 18 * (1 + survey.policies().size());
  }

  double bodyHeight() {
    return VPC_LABEL + ZONE_LABEL + heights.all() + FOOT;
  }

  void draw(Canvas canvas, double x, Levels levels) {
    head(canvas, x, levels.top());
    canvas.box(x, levels.vpc(), width(), levels.vpcEnd() - levels.vpc(), 10, DrawingStyle.VPC);
    canvas.words(
        x + PADDING, levels.vpc() + 8, vpcName(), FontSize.TEXT, Anchor.START, DrawingStyle.TEXT);
    canvas.words(
        x + width() - PADDING,
        levels.vpc() + 9,
        survey.cidr(),
        FontSize.CODE,
        Anchor.END,
        DrawingStyle.QUIET);
    List<ZoneColumn.Exits> exits = columns(canvas, x + PADDING, levels.vpc() + VPC_LABEL, levels);
    new ServiceConnections(survey)
        .draw(canvas, x + width() / 2, x + width() - PADDING, exits, levels);
  }

  private void head(Canvas canvas, double x, double top) {
    canvas.words(x, top, heading(), FontSize.HEADING, Anchor.START, DrawingStyle.TEXT);
    canvas.words(x, top + 23, pattern(), FontSize.CODE, Anchor.START, DrawingStyle.QUIET);
    double y = top + 48;
    canvas.key(x, y + 7);
    canvas.words(x + 23, y, roleTitle(), FontSize.NOTE, Anchor.START, DrawingStyle.TEXT);
    for (String policy : survey.policies()) {
      y += 18;
      canvas.words(x, y, policy, FontSize.CODE, Anchor.START, DrawingStyle.QUIET);
    }
  }

  private List<ZoneColumn.Exits> columns(Canvas canvas, double left, double top, Levels levels) {
    double width = (width() - 2 * PADDING - (columns.size() - 1) * GAP) / columns.size();
    List<ZoneColumn.Exits> exits = new ArrayList<>();
    double x = left;
    for (ZoneColumn column : columns) {
      if (x > left) {
        double middle = x - GAP / 2;
        canvas.line(
            DrawingStyle.DIVIDER,
            new Point(middle, top + 2),
            new Point(middle, top + ZONE_LABEL + heights.all()));
      }
      canvas.words(
          x + width / 2,
          top + 1,
          "zone " + column.name(),
          FontSize.NOTE,
          Anchor.MIDDLE,
          DrawingStyle.QUIET);
      exits.add(column.draw(canvas, x, top + ZONE_LABEL, width, heights));
      x += width + GAP;
    }
    return exits;
  }

  private double columnWidth() {
    return columns.stream().mapToDouble(ZoneColumn::width).max().orElse(0);
  }

  private String heading() {
    if (survey.hasNatGateways()) {
      return "NAT gateways";
    }
    return survey.reachesInternet() ? "Elastic IPs" : "No Internet";
  }

  private String pattern() {
    return "pattern: " + subject.pattern();
  }

  private String roleTitle() {
    return "role of the instances";
  }

  private String vpcName() {
    return "VPC " + subject.name();
  }
}
