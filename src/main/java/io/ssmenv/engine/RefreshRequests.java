package io.ssmenv.engine;

import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.plan.Wait;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
            ? types(request, observed, desired, plan, progress)
            : Set.of(),
        request.spec().driftOrDefault().intervalOrDefault());
  }

  /**
   * The types of what the plan waits for, of unproven absences, of unconfirmed writes, and of
   * instances that are not online.
   */
  private static Set<Class<? extends Resource>> types(
      ReconcileRequest request,
      Observation observed,
      DesiredState desired,
      Plan plan,
      Progress progress) {
    if (request.standing() instanceof Standing.Undecided) {
      return ImmutableCopy.of(Resource.types());
    }
    return switch (desired) {
      case DesiredState.AdoptionPending _ -> observed.unlisted().keySet();
      case DesiredState.Unobserved _ -> Set.of();
      default -> types(request, observed, plan, progress);
    };
  }

  private static Set<Class<? extends Resource>> types(
      ReconcileRequest request, Observation observed, Plan plan, Progress progress) {
    Set<Class<? extends Resource>> types = awaited(plan, progress);
    observed.missing().keySet().forEach(key -> types.addAll(typesOf(key)));
    observed.unconfirmed().forEach(key -> types.addAll(typesOf(key)));
    if (request.mode().deleting()) {
      types.addAll(observed.unlisted().keySet());
    }
    if (!allOnline(observed)) {
      types.add(Instance.class);
    }
    return types;
  }

  /**
   * What changes in AWS without a step. A step that is ready tells its result itself, unless it
   * fails; one that waits for another step has nothing to look at yet.
   */
  private static Set<Class<? extends Resource>> awaited(Plan plan, Progress progress) {
    Set<Key> written =
        plan.writes().stream().map(Step.Write::key).collect(Collectors.toCollection(HashSet::new));
    Set<Key> failing =
        progress.failures().stream().map(Progress.Failure::key).collect(Collectors.toSet());
    Set<Class<? extends Resource>> types = new HashSet<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.Write write && !failing.contains(write.key())) {
        for (Wait wait : write.waits()) {
          Optional<Key> other = wait.on().filter(key -> !key.equals(write.key()));
          other.filter(key -> !written.contains(key)).ifPresent(key -> types.addAll(typesOf(key)));
          if (other.isEmpty()) {
            types.add(write.resource().getClass());
          }
        }
      } else {
        types.add(step.resource().getClass());
      }
    }
    return types;
  }

  private static List<Class<? extends Resource>> typesOf(Key key) {
    return Resource.types().stream()
        .filter(type -> Resource.typeName(type).equals(key.type()))
        .toList();
  }

  private static boolean allOnline(Observation observed) {
    return observed.present().values().stream()
        .filter(existing -> existing.resource() instanceof Instance)
        .allMatch(existing -> observed.pings().of(existing.id()).filter(Ping::online).isPresent());
  }
}
