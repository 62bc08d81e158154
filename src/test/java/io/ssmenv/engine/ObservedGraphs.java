package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.graph.EnvironmentState;
import io.ssmenv.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Graphs of what a running engine observes. */
final class ObservedGraphs {

  private ObservedGraphs() {}

  /** The graph of a VPC, when everything in it was read. */
  static NetworkGraph of(EngineScenario scenario, Owner owner) {
    List<NetworkGraph> graphs = new ArrayList<>();
    scenario.eventually(() -> {
      Map<Owner, Preview> vpc = scenario.harness.previewer().explanations(owner);
      assertThat(vpc.values()).allMatch(Preview.Complete.class::isInstance);
      graphs.add(NetworkGraph.of("test", List.of(states(vpc)), 4));
    });
    return graphs.getLast();
  }

  private static List<EnvironmentState> states(Map<Owner, Preview> vpc) {
    return vpc.entrySet().stream()
        .flatMap(one ->
            one.getValue() instanceof Preview.Complete known
                ? Stream.of(
                    new EnvironmentState(
                        one.getKey().name(),
                        one.getKey().uid(),
                        known.spec().connectivity().pattern().name(),
                        known.observed(),
                        known.observed(),
                        known.foreign(),
                        known.paths()))
                : Stream.of())
        .sorted(
            Comparator.comparing((EnvironmentState state) ->
                    state.drawn().present().keySet().stream()
                        .noneMatch(key -> key.value().equals("vpc")))
                .thenComparing(EnvironmentState::name))
        .toList();
  }
}
