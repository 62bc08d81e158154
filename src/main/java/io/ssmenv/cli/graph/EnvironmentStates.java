package io.ssmenv.cli.graph;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.cli.plan.Target;
import io.ssmenv.engine.Preview;
import io.ssmenv.graph.EnvironmentState;
import io.ssmenv.graph.NameOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the engine knows of the environments of a VPC, as a graph needs it. */
final class EnvironmentStates {

  private EnvironmentStates() {}

  /** As AWS shows them. */
  static List<EnvironmentState> observed(Map<Target, Preview.Complete> vpc) {
    return states(vpc, false);
  }

  /** As AWS would show them after the plan. */
  static List<EnvironmentState> planned(Map<Target, Preview.Complete> vpc) {
    return states(vpc, true);
  }

  private static List<EnvironmentState> states(Map<Target, Preview.Complete> vpc, boolean planned) {
    return vpc.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<Target, Preview.Complete> one) -> one.getKey().host().isPresent())
                .thenComparing(one -> one.getKey().name(), NameOrder.NUMBERED))
        .map(one -> state(one.getKey(), one.getValue(), planned))
        .toList();
  }

  private static EnvironmentState state(Target target, Preview.Complete known, boolean planned) {
    return new EnvironmentState(
        target.name(),
        target.uid(),
        new KubernetesSerialization()
            .convertValue(known.spec().connectivity().pattern(), String.class),
        known.observed(),
        planned ? known.predicted() : known.observed(),
        known.foreign(),
        planned ? List.of() : known.paths());
  }
}
