package io.ssmenv.status;

import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Optional;
import java.util.Set;

/**
 * Rules that allow every change, except that an instance type is refused and a changed launch
 * replaces the instance.
 */
final class PermissiveRules implements LifecycleRules {

  @Override
  public Change change(Resource desired, Resource observed, Set<Component> changed) {
    if (changed.contains(Instance.TYPE)) {
      return new Change.Refused("Stop it and change it back");
    }
    return desired instanceof Instance && changed.contains(Instance.LAUNCH)
        ? new Change.DeleteFirst()
        : new Change.InPlace();
  }

  @Override
  public Availability availability(Observed current, Pings pings) {
    return current.is(Observed.State.READY) ? Availability.AVAILABLE : Availability.UNAVAILABLE;
  }

  @Override
  public PruneTiming pruneTiming(Resource observed, Topology desired) {
    return PruneTiming.IMMEDIATE;
  }

  @Override
  public Optional<Resource> drainedForm(Resource observed) {
    return Optional.empty();
  }

  @Override
  public Set<Class<? extends Resource>> deletedAfter(Class<? extends Resource> type) {
    return Set.of();
  }

  @Override
  public boolean affectsConnectivity(Class<? extends Resource> type) {
    return false;
  }

  @Override
  public boolean affectsConnectivity(Resource resource) {
    return affectsConnectivity(resource.getClass());
  }
}
