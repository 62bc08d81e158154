package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Renders and filters network interfaces for describes. */
final class NetworkInterfaceView {
  private NetworkInterfaceView() {}

  static Filters<SimulatedNetworkInterface> filters(Ec2State state) {
    return Filters.tagged(SimulatedNetworkInterface::tags)
        .one("network-interface-id", SimulatedNetworkInterface::id)
        .one("vpc-id", SimulatedNetworkInterface::vpcId)
        .one("subnet-id", SimulatedNetworkInterface::subnetId)
        .one("status", SimulatedNetworkInterface::state)
        .one("interface-type", SimulatedNetworkInterface::type)
        .one("description", eni -> eni.settings().description())
        .one("owner-id", _ -> state.accountId())
        .one("private-ip-address", SimulatedNetworkInterface::privateIp)
        .one("addresses.private-ip-address", SimulatedNetworkInterface::privateIp)
        .one("mac-address", NetworkInterfaceView::mac)
        .any("requester-id", eni -> requester(eni).stream())
        .one("requester-managed", eni -> Boolean.toString(eni.requesterManaged()))
        .one("source-dest-check", eni -> Boolean.toString(eni.settings().sourceDestCheck()))
        .any("availability-zone", eni -> zone(state, eni).stream())
        .any("group-id", eni -> eni.settings().groupIds().stream())
        .any("association.public-ip", eni -> state.publicIpOf(eni).stream())
        .any(
            "association.allocation-id",
            eni -> state.addressOn(eni.id()).stream().map(SimulatedAddress::id))
        .any(
            "attachment.attachment-id",
            eni -> attachment(eni).map(SimulatedNetworkInterface.Attachment::id))
        .any(
            "attachment.instance-id",
            eni -> attachment(eni).map(SimulatedNetworkInterface.Attachment::instanceId))
        .any("attachment.status", eni -> attachment(eni).map(_ -> "attached"))
        .any(
            "attachment.delete-on-termination",
            eni -> attachment(eni).map(a -> Boolean.toString(a.deleteOnTermination())));
  }

  private static Stream<SimulatedNetworkInterface.Attachment> attachment(
      SimulatedNetworkInterface eni) {
    return eni.attachment().stream();
  }

  private static Optional<String> zone(Ec2State state, SimulatedNetworkInterface eni) {
    return state.subnets().get(eni.subnetId()).map(SimulatedSubnet::zone);
  }

  private static String mac(SimulatedNetworkInterface eni) {
    int hash = eni.id().hashCode();
    return "06:00:%02x:%02x:%02x:%02x"
        .formatted(hash >> 24 & 255, hash >> 16 & 255, hash >> 8 & 255, hash & 255);
  }

  /** Returns AWS's host name of a private address. */
  static String privateDnsName(Ec2State state, String privateIp) {
    return "ip-%s.%s.compute.internal".formatted(privateIp.replace('.', '-'), state.region());
  }

  static List<Struct> groups(Ec2State state, Set<String> groupIds) {
    return groupIds.stream()
        .flatMap(id -> state.groups().get(id).stream())
        .map(g -> Struct.empty().with("groupId", g.id()).with("groupName", g.name()))
        .toList();
  }

  /** Renders an interface as in {@code DescribeNetworkInterfaces}. */
  static Struct render(Ec2State state, SimulatedNetworkInterface eni) {
    Struct rendered =
        common(state, eni, associationIds(state, eni))
            .with("availabilityZone", zone(state, eni))
            .with("requesterManaged", eni.requesterManaged())
            .with("requesterId", requester(eni))
            .with("tagSet", Ec2Tags.set(eni.tags()));
    eni.attachment()
        .ifPresent(a ->
            rendered.with(
                "attachment",
                attachment(a)
                    .with("instanceId", a.instanceId())
                    .with("instanceOwnerId", state.accountId())));
    return rendered;
  }

  private static Optional<String> requester(SimulatedNetworkInterface eni) {
    return switch (eni.type()) {
      case SimulatedNetworkInterface.PLAIN -> Optional.empty();
      case SimulatedNetworkInterface.LOAD_BALANCER -> Optional.of("amazon-elb");
      default -> Optional.of("amazon-aws");
    };
  }

  /** Renders an interface as in the description of its instance, which contains fewer members. */
  static Struct renderInInstance(Ec2State state, SimulatedNetworkInterface eni) {
    Struct rendered = common(state, eni, Struct.empty());
    eni.attachment().ifPresent(a -> rendered.with("attachment", attachment(a)));
    return rendered;
  }

  private static Struct attachment(SimulatedNetworkInterface.Attachment attachment) {
    return Struct.empty()
        .with("attachmentId", attachment.id())
        .with("deviceIndex", 0)
        .with("networkCardIndex", 0)
        .with("status", "attached")
        .with("deleteOnTermination", attachment.deleteOnTermination());
  }

  /** Renders the common members; these ids are added to an association, if there is one. */
  private static Struct common(
      Ec2State state, SimulatedNetworkInterface eni, Struct associationIds) {
    Struct rendered =
        Struct.empty()
            .with("networkInterfaceId", eni.id())
            .with("subnetId", eni.subnetId())
            .with("vpcId", eni.vpcId())
            .with("description", eni.settings().description())
            .with("ownerId", state.accountId())
            .with("status", eni.state())
            .with("macAddress", mac(eni))
            .with("privateIpAddress", eni.privateIp())
            .with("privateDnsName", privateDnsName(state, eni.privateIp()))
            .with("sourceDestCheck", eni.settings().sourceDestCheck())
            .with("interfaceType", eni.type())
            .with("groupSet", groups(state, eni.settings().groupIds()))
            .with("privateIpAddressesSet", List.of(privateAddress(state, eni, associationIds)));
    association(state, eni, associationIds).ifPresent(a -> rendered.with("association", a));
    return rendered;
  }

  private static Struct privateAddress(
      Ec2State state, SimulatedNetworkInterface eni, Struct associationIds) {
    Struct address =
        Struct.empty()
            .with("privateIpAddress", eni.privateIp())
            .with("privateDnsName", privateDnsName(state, eni.privateIp()))
            .with("primary", true);
    association(state, eni, associationIds).ifPresent(a -> address.with("association", a));
    return address;
  }

  private static Optional<Struct> association(
      Ec2State state, SimulatedNetworkInterface eni, Struct ids) {
    boolean elastic = state.addressOn(eni.id()).isPresent();
    return state
        .publicIpOf(eni)
        .map(ip -> {
          Struct association =
              Struct.empty()
                  .with("publicIp", ip)
                  .with("ipOwnerId", elastic ? state.accountId() : "amazon");
          ids.members().forEach(association::with);
          return association;
        });
  }

  private static Struct associationIds(Ec2State state, SimulatedNetworkInterface eni) {
    Optional<SimulatedAddress> address = state.addressOn(eni.id());
    return Struct.empty()
        .with("allocationId", address.map(SimulatedAddress::id))
        .with(
            "associationId",
            address.flatMap(SimulatedAddress::association).map(SimulatedAddress.Association::id));
  }
}
