package io.ssmenv.engine;

import io.ssmenv.cloud.AwaitedChange;
import io.ssmenv.cloud.AwaitedChange.Kind;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.plan.Wait;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.VpcEndpoint;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which resource types have to be listed again soon for an environment. */
final class RefreshRequests {

  private RefreshRequests() {}

  /** Empty if the environment is idle, if its mode writes nothing, or if nothing is known of it. */
  static RefreshRequest of(
      ReconcileRequest request,
      Observation observed,
      DesiredState desired,
      Plan plan,
      Progress progress) {
    return new RefreshRequest(
        request.owner(),
        request.mode().submitsSteps()
            ? changes(request, observed, desired, plan, progress)
            : Set.of(),
        request.spec().driftOrDefault().intervalOrDefault());
  }

  /**
   * What the plan waits for, unproven absences, unconfirmed writes, and instances that are not
   * online.
   */
  private static Set<AwaitedChange> changes(
      ReconcileRequest request,
      Observation observed,
      DesiredState desired,
      Plan plan,
      Progress progress) {
    if (request.standing() instanceof Standing.Undecided) {
      return AwaitedChange.anyOf(Resource.types());
    }
    return switch (desired) {
      case DesiredState.AdoptionPending _ -> AwaitedChange.anyOf(observed.unlisted().keySet());
      case DesiredState.Unobserved _ -> Set.of();
      default -> changes(request, observed, plan, progress);
    };
  }

  private static Set<AwaitedChange> changes(
      ReconcileRequest request, Observation observed, Plan plan, Progress progress) {
    Set<AwaitedChange> changes = awaited(observed, plan, progress);
    boolean deleting = request.mode().deleting();
    if (!deleting || plan.steps().isEmpty()) { // What was deleted delays no other deletion.
      observed.missing().keySet().forEach(key -> changes.addAll(of(key, Kind.CONFIRMATION)));
    }
    if (deleting && plan.steps().isEmpty()) {
      changes.addAll(AwaitedChange.anyOf(observed.unlisted().keySet()));
    }
    observed.present().values().stream()
        .flatMap(one -> offline(one, observed.pings()))
        .forEach(changes::add);
    if (changes.isEmpty() && plan.writes().isEmpty()) { // Until then, polls confirm enough.
      observed.unconfirmed().forEach(key -> changes.addAll(of(key, Kind.CONFIRMATION)));
    }
    return changes;
  }

  /**
   * What changes in AWS without a step. A step that is ready tells its result itself, unless it
   * fails; one that waits for another step has nothing to look at yet.
   */
  private static Set<AwaitedChange> awaited(Observation observed, Plan plan, Progress progress) {
    Set<Key> written =
        plan.writes().stream().map(Step.Write::key).collect(Collectors.toCollection(HashSet::new));
    Set<Key> failing =
        progress.failures().stream().map(Progress.Failure::key).collect(Collectors.toSet());
    Set<AwaitedChange> changes = new HashSet<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.Write write && !failing.contains(write.key())) {
        for (Wait wait : write.waits()) {
          Optional<Key> other = wait.on().filter(key -> !key.equals(write.key()));
          other
              .filter(key -> !written.contains(key))
              .ifPresent(key -> changes.addAll(of(key, kind(key, observed))));
          if (other.isEmpty()) {
            changes.add(AwaitedChange.any(write.resource().getClass()));
          }
        }
      } else if (!failing.contains(step.key())) { // Otherwise its retry tells more.
        changes.addAll(of(step.key(), kind(step.key(), observed)));
      }
    }
    return changes;
  }

  /** What AWS is doing with a resource. */
  private static Kind kind(Key key, Observation observed) {
    return observed
        .find(key)
        .map(one ->
            switch (one.state()) {
              case PENDING -> isImmediate(one.resource()) ? Kind.ANY : Kind.CREATION;
              case DELETING -> Kind.DELETION;
              case READY, FAILED -> Kind.ANY;
            })
        .orElse(Kind.ANY);
  }

  /** A gateway endpoint is no more than a route. */
  private static boolean isImmediate(Resource resource) {
    return resource instanceof VpcEndpoint endpoint && endpoint.type() == VpcEndpoint.Type.GATEWAY;
  }

  private static Set<AwaitedChange> of(Key key, Kind kind) {
    return Resource.types().stream()
        .filter(type -> Resource.typeName(type).equals(key.type()))
        .map(type -> new AwaitedChange(type, kind))
        .collect(Collectors.toSet());
  }

  private static Stream<AwaitedChange> offline(Observed existing, Pings pings) {
    Optional<Ping> ping = pings.of(existing.id());
    if (!(existing.resource() instanceof Instance)
        || ping.filter(Ping::online).isPresent()
        || pings instanceof Pings.Unknown) { // Polls are enough while nobody answers.
      return Stream.empty();
    }
    Kind kind =
        switch (existing.state()) {
          case PENDING -> Kind.CREATION;
          case READY -> ping.isEmpty() ? Kind.REGISTRATION : Kind.ANY;
          case DELETING -> Kind.DELETION;
          case FAILED -> Kind.ANY;
        };
    return Stream.of(new AwaitedChange(Instance.class, kind));
  }
}
