package io.ssmenv.picture;

import java.util.Collection;
import java.util.List;

/** The heights of the rows, which all columns of a panel share. */
record RowHeights(
    double instances, double routes, double endpoints, double nat, double publicRoutes) {

  static RowHeights of(Collection<ZoneColumn> columns) {
    return new RowHeights(
        row(columns, 0), row(columns, 1), row(columns, 2), row(columns, 3), row(columns, 4));
  }

  private static double row(Collection<ZoneColumn> columns, int index) {
    List<LayoutBlock> blocks =
        columns.stream().<LayoutBlock>flatMap(column -> column.rows().get(index).stream()).toList();
    return LayoutBlock.maxHeight(blocks);
  }

  double workload() {
    double upper =
        SubnetFrame.LABEL + instances + ZoneColumn.ARROW_GAP + routes + SubnetFrame.PADDING;
    return endpoints > 0 ? upper + ZoneColumn.ARROW_GAP + endpoints : upper;
  }

  double publicSubnet() {
    return nat > 0
        ? SubnetFrame.LABEL + nat + ZoneColumn.ARROW_GAP + publicRoutes + SubnetFrame.PADDING
        : 0;
  }

  double all() {
    return workload() + (nat > 0 ? ZoneColumn.ARROW_GAP + publicSubnet() : 0);
  }
}
