package io.ssmenv.engine;

import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.plan.Plan;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which resource types have to be listed again soon for an environment. */
final class RefreshRequests {

  private RefreshRequests() {}

  /** Empty if the environment is idle, if its mode writes nothing, or if nothing is known of it. */
  static RefreshRequest of(
      ReconcileRequest request, Observation observed, DesiredState desired, Plan plan) {
    return new RefreshRequest(
        request.owner(),
        request.mode().submitsSteps() ? types(request, observed, desired, plan) : Set.of(),
        request.spec().driftOrDefault().intervalOrDefault());
  }

  /**
   * The types of planned steps, of unproven absences, of unconfirmed writes, and of instances that
   * are not online.
   */
  private static Set<Class<? extends Resource>> types(
      ReconcileRequest request, Observation observed, DesiredState desired, Plan plan) {
    if (request.standing() instanceof Standing.Undecided) {
      return ImmutableCopy.of(Resource.types());
    }
    return switch (desired) {
      case DesiredState.AdoptionPending _ -> observed.unlisted().keySet();
      case DesiredState.Unobserved _ -> Set.of();
      default -> types(request, observed, plan);
    };
  }

  private static Set<Class<? extends Resource>> types(
      ReconcileRequest request, Observation observed, Plan plan) {
    Set<Class<? extends Resource>> types = new HashSet<>(plan.types());
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
