package io.ssmenv.graph;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an environment that is drawn.
 *
 * @param uid part of the keys under which the owner of the VPC refers to what a guest has
 * @param pattern the connectivity pattern as in the spec
 * @param now what AWS shows
 * @param drawn the same, or what AWS would show after a plan
 * @param foreign the VPC of somebody else in which the environment stands
 * @param paths of the agents; empty for a plan
 */
public record EnvironmentState(
    String name,
    String uid,
    String pattern,
    Observation now,
    Observation drawn,
    Optional<ForeignVpc> foreign,
    List<AgentPath> paths) {

  public EnvironmentState {
    paths = List.copyOf(paths);
  }

  /** Whether, and how, a resource differs from what AWS shows. */
  Mark planned(Observed resource) {
    Key key = resource.key();
    if (!now.present().containsKey(key)) {
      return Mark.PLANNED;
    }
    Observed before = now.present().get(key);
    if (!before.id().equals(resource.id())) {
      return Mark.PLANNED;
    }
    return before.resource().equals(resource.resource()) ? Mark.NONE : Mark.CHANGED;
  }
}
