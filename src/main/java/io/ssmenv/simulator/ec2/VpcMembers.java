package io.ssmenv.simulator.ec2;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tracks which resources belong to which VPC and which VPCs have changed, so that a change of one
 * network costs nothing in the others. Guarded by the account's lock.
 */
final class VpcMembers {
  private final Ec2State state;
  private final Map<String, Map<ResourceIdType, Set<String>>> members = new HashMap<>();
  private final Map<String, String> vpcOf = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  VpcMembers(Ec2State state) {
    this.state = state;
  }

  /** Returns the VPC whose network contains a resource, if there is one. */
  private Optional<String> vpcOf(Ec2Resource<?> resource) {
    return switch (resource) {
      case SimulatedVpc vpc -> Optional.of(vpc.id());
      case SimulatedSubnet subnet -> Optional.of(subnet.vpcId());
      case SimulatedInternetGateway gateway -> gateway.vpcId();
      case SimulatedRouteTable table -> Optional.of(table.vpcId());
      case SimulatedNatGateway nat -> Optional.of(nat.vpcId());
      case SimulatedVpcEndpoint endpoint -> Optional.of(endpoint.vpcId());
      case SimulatedSecurityGroup group -> Optional.of(group.vpcId());
      case SimulatedSecurityGroupRule rule ->
          state.groups().get(rule.groupId()).map(SimulatedSecurityGroup::vpcId);
      case NetworkAcl acl -> Optional.of(acl.vpcId());
      case SimulatedNetworkInterface eni -> Optional.of(eni.vpcId());
      case SimulatedAddress address ->
          address
              .association()
              .flatMap(on -> state.interfaces().get(on.networkInterfaceId()))
              .map(SimulatedNetworkInterface::vpcId);
      case SimulatedInstance instance ->
          instance.primaryInterface().map(SimulatedInstance.PrimaryInterface::vpcId);
      case ProfileAssociation profile ->
          state.instances().get(profile.instanceId()).flatMap(this::vpcOf);
      case SimulatedEgressOnlyGateway _, SimulatedVpnGateway _, SimulatedPeeringConnection _ ->
          Optional.empty();
      case Volume _, SimulatedDhcpOptions _, PublicAccessExclusion _ -> Optional.empty();
    };
  }

  /** Records that a resource has changed or was removed. */
  void changed(ResourceIdType idType, Ec2Resource<?> resource, boolean exists) {
    String id = resource.id();
    Optional<String> vpcId = exists ? vpcOf(resource) : Optional.empty();
    Optional<String> before = Optional.ofNullable(vpcOf.get(id));
    before.ifPresent(changed::add);
    vpcId.ifPresent(changed::add);
    if (before.equals(vpcId)) {
      return;
    }
    before.ifPresent(vpc -> remove(vpc, idType, id));
    if (vpcId.isPresent()) {
      vpcOf.put(id, vpcId.get());
      members
          .computeIfAbsent(vpcId.get(), _ -> new HashMap<>())
          .computeIfAbsent(idType, _ -> new LinkedHashSet<>())
          .add(id);
    } else {
      vpcOf.remove(id);
    }
  }

  private void remove(String vpc, ResourceIdType idType, String id) {
    Map<ResourceIdType, Set<String>> types = members.getOrDefault(vpc, Map.of());
    Set<String> ids = types.getOrDefault(idType, Set.of());
    ids.remove(id);
    if (ids.isEmpty()) {
      types.remove(idType);
    }
    if (types.isEmpty()) {
      members.remove(vpc);
    }
  }

  /** Returns the resources of a type in a VPC, oldest first. */
  Set<String> of(String vpcId, ResourceIdType idType) {
    return members.getOrDefault(vpcId, Map.of()).getOrDefault(idType, Set.of());
  }

  /** Records a change that concerns all VPCs. */
  void allChanged() {
    changed.addAll(members.keySet());
  }

  /** Returns the VPCs that have changed since the last call. */
  Set<String> takeChanged() {
    if (changed.isEmpty()) {
      return Set.of();
    }
    Set<String> taken = new LinkedHashSet<>(changed);
    changed.clear();
    return taken;
  }
}
