package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the network of {@code RunInstances}: an existing interface, a new interface, or a subnet.
 */
final class LaunchNetwork {
  private LaunchNetwork() {}

  static LaunchRequest.Network check(Call call, Ec2State state, int count) {
    List<Params> interfaces = call.params().structs("NetworkInterface");
    if (interfaces.isEmpty()) {
      Params params = call.params();
      return inSubnet(call, state, params, Optional.empty(), true, count);
    }
    if (interfaces.size() > 1) {
      throw ErrorWords.error("unsupported-operation-interfaces");
    }
    for (String exclusive : List.of("SubnetId", "SecurityGroupId", "PrivateIpAddress")) {
      if (call.params().has(exclusive)) {
        throw ApiErrors.combination(
            "Network interfaces and an instance-level %s may not be specified on the same request",
            exclusive);
      }
    }
    Params requested = interfaces.getFirst();
    if (requested.integer("DeviceIndex").orElse(-1) != 0) {
      throw ApiErrors.invalid("The primary network interface must have the device index 0");
    }
    return requested.has("NetworkInterfaceId")
        ? onExisting(call, state, requested, count)
        : inSubnet(
            call,
            state,
            requested,
            requested.flag("AssociatePublicIpAddress"),
            requested.flag("DeleteOnTermination").orElse(true),
            count);
  }

  private static LaunchRequest.Network onExisting(
      Call call, Ec2State state, Params requested, int count) {
    SimulatedNetworkInterface eni =
        state.interfaces().require(requested.required("NetworkInterfaceId"), call.now());
    for (String exclusive :
        List.of("SubnetId", "SecurityGroupId", "PrivateIpAddress", "AssociatePublicIpAddress")) {
      if (requested.has(exclusive)) {
        throw ApiErrors.combination(
            "A network interface and %s may not be specified on the same request", exclusive);
      }
    }
    if (requested.flag("DeleteOnTermination").orElse(false)) {
      throw ApiErrors.combination(
          "DeleteOnTermination can't be set on launch for the existing interface %s", eni.id());
    }
    if (count > 1) {
      throw ApiErrors.combination(
          "A network interface can be attached to one instance, not %d", count);
    }
    if (eni.requesterManaged() || eni.attachment().isPresent()) {
      throw ErrorWords.error("invalid-network-interface-in-use", eni.id());
    }
    SimulatedSubnet subnet = state.subnets().get(eni.subnetId()).orElseThrow();
    return new LaunchRequest.Network(
        subnet,
        Optional.of(eni),
        eni.settings().groupIds(),
        false,
        false,
        Optional.of(eni.privateIp()));
  }

  private static LaunchRequest.Network inSubnet(
      Call call,
      Ec2State state,
      Params requested,
      Optional<Boolean> publicIp,
      boolean deleteOnTermination,
      int count) {
    String id =
        requested
            .text("SubnetId")
            .orElseThrow(
                () -> new AwsError("VPCIdNotSpecified", "No default VPC for this user: SubnetId"));
    SimulatedSubnet subnet = state.subnets().require(id, call.now());
    Set<String> groups =
        SecurityGroupActions.require(
            state, requested.texts("SecurityGroupId"), subnet.vpcId(), call.now());
    NetworkInterfaces.requireFree(state, subnet, count);
    Optional<String> privateIp = requested.text("PrivateIpAddress");
    if (privateIp.isPresent() && count > 1) {
      throw ApiErrors.combination(
          "A private address can be assigned to one instance, not %d", count);
    }
    return new LaunchRequest.Network(
        subnet,
        Optional.empty(),
        groups.isEmpty() ? Set.of(state.defaultGroup(subnet.vpcId()).id()) : groups,
        deleteOnTermination,
        publicIp.orElse(subnet.publicIps()),
        privateIp);
  }
}
