package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Optional;

/** Associates Elastic IPs with network interfaces. Both operations are idempotent [D]. */
final class AddressAssociationActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  AddressAssociationActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
            "AssociateAddress",
            this::associate,
            "AllocationId",
            "InstanceId",
            "NetworkInterfaceId",
            "AllowReassociation",
            "PrivateIpAddress"),
        write("DisassociateAddress", this::disassociate, "AssociationId"));
  }

  private Struct associate(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedAddress address =
        state.addresses().require(call.params().required("AllocationId"), call.now());
    SimulatedNetworkInterface eni = target(call, state);
    if (address.isOn(eni.id())) {
      return answer(address.association().orElseThrow());
    }
    check(call, state, address, eni);
    state.addressOn(eni.id()).ifPresent(other -> state.disassociate(other, call.now()));
    address.association().ifPresent(_ -> state.disassociate(address, call.now()));
    SimulatedAddress.Association created =
        new SimulatedAddress.Association(
            state.simulation().ids().next("eipassoc"), eni.id(), eni.privateIp());
    state.addresses().update(address.id(), call.now(), a -> a.with(created));
    return answer(created);
  }

  private static void check(
      Call call, Ec2State state, SimulatedAddress address, SimulatedNetworkInterface eni) {
    if (eni.requesterManaged() || state.natOf(address).isPresent()) {
      throw ErrorWords.error("address-of-nat-gateway");
    }
    Optional<String> privateIp = call.params().text("PrivateIpAddress");
    if (privateIp.filter(ip -> !ip.equals(eni.privateIp())).isPresent()) {
      throw ApiErrors.invalid("The private IP address %s is not on %s", privateIp.get(), eni.id());
    }
    if (state.gatewayOf(eni.vpcId()).isEmpty()) {
      throw ErrorWords.error("gateway-not-attached", eni.vpcId());
    }
    boolean mayMove = call.params().flag("AllowReassociation").orElse(true);
    if (address.association().isPresent() && !mayMove) {
      throw ErrorWords.error(
          "resource-already-associated", address.id(), address.association().get().id());
    }
  }

  private static SimulatedNetworkInterface target(Call call, Ec2State state) {
    Optional<String> interfaceId = call.params().text("NetworkInterfaceId");
    Optional<String> instanceId = call.params().text("InstanceId");
    if (interfaceId.isPresent() == instanceId.isPresent()) {
      throw ApiErrors.combination("Specify either NetworkInterfaceId or InstanceId");
    }
    if (interfaceId.isPresent()) {
      return state.interfaces().require(interfaceId.get(), call.now());
    }
    SimulatedInstance instance = state.instances().require(instanceId.get(), call.now());
    if (!instance.is(SimulatedInstance.StateName.RUNNING)
        && !instance.is(SimulatedInstance.StateName.STOPPED)) {
      throw new AwsError(
          "InvalidInstanceID",
          "The %s instance '%s' is not in a valid state for this operation."
              .formatted(instance.state().name().wireName(), instance.id()));
    }
    return state
        .interfaces()
        .get(instance.primaryInterface().orElseThrow().networkInterfaceId())
        .orElseThrow();
  }

  private Struct disassociate(Call call) {
    Ec2State state = ec2.state(call);
    String id = call.params().required("AssociationId");
    Optional<SimulatedAddress> address =
        state
            .addresses()
            .all()
            .filter(a -> a.association().filter(x -> x.id().equals(id)).isPresent())
            .findFirst();
    if (address.isPresent()) {
      if (state.natOf(address.get()).isPresent()) {
        throw ErrorWords.error("address-of-nat-gateway");
      }
      state.disassociate(address.get(), call.now());
    } else if (!state.wasAddressAssociation(id)) {
      throw ErrorWords.error("invalid-association-id-not-found", id);
    }
    return Ec2Context.success();
  }

  private static Struct answer(SimulatedAddress.Association association) {
    return Ec2Context.success().with("associationId", association.id());
  }
}
