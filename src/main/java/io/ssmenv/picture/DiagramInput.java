package io.ssmenv.picture;

import io.ssmenv.topology.Topology;
import java.util.List;

/**
 * An environment to draw.
 *
 * @param name the name of the environment
 * @param pattern the connectivity pattern as in the spec, for example {@code NatGateway}
 * @param topology the resources, with a VPC unless it is a guest
 * @param guests the environments that stand in its VPC; their names are their UIDs in references
 */
public record DiagramInput(
    String name, String pattern, Topology topology, List<DiagramInput> guests) {

  public DiagramInput {
    guests = List.copyOf(guests);
  }

  /** An environment that shares its VPC with no other one. */
  public DiagramInput(String name, String pattern, Topology topology) {
    this(name, pattern, topology, List.of());
  }
}
