package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Allocates, describes and releases Elastic IPs; {@link AddressAssociationActions} associates them.
 */
final class AddressActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  AddressActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("AllocateAddress", this::allocate, "Domain").and(Ec2Tags.ON_CREATE),
        read("DescribeAddresses", this::describe, "AllocationId", "PublicIp")
            .and(Filters.PARAMETERS),
        write("ReleaseAddress", this::release, "AllocationId"));
  }

  private Struct allocate(Call call) {
    Ec2State state = ec2.state(call);
    String domain = call.params().text("Domain").orElse("vpc");
    if (!domain.equals("vpc")) {
      throw ApiErrors.invalid("Value (%s) for parameter domain is invalid.", domain);
    }
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.ADDRESS);
    if (state.addresses().all().count() >= ec2.quotas().addresses()) {
      throw ErrorWords.error("address-limit-exceeded");
    }
    SimulatedAddress address =
        new SimulatedAddress(
            state.newId(ResourceIdType.ADDRESS),
            ec2.newPublicIp(),
            Optional.empty(),
            Optional.empty(),
            tags);
    state.addresses().add(address, call.now());
    return Struct.empty()
        .with("publicIp", address.publicIp())
        .with("allocationId", address.id())
        .with("domain", domain)
        .with("publicIpv4Pool", "amazon")
        .with("networkBorderGroup", call.region());
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    List<String> ips = call.params().texts("PublicIp");
    List<SimulatedAddress> addresses =
        state
            .addresses()
            .described(call.params().texts("AllocationId"), call.now())
            .filter(address -> ips.isEmpty() || ips.contains(address.publicIp()))
            .toList();
    List<String> missing =
        ips.stream()
            .filter(ip -> addresses.stream().noneMatch(a -> a.publicIp().equals(ip)))
            .toList();
    if (!missing.isEmpty()) {
      throw ErrorWords.error("invalid-address-not-found", missing.getFirst());
    }
    return Struct.empty()
        .with(
            "addressesSet",
            addresses.stream()
                .filter(filters(state).of(call))
                .map(address -> render(state, address)));
  }

  private static Filters<SimulatedAddress> filters(Ec2State state) {
    return Filters.tagged(SimulatedAddress::tags)
        .one("allocation-id", SimulatedAddress::id)
        .one("public-ip", SimulatedAddress::publicIp)
        .one("domain", _ -> "vpc")
        .one("network-border-group", _ -> state.region())
        .any("association-id", a -> a.association().stream().map(SimulatedAddress.Association::id))
        .any(
            "network-interface-id",
            a -> a.association().stream().map(SimulatedAddress.Association::networkInterfaceId))
        .any(
            "network-interface-owner-id", a -> a.association().stream().map(_ -> state.accountId()))
        .any(
            "private-ip-address",
            a -> a.association().stream().map(SimulatedAddress.Association::privateIp))
        .any("instance-id", a -> instanceOf(state, a));
  }

  private static Stream<String> instanceOf(Ec2State state, SimulatedAddress address) {
    return address.association().stream()
        .flatMap(a -> state.interfaces().get(a.networkInterfaceId()).stream())
        .flatMap(eni -> eni.attachment().stream())
        .map(SimulatedNetworkInterface.Attachment::instanceId);
  }

  private Struct release(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedAddress address =
        state.addresses().require(call.params().required("AllocationId"), call.now());
    if (state.natOf(address).isPresent()
        || address.heldUntil().filter(until -> until.isAfter(call.now())).isPresent()) {
      throw ErrorWords.error("address-of-nat-gateway");
    }
    if (address.association().isPresent()) {
      throw ErrorWords.error("invalid-ipaddress-in-use", address.publicIp());
    }
    state.addresses().remove(address.id(), call.now());
    return Ec2Context.success();
  }

  private static Struct render(Ec2State state, SimulatedAddress address) {
    Struct rendered =
        Struct.empty()
            .with("publicIp", address.publicIp())
            .with("allocationId", address.id())
            .with("domain", "vpc")
            .with("publicIpv4Pool", "amazon")
            .with("networkBorderGroup", state.region())
            .with("tagSet", Ec2Tags.set(address.tags()));
    address
        .association()
        .ifPresent(association ->
            rendered
                .with("associationId", association.id())
                .with("networkInterfaceId", association.networkInterfaceId())
                .with("networkInterfaceOwnerId", state.accountId())
                .with("privateIpAddress", association.privateIp())
                .with("instanceId", instanceOf(state, address).findFirst()));
    return rendered;
  }
}
