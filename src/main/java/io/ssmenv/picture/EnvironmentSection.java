package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import java.util.List;

/** The part of a panel for one of the environments in a VPC: its title, role and zones. */
record EnvironmentSection(DiagramInput input, NetworkLayout layout, List<ZoneColumn> columns) {

  static final double GAP = 10;

  EnvironmentSection {
    columns = List.copyOf(columns);
  }

  double width() {
    double heading =
        Math.max(FontStyle.HEADING.width(heading()), FontStyle.CODE.width(patternLabel()));
    double role =
        Math.max(
            FontStyle.NOTE.width(roleLabel()) + 24,
            layout.managedPolicies().stream().mapToDouble(FontStyle.CODE::width).max().orElse(0));
    double column = columns.stream().mapToDouble(ZoneColumn::width).max().orElse(0);
    return Math.max(columns.size() * column + (columns.size() - 1) * GAP, Math.max(heading, role));
  }

  double headerHeight() {
    return 54 + 18 * (1 + layout.managedPolicies().size());
  }

  /** The width of a column, if the section has a width. */
  double columnWidth(double width) {
    return (width - (columns.size() - 1) * GAP) / columns.size();
  }

  void drawHeader(Canvas canvas, double x, double top) {
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

  private String heading() {
    if (layout.usesNatGateways()) {
      return "NAT gateways";
    }
    return layout.reachesInternet() ? "Elastic IPs" : "No Internet";
  }

  private String patternLabel() {
    return input.name() + ": " + input.pattern();
  }

  private static String roleLabel() {
    return "role of the instances";
  }
}
