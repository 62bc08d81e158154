package io.ssmenv.plan;

import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Optional;
import java.util.Set;

/** Rules like those of AWS, for tests of the planner alone. */
final class PathRules implements Rules {

  @Override
  public Change change(Resource desired, Resource observed, Set<String> fields) {
    if (fields.contains("cidr")) {
      return new Change.Refused("A range can't be changed");
    }
    return fields.contains("launch") ? new Change.DeleteFirst() : new Change.InPlace();
  }

  @Override
  public Withdrawal withdrawal(Resource observed, Topology desired) {
    return switch (observed) {
      case Route route -> Withdrawal.SWITCH;
      case io.ssmenv.topology.Instance instance -> Withdrawal.AT_ONCE;
      default -> Withdrawal.RETIRE;
    };
  }

  @Override
  public Optional<Resource> retired(Resource observed) {
    return observed instanceof VpcEndpoint endpoint && endpoint.privateDns()
        ? Optional.of(endpoint.withoutPrivateDns())
        : Optional.empty();
  }

  @Override
  public Set<Class<? extends Resource>> outlives(Class<? extends Resource> kind) {
    return kind.equals(InternetGatewayAttachment.class)
        ? Set.of(AddressAssociation.class, NatGateway.class)
        : Set.of();
  }

  @Override
  public boolean isPath(Class<? extends Resource> kind) {
    return kind.equals(Route.class);
  }

  static Observed ready(Resource resource, String id) {
    return new Observed(resource, id, Observed.State.READY, "available");
  }
}
