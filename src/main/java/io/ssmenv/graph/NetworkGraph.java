package io.ssmenv.graph;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is drawn.
 *
 * @param title what it shows, for people
 */
public record NetworkGraph(String title, List<VpcGraph> vpcs) {

  public NetworkGraph {
    vpcs = List.copyOf(vpcs);
  }

  /**
   * The graph of some environments.
   *
   * @param vpcs the environments of each VPC, its owner first
   * @param limit the number of instances that are drawn in a subnet
   */
  public static NetworkGraph of(String title, List<List<EnvironmentState>> vpcs, int limit) {
    return new NetworkGraph(
        title, vpcs.stream().map(states -> VpcGraphBuilder.build(states, limit)).toList());
  }

  /** The marks that need an explanation, each once. */
  public List<Mark> marks() {
    return vpcs.stream()
        .flatMap(VpcGraph::marks)
        .filter(mark -> mark != Mark.NONE)
        .distinct()
        .sorted()
        .toList();
  }

  /** The text alternative: what the picture shows, in sentences. */
  public String description() {
    return vpcs.stream().map(NetworkGraph::description).collect(Collectors.joining("\n"));
  }

  private static String description(VpcGraph graph) {
    Function<String, String> names =
        id -> graph.find(id).map(GraphNode::name).orElse("something that is not drawn");
    return Stream.of(
            graph.vpc().all().map(NetworkGraph::sentence),
            graph.arrows().stream()
                .map(arrow ->
                    "%s: %s%s."
                        .formatted(
                            names.apply(arrow.from()),
                            arrow.mark().before(arrow.label().isEmpty() ? "way" : arrow.label()),
                            arrow.to().map(to -> " to " + names.apply(to)).orElse(""))),
            graph.findings().stream().map(finding -> finding.mark().before(finding.text())))
        .flatMap(sentences -> sentences)
        .collect(Collectors.joining("\n"));
  }

  private static String sentence(GraphNode node) {
    String inside =
        node.contents().isEmpty()
            ? ""
            : " contains "
                + node.contents().stream().map(GraphNode::name).collect(Collectors.joining(", "));
    return node.mark().before(node.name())
        + node.notes().stream().map(note -> ", " + note).collect(Collectors.joining())
        + (inside.isEmpty() ? "" : ";" + inside)
        + ".";
  }
}
