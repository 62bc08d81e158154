package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Point;
import io.ssmenv.topology.Subnet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The panel of a VPC: the environments in it, and the connections to AWS services. */
final class VpcPanel {

  private static final double PADDING = 10;
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

  /** A column with its place. */
  private record Placed(ZoneColumn column, double x, double width) {

    double connectionX() {
      return x + column.connectionInset(width);
    }
  }

  private final DiagramInput input;
  private final NetworkLayout owner;
  private final List<EnvironmentSection> sections = new ArrayList<>();
  private final RowHeights heights;

  /**
   * @param input the environment that owns the VPC
   */
  VpcPanel(DiagramInput input) {
    this.input = input;
    this.owner = NetworkLayout.of(input);
    Set<Subnet> drawn = new HashSet<>();
    add(input, owner, drawn);
    input.guests().forEach(guest -> add(guest, NetworkLayout.of(guest, input), drawn));
    this.heights =
        RowHeights.of(sections.stream().flatMap(section -> section.columns().stream()).toList());
  }

  /**
   * @param drawn the public subnets that are in a column already
   */
  private void add(DiagramInput environment, NetworkLayout layout, Set<Subnet> drawn) {
    sections.add(
        new EnvironmentSection(
            environment,
            layout,
            layout.zones().stream()
                .map(zone ->
                    new ZoneColumn(
                        layout, owner, zone, zone.publicSubnet().filter(drawn::add).isPresent()))
                .toList()));
  }

  double width() {
    double vpc =
        FontStyle.TEXT.width(vpcLabel())
            + EnvironmentSection.GAP
            + FontStyle.CODE.width(owner.cidr());
    double all =
        sections.stream().mapToDouble(EnvironmentSection::width).sum()
            + (sections.size() - 1) * EnvironmentSection.GAP;
    return Math.max(Math.max(vpc, all), connections().width()) + 2 * PADDING;
  }

  double headerHeight() {
    return sections.stream().mapToDouble(EnvironmentSection::headerHeight).max().orElse(0);
  }

  double bodyHeight() {
    return VPC_LABEL + ZONE_LABEL + heights.all() + FOOTER;
  }

  void draw(Canvas canvas, double x, Levels levels) {
    canvas.box(x, levels.vpc(), width(), levels.vpcBottom() - levels.vpc(), 10, DrawingStyle.VPC);
    canvas.text(
        x + PADDING, levels.vpc() + 8, vpcLabel(), FontStyle.TEXT, Anchor.START, DrawingStyle.TEXT);
    canvas.text(
        x + width() - PADDING,
        levels.vpc() + 9,
        owner.cidr(),
        FontStyle.CODE,
        Anchor.END,
        DrawingStyle.SECONDARY_TEXT);
    List<Placed> columns = new ArrayList<>();
    double spare =
        (width()
                - 2 * PADDING
                - sections.stream().mapToDouble(EnvironmentSection::width).sum()
                - (sections.size() - 1) * EnvironmentSection.GAP)
            / sections.size();
    double left = x + PADDING;
    for (EnvironmentSection section : sections) {
      double width = section.width() + spare;
      section.drawHeader(canvas, columns.isEmpty() ? x : left, levels.top());
      double column = left;
      for (ZoneColumn zone : section.columns()) {
        columns.add(new Placed(zone, column, section.columnWidth(width)));
        column += section.columnWidth(width) + EnvironmentSection.GAP;
      }
      left += width + EnvironmentSection.GAP;
    }
    connections()
        .draw(
            canvas,
            x + width() / 2,
            x + width() - PADDING,
            columns(canvas, columns, levels.vpc() + VPC_LABEL),
            levels);
  }

  private List<ZoneColumn.Exits> columns(Canvas canvas, List<Placed> columns, double top) {
    List<ZoneColumn.Exits> exits = new ArrayList<>();
    for (Placed placed : columns) {
      if (!exits.isEmpty()) {
        double middle = placed.x() - EnvironmentSection.GAP / 2;
        canvas.line(
            DrawingStyle.DIVIDER,
            new Point(middle, top + 2),
            new Point(middle, top + ZONE_LABEL + heights.all()));
      }
      canvas.text(
          placed.x() + placed.width() / 2,
          top + 1,
          "zone " + placed.column().name(),
          FontStyle.NOTE,
          Anchor.MIDDLE,
          DrawingStyle.SECONDARY_TEXT);
      exits.add(
          placed
              .column()
              .draw(
                  canvas,
                  placed.x(),
                  top + ZONE_LABEL,
                  placed.width(),
                  heights,
                  elsewhere(placed, columns)));
    }
    return exits;
  }

  private static ZoneColumn.Elsewhere elsewhere(Placed user, List<Placed> columns) {
    Optional<Subnet> nat = user.column().publicSubnet();
    return new ZoneColumn.Elsewhere(
        Stream.concat(
                columns.stream().filter(one -> one.column().name().equals(user.column().name())),
                columns.stream())
            .filter(one -> one.column().hasEndpoints())
            .findFirst()
            .map(Placed::connectionX),
        columns.stream()
            .filter(one -> nat.isPresent() && one.column().publicSubnet().equals(nat))
            .findFirst()
            .map(Placed::connectionX));
  }

  private ServiceConnections connections() {
    return new ServiceConnections(sections.stream().map(EnvironmentSection::layout).toList());
  }

  private String vpcLabel() {
    return "VPC " + input.name();
  }
}
