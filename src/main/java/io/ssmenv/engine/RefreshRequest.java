package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.Plan;
import io.ssmenv.status.Findings;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Of what an environment awaits news, and when it has to be looked at again by itself. */
record RefreshRequest(Owner owner, Set<Class<? extends Resource>> kinds, Duration interval) {

  static RefreshRequest of(Findings findings, ReconcileRequest request) {
    return new RefreshRequest(
        request.owner(),
        Engine.writes(findings.mode()) ? awaited(findings) : Set.of(),
        request.spec().driftOrDefault().intervalOrDefault());
  }

  void tell(Inventory inventory) {
    inventory.await(owner, kinds, interval);
  }

  /** What the plan is about, what is not proven, and instances that are not online. */
  private static Set<Class<? extends Resource>> awaited(Findings findings) {
    Set<Class<? extends Resource>> kinds = new HashSet<>();
    findings.plan().map(Plan::inMotion).ifPresent(kinds::addAll);
    if (findings.observed().isPresent()) {
      Observation observed = findings.observed().get();
      observed.missing().keySet().forEach(key -> kinds.addAll(kindOf(key)));
      if (findings.mode().deleting()) {
        kinds.addAll(observed.unlisted().keySet());
      }
      if (!allOnline(observed)) {
        kinds.add(Instance.class);
      }
    }
    return kinds;
  }

  private static List<Class<? extends Resource>> kindOf(Key key) {
    return Resource.kinds().stream()
        .filter(kind -> Resource.kindName(kind).equals(key.kind()))
        .toList();
  }

  private static boolean allOnline(Observation observed) {
    return observed.present().values().stream()
        .filter(one -> one.resource() instanceof Instance)
        .allMatch(one -> observed.pings().of(one.id()).filter(Ping::online).isPresent());
  }

  /**
   * The next time at which something can be done that nothing else would wake the environment for.
   */
  static Optional<Instant> requeueAt(
      ReconcileRequest request, Findings findings, EnvironmentStatus status) {
    boolean accountJustRecorded =
        request.status().accountId() == null && status.accountId() != null;
    return Stream.of(
            findings.progress().requeueAt(),
            findings.launches().requeueAt(findings.now()),
            findings.problems().isEmpty()
                ? Optional.<Instant>empty()
                : Optional.of(findings.now().plus(Timing.FACTS_RETRY)),
            accountJustRecorded ? Optional.of(findings.now()) : Optional.<Instant>empty())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
