package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.network.Cidr;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates and removes the network interfaces of instances, NAT gateways and endpoints. */
final class NetworkInterfaces {
  private NetworkInterfaces() {}

  /** Creates an unattached interface for an instance. */
  static SimulatedNetworkInterface plain(
      Ec2State state,
      SimulatedSubnet subnet,
      SimulatedNetworkInterface.Settings settings,
      Optional<String> privateIp,
      Map<String, String> tags,
      Instant now) {
    String ip = privateIp.map(requested -> check(state, subnet, requested)).orElse("");
    SimulatedNetworkInterface eni =
        add(state, subnet, SimulatedNetworkInterface.PLAIN, "pending", settings, ip, tags, now);
    state.schedule(
        now,
        StateDuration.NETWORK_INTERFACE_AVAILABLE,
        eni.id(),
        at ->
            state
                .interfaces()
                .update(
                    eni.id(), at, e -> e.attachment().isPresent() ? e : e.withState("available")));
    return eni;
  }

  /** Creates an interface that AWS manages for another resource. */
  static SimulatedNetworkInterface managed(
      Ec2State state,
      SimulatedSubnet subnet,
      String type,
      String description,
      Set<String> groupIds,
      Instant now) {
    SimulatedNetworkInterface.Settings settings =
        new SimulatedNetworkInterface.Settings(description, groupIds, false);
    return add(state, subnet, type, "in-use", settings, "", Map.of(), now);
  }

  private static SimulatedNetworkInterface add(
      Ec2State state,
      SimulatedSubnet subnet,
      String type,
      String status,
      SimulatedNetworkInterface.Settings settings,
      String privateIp,
      Map<String, String> tags,
      Instant now) {
    String ip = privateIp.isEmpty() ? freeIp(state, subnet) : privateIp;
    SimulatedNetworkInterface eni =
        new SimulatedNetworkInterface(
            state.newId(ResourceIdType.NETWORK_INTERFACE),
            subnet.vpcId(),
            subnet.id(),
            ip,
            type,
            status,
            settings,
            Optional.empty(),
            Optional.empty(),
            tags);
    return state.interfaces().add(eni, now);
  }

  /** Checks that a subnet has enough free addresses. */
  static void requireFree(Ec2State state, SimulatedSubnet subnet, int interfaces) {
    if (SubnetActions.free(state, subnet) < interfaces) {
      throw ErrorWords.error("insufficient-free-addresses-in-subnet");
    }
  }

  private static String freeIp(Ec2State state, SimulatedSubnet subnet) {
    requireFree(state, subnet, 1);
    Set<String> used = used(state, subnet);
    for (long offset = 4; offset < subnet.cidr().size() - 1; offset++) {
      String ip = subnet.cidr().addressAt(offset);
      if (!used.contains(ip)) {
        return ip;
      }
    }
    throw new IllegalStateException("no free address in " + subnet.id());
  }

  private static Set<String> used(Ec2State state, SimulatedSubnet subnet) {
    return state
        .reverseIndex()
        .interfacesIn(subnet.id())
        .map(SimulatedNetworkInterface::privateIp)
        .collect(Collectors.toSet());
  }

  private static String check(Ec2State state, SimulatedSubnet subnet, String ip) {
    boolean inside =
        Cidr.parse(ip + "/32").filter(address -> subnet.cidr().contains(address)).isPresent();
    List<Long> reserved = List.of(0L, 1L, 2L, 3L, subnet.cidr().size() - 1);
    if (!inside || reserved.stream().map(subnet.cidr()::addressAt).anyMatch(ip::equals)) {
      throw ApiErrors.invalid("Address %s does not fall within the subnet's address range", ip);
    }
    if (used(state, subnet).contains(ip)) {
      throw ErrorWords.error("invalid-ipaddress-in-use-network-interfaces", ip);
    }
    return ip;
  }

  /** Removes an interface and disassociates its Elastic IP. */
  static void remove(Ec2State state, String id, Instant now) {
    state.addressOn(id).ifPresent(address -> state.disassociate(address, now));
    state.interfaces().remove(id, now);
  }
}
