package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Address;

/**
 * The associations of Elastic IPs with the network interfaces of instances. AWS manages the
 * association of a NAT gateway's address; it is not included.
 */
public final class AddressAssociationHandler
    implements ResourceHandler<AddressAssociation, AwsCall> {

  @Override
  public Class<AddressAssociation> type() {
    return AddressAssociation.class;
  }

  @Override
  public Created create(AwsCall call, AddressAssociation desired) {
    return new Created(
        associate(call, desired), State.READY, "associated", List.of(), Optional.empty());
  }

  /** Idempotent; moves the address if it is associated with something else. */
  private static String associate(AwsCall call, AddressAssociation desired) {
    return call.ec2()
        .associateAddress(request ->
            request
                .allocationId(call.id(desired.address()))
                .networkInterfaceId(call.id(desired.networkInterface()))
                .allowReassociation(true))
        .associationId();
  }

  @Override
  public String update(
      AwsCall call, AddressAssociation desired, Observed current, Set<Component> changed) {
    return associate(call, desired);
  }

  @Override
  public Deletion delete(AwsCall call, AddressAssociation observed, String id) {
    return NotFound.deleted(
        () -> call.ec2().disassociateAddress(request -> request.associationId(id)));
  }

  @Override
  public Change change(
      AddressAssociation desired, AddressAssociation observed, Set<Component> changed) {
    return new Change.InPlace();
  }

  /** An association of a deleted instance is unused; any other may be the current egress path. */
  @Override
  public PruneTiming pruneTiming(AddressAssociation observed, Topology desired) {
    return observed.networkInterface() instanceof Ref.ToKey(Key key) && desired.contains(key)
        ? PruneTiming.AFTER_CUTOVER
        : PruneTiming.IMMEDIATE;
  }

  @Override
  public boolean affectsConnectivity() {
    return true;
  }

  static Optional<Observed> decode(Address address, Key key) {
    if (address.associationId() == null || address.networkInterfaceId() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Observed(
            new AddressAssociation(
                AddressAssociation.key(key),
                Ref.id(address.allocationId()),
                Ref.id(address.networkInterfaceId())),
            address.associationId(),
            State.READY,
            "associated",
            details(address)));
  }

  static Map<String, String> details(Address address) {
    return Optional.ofNullable(address.publicIp())
        .map(ip -> Map.of(Observed.PUBLIC_IP, ip))
        .orElse(Map.of());
  }
}
