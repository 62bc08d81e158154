package io.ssmenv.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A VPC with the environments in it.
 *
 * @param vpc contains the zones, and then the gateways and endpoints
 * @param outside what the gateways and endpoints lead to
 * @param findings sentences about agents that are not online
 */
public record VpcGraph(
    GraphNode vpc, List<GraphNode> outside, List<GraphArrow> arrows, List<AgentFinding> findings) {

  /** A sentence about one or more agents. */
  public record AgentFinding(Mark mark, String text) {}

  public VpcGraph {
    outside = List.copyOf(outside);
    arrows = List.copyOf(arrows);
    findings = List.copyOf(findings);
  }

  /** All boxes. */
  public Stream<GraphNode> nodes() {
    return Stream.concat(vpc.all(), outside.stream());
  }

  /** The box with an id. */
  public Optional<GraphNode> find(String id) {
    return nodes().filter(node -> node.id().equals(id)).findFirst();
  }

  /** The marks that occur. */
  Stream<Mark> marks() {
    return Stream.of(
            nodes().map(GraphNode::mark),
            arrows.stream().map(GraphArrow::mark),
            findings.stream().map(AgentFinding::mark))
        .flatMap(marks -> marks);
  }
}
