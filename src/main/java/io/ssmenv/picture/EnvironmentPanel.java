package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Point;
import java.util.ArrayList;
import java.util.List;

/** The panel of one environment: title, role, VPC and the connections to AWS services. */
final class EnvironmentPanel {

  private static final double PADDING = 10;
  private static final double GAP = 10;
  private static final double VPC_LABEL = 26;
  private static final double ZONE_LABEL = 20;

  /** Height below the subnets, for joined lines and for the gateway on the edge of the VPC. */
  private static final double FOOTER = 42;

  /**
   * The vertical positions that all panels share.
   *
   * @param top the upper edge of the headings
   * @param vpc the upper edge of the VPC
   * @param vpcBottom the lower edge of the VPC
   * @param external the upper edge of the boxes between the VPC and Systems Manager
   * @param service the upper edge of Systems Manager
   */
  record Levels(double top, double vpc, double vpcBottom, double external, double service) {}

  private final DiagramInput input;
  private final NetworkLayout layout;
  private final List<ZoneColumn> zoneColumns;
  private final ZoneColumn.Heights heights;

  EnvironmentPanel(DiagramInput input) {
    this.input = input;
    this.layout = new NetworkLayout(input.topology());
    this.zoneColumns = layout.zones().stream().map(zone -> new ZoneColumn(layout, zone)).toList();
    this.heights = ZoneColumn.Heights.of(zoneColumns);
  }

  double width() {
    double vpc =
        FontStyle.TEXT.width(vpcLabel()) + GAP + FontStyle.CODE.width(layout.cidr()) + 2 * PADDING;
    double gateways = new ServiceConnections(layout).width() + 2 * PADDING;
    double heading =
        Math.max(FontStyle.HEADING.width(heading()), FontStyle.CODE.width(patternLabel()));
    double role =
        Math.max(
            FontStyle.NOTE.width(roleLabel()) + 24,
            layout.managedPolicies().stream().mapToDouble(FontStyle.CODE::width).max().orElse(0));
    double zones =
        zoneColumns.size() * columnWidth() + (zoneColumns.size() - 1) * GAP + 2 * PADDING;
    return Math.max(Math.max(vpc, zones), Math.max(gateways, Math.max(heading, role)));
  }

  double headerHeight() {
    return 54 + 18 * (1 + layout.managedPolicies().size());
  }

  double bodyHeight() {
    return VPC_LABEL + ZONE_LABEL + heights.all() + FOOTER;
  }

  void draw(Canvas canvas, double x, Levels levels) {
    drawHeader(canvas, x, levels.top());
    canvas.box(x, levels.vpc(), width(), levels.vpcBottom() - levels.vpc(), 10, DrawingStyle.VPC);
    canvas.text(
        x + PADDING, levels.vpc() + 8, vpcLabel(), FontStyle.TEXT, Anchor.START, DrawingStyle.TEXT);
    canvas.text(
        x + width() - PADDING,
        levels.vpc() + 9,
        layout.cidr(),
        FontStyle.CODE,
        Anchor.END,
        DrawingStyle.SECONDARY_TEXT);
    List<ZoneColumn.Exits> exits = zoneColumns(canvas, x + PADDING, levels.vpc() + VPC_LABEL);
    new ServiceConnections(layout)
        .draw(canvas, x + width() / 2, x + width() - PADDING, exits, levels);
  }

  private void drawHeader(Canvas canvas, double x, double top) {
    canvas.text(x, top, heading(), FontStyle.HEADING, Anchor.START, DrawingStyle.TEXT);
    canvas.text(
        x, top + 23, patternLabel(), FontStyle.CODE, Anchor.START, DrawingStyle.SECONDARY_TEXT);
    double y = top + 48;
    canvas.roleIcon(x, y + 7);
    canvas.text(x + 23, y, roleLabel(), FontStyle.NOTE, Anchor.START, DrawingStyle.TEXT);
    for (String policy : layout.managedPolicies()) {
      y += 18;
      canvas.text(x, y, policy, FontStyle.CODE, Anchor.START, DrawingStyle.SECONDARY_TEXT);
    }
  }

  private List<ZoneColumn.Exits> zoneColumns(Canvas canvas, double left, double top) {
    double width = (width() - 2 * PADDING - (zoneColumns.size() - 1) * GAP) / zoneColumns.size();
    List<ZoneColumn.Exits> exits = new ArrayList<>();
    double x = left;
    for (ZoneColumn column : zoneColumns) {
      if (x > left) {
        double middle = x - GAP / 2;
        canvas.line(
            DrawingStyle.DIVIDER,
            new Point(middle, top + 2),
            new Point(middle, top + ZONE_LABEL + heights.all()));
      }
      canvas.text(
          x + width / 2,
          top + 1,
          "zone " + column.name(),
          FontStyle.NOTE,
          Anchor.MIDDLE,
          DrawingStyle.SECONDARY_TEXT);
      exits.add(column.draw(canvas, x, top + ZONE_LABEL, width, heights));
      x += width + GAP;
    }
    return exits;
  }

  private double columnWidth() {
    return zoneColumns.stream().mapToDouble(ZoneColumn::width).max().orElse(0);
  }

  private String heading() {
    if (layout.hasNatGateways()) {
      return "NAT gateways";
    }
    return layout.reachesInternet() ? "Elastic IPs" : "No Internet";
  }

  private String patternLabel() {
    return "pattern: " + input.pattern();
  }

  private String roleLabel() {
    return "role of the instances";
  }

  private String vpcLabel() {
    return "VPC " + input.name();
  }
}
