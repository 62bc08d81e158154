package io.ssmenv.graph;

import io.ssmenv.diagnosis.Hop;
import io.ssmenv.diagnosis.Hop.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hops at which agents are stopped, by the ids of the resources. */
final class HopMarks {

  private final Map<String, Mark> resources = new HashMap<>();
  private final Map<String, Mark> routes = new HashMap<>();

  HopMarks(List<EnvironmentState> states) {
    states.stream()
        .flatMap(state -> state.paths().stream())
        .flatMap(path -> path.toTell().stream())
        .forEach(this::add);
  }

  private void add(Hop hop) {
    Mark mark = hop.isBroken() ? Mark.BROKEN : Mark.UNKNOWN;
    (hop.place() == Place.ROUTE ? routes : resources).merge(hop.resource(), mark, Mark::worst);
  }

  /** Of a resource other than a route. */
  Mark of(String awsId) {
    return resources.getOrDefault(awsId, Mark.NONE);
  }

  /**
   * Of the default route.
   *
   * @param awsId of its route table, or of a subnet that uses none
   */
  Mark ofDefaultRoute(String awsId) {
    return routes.getOrDefault(awsId, Mark.NONE);
  }
}
