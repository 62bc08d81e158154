package io.ssmenv.plan;

import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Optional;
import java.util.Set;

/** Rules like those of AWS, for tests of the planner. */
final class ConnectivityRules implements LifecycleRules {

  @Override
  public Change change(Resource desired, Resource observed, Set<Component> changed) {
    if (changed.contains(Vpc.CIDR)) {
      return new Change.Refused("A range can't be changed");
    }
    return changed.contains(Instance.LAUNCH)
        ? new Change.DeleteFirstInTurn()
        : new Change.InPlace();
  }

  @Override
  public Availability availability(Observed current, Pings pings) {
    return switch (pings) {
      case Pings.Unknown _ -> Availability.UNKNOWN;
      case Pings.Known known ->
          current.is(Observed.State.READY)
                  && (!(current.resource() instanceof Instance)
                      || known.of(current.id()).filter(Ping::online).isPresent())
              ? Availability.AVAILABLE
              : Availability.UNAVAILABLE;
    };
  }

  @Override
  public PruneTiming pruneTiming(Resource observed, Topology desired) {
    return switch (observed) {
      case Route route -> PruneTiming.CUTOVER;
      case Instance _ -> PruneTiming.IMMEDIATE;
      default -> PruneTiming.AFTER_CUTOVER;
    };
  }

  @Override
  public Optional<Resource> drainedForm(Resource observed) {
    return observed instanceof VpcEndpoint endpoint && endpoint.privateDns()
        ? Optional.of(endpoint.withoutPrivateDns())
        : Optional.empty();
  }

  @Override
  public Set<Class<? extends Resource>> deletedAfter(Class<? extends Resource> type) {
    return type.equals(InternetGatewayAttachment.class)
        ? Set.of(AddressAssociation.class, NatGateway.class)
        : Set.of();
  }

  @Override
  public Optional<Ref> deletedWith(Resource observed) {
    return observed instanceof Route route ? Optional.of(route.table()) : Optional.empty();
  }

  @Override
  public boolean affectsConnectivity(Class<? extends Resource> type) {
    return type.equals(Route.class) || type.equals(Subnet.class);
  }

  @Override
  public boolean affectsConnectivity(Resource resource) {
    return affectsConnectivity(resource.getClass());
  }

  static Observed ready(Resource resource, String id) {
    return new Observed(resource, id, Observed.State.READY, "available");
  }
}
