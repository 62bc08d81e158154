package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How long the desired path to Systems Manager of each environment has been ready. An endpoint
 * takes over the DNS name of its service as soon as it is available, but resolvers keep previous
 * addresses for a while. After a restart of the operator the time starts again.
 */
final class DnsPropagationGate {
  private record Path(Set<Key> keys, Instant since) {}

  private final LifecycleRules rules;
  private final Map<String, Path> paths = new ConcurrentHashMap<>();

  DnsPropagationGate(LifecycleRules rules) {
    this.rules = rules;
  }

  /** Open once resolvers have dropped the previous addresses of the names. */
  Gate gate(Owner owner, Topology desired, Observation observed, Instant now) {
    Set<Key> keys =
        desired.resources().stream()
            .filter(resource -> rules.affectsConnectivity(resource.getClass()))
            .map(Resource::key)
            .collect(Collectors.toSet());
    if (!keys.stream().allMatch(key -> isReady(observed, key))) {
      paths.remove(owner.uid());
      return new Gate(false, "the new path to be ready");
    }
    Instant dropped =
        paths
            .compute(
                owner.uid(),
                (uid, before) ->
                    before != null && before.keys().equals(keys) ? before : new Path(keys, now))
            .since()
            .plus(Timing.DNS_PROPAGATION);
    return now.isBefore(dropped)
        ? new Gate(
            false,
            "resolvers to drop the former addresses of Systems Manager, until "
                + dropped.truncatedTo(ChronoUnit.SECONDS))
        : Gate.OPEN;
  }

  void forget(Owner owner) {
    paths.remove(owner.uid());
  }

  private static boolean isReady(Observation observed, Key key) {
    return observed.find(key).filter(resource -> resource.is(State.READY)).isPresent();
  }
}
