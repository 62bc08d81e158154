package io.ssmenv.status;

import io.ssmenv.plan.Rules;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Optional;
import java.util.Set;

/** Rules under which everything can be changed, but an instance's image is replaced. */
final class AnythingGoes implements Rules {

  @Override
  public Change change(Resource desired, Resource observed, Set<String> fields) {
    if (fields.contains("type")) {
      return new Change.Refused("Stop it and change it back");
    }
    return desired instanceof Instance && fields.contains("launch")
        ? new Change.DeleteFirst()
        : new Change.InPlace();
  }

  @Override
  public Withdrawal withdrawal(Resource observed, Topology desired) {
    return Withdrawal.AT_ONCE;
  }

  @Override
  public Optional<Resource> retired(Resource observed) {
    return Optional.empty();
  }

  @Override
  public Set<Class<? extends Resource>> outlives(Class<? extends Resource> kind) {
    return Set.of();
  }

  @Override
  public boolean isPath(Class<? extends Resource> kind) {
    return false;
  }
}
