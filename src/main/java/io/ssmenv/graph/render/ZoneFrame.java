package io.ssmenv.graph.render;

import io.ssmenv.graph.GraphNode;
import io.ssmenv.graph.VpcGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The columns of subnets of a zone. */
record ZoneFrame(GraphNode zone, List<List<SubnetBox>> columns) {

  static final double GAP = 12;

  /**
   * Distributes the subnets of a zone among columns of about the same height, in their order.
   *
   * @param width of each subnet
   * @param limit the height that a column should have at most
   */
  static ZoneFrame of(VpcGraph graph, GraphNode zone, double width, double limit) {
    List<SubnetBox> boxes =
        zone.contents().stream().map(subnet -> SubnetBox.of(graph, subnet, width)).toList();
    double columns = Math.min(Math.ceil(height(boxes) / limit), boxes.size());
    double share = height(boxes) / Math.max(1, columns);
    List<List<SubnetBox>> all = new ArrayList<>();
    double used = 0;
    for (SubnetBox box : boxes) {
      if (all.isEmpty() || (all.size() < columns && used + box.height() / 2 > share * all.size())) {
        all.add(new ArrayList<>());
      }
      all.getLast().add(box);
      used += box.height() + GAP;
    }
    return new ZoneFrame(zone, all);
  }

  static double height(List<SubnetBox> boxes) {
    return boxes.stream().mapToDouble(box -> box.height() + GAP).sum() - GAP;
  }

  double height() {
    return columns.stream().mapToDouble(ZoneFrame::height).max().orElse(0);
  }

  /** The upper edge of a subnet, from that of its column. */
  static double top(List<SubnetBox> column, int subnet) {
    return IntStream.range(0, subnet).mapToDouble(index -> column.get(index).height() + GAP).sum();
  }
}
