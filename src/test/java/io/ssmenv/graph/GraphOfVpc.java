package io.ssmenv.graph;

import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.ObservedEnvironment;
import java.util.List;
import java.util.stream.Stream;

/** The graph of what was read of environments in one VPC. */
final class GraphOfVpc {

  private GraphOfVpc() {}

  static NetworkGraph of(ObservedEnvironment environment) {
    return of(environment, 4);
  }

  /**
   * @param limit the number of instances that are drawn in a subnet
   */
  static NetworkGraph of(ObservedEnvironment environment, int limit) {
    return of(List.of(state("lab/reports", "u", environment, List.of(environment.path()))), limit);
  }

  static NetworkGraph of(List<EnvironmentState> states, int limit) {
    return NetworkGraph.of("test", List.of(states), limit);
  }

  static EnvironmentState state(
      String name, String uid, ObservedEnvironment environment, List<AgentPath> paths) {
    return new EnvironmentState(
        name,
        uid,
        environment.spec().connectivity().pattern().name(),
        environment.observation(),
        environment.observation(),
        environment.foreign(),
        paths);
  }

  /** What begins at a subnet, each with its sign. */
  static Stream<String> from(NetworkGraph graph, String subnet) {
    return GraphTexts.arrows(graph).stream().filter(arrow -> arrow.contains(subnet + " -> "));
  }
}
