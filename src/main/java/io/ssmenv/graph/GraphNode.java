package io.ssmenv.graph;

import java.util.List;
import java.util.stream.Stream;

/**
 * A box of a graph, which may contain others.
 *
 * @param id unique within its graph; not for people
 * @param notes further lines
 */
public record GraphNode(
    String id, Kind kind, String name, List<String> notes, Mark mark, List<GraphNode> contents) {

  /** What a box stands for. */
  public enum Kind {
    VPC,
    ZONE,
    SUBNET,
    INSTANCE,
    /** The instances of a subnet for which there are too many to draw. */
    MORE_INSTANCES,
    NAT_GATEWAY,
    INTERNET_GATEWAY,
    /** All interface endpoints. */
    ENDPOINTS,
    ENDPOINT,
    GATEWAY_ENDPOINT,
    INTERNET,
    S3,
    SYSTEMS_MANAGER
  }

  public GraphNode {
    notes = List.copyOf(notes);
    contents = List.copyOf(contents);
  }

  /** A box that contains no other. */
  static GraphNode leaf(String id, Kind kind, String name, List<String> notes, Mark mark) {
    return new GraphNode(id, kind, name, notes, mark, List.of());
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /** The box and all boxes in it. */
  public Stream<GraphNode> all() {
    return Stream.concat(Stream.of(this), contents.stream().flatMap(GraphNode::all));
  }
}
