package io.ssmenv.graph;

import java.util.List;

/** What a graph has, as text. */
public final class GraphTexts {

  private GraphTexts() {}

  /** What is drawn, each with its sign. */
  public static List<String> names(NetworkGraph graph) {
    return graph.vpcs().stream()
        .flatMap(VpcGraph::nodes)
        .map(node -> node.mark().before(node.name()))
        .toList();
  }

  /** The arrows, each with its sign, its ends and its label. */
  public static List<String> arrows(NetworkGraph graph) {
    return graph.vpcs().stream()
        .flatMap(vpc -> vpc.arrows().stream().map(arrow -> text(vpc, arrow)))
        .toList();
  }

  private static String text(VpcGraph vpc, GraphArrow arrow) {
    return arrow
        .mark()
        .before(
            "%s -> %s: %s"
                .formatted(
                    name(vpc, arrow.from()),
                    arrow.to().map(to -> name(vpc, to)).orElse("end"),
                    arrow.label()));
  }

  private static String name(VpcGraph vpc, String id) {
    return vpc.find(id).map(GraphNode::name).orElseThrow();
  }
}
