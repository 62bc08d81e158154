package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Simulation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an account has set in a region for the traffic of its VPCs: sets of DHCP options, and VPC
 * Block Public Access. Guarded by the account's lock.
 */
final class RegionalSettings {
  static final String OFF = "off";
  static final String INGRESS = "block-ingress";
  static final String BIDIRECTIONAL = "block-bidirectional";
  static final String ALLOW_ALL = "allow-bidirectional";
  static final String ALLOW_EGRESS = "allow-egress";

  private final Ec2Store<SimulatedDhcpOptions> dhcpOptions;
  private final Ec2Store<PublicAccessExclusion> exclusions;
  private final VpcMembers members;
  private String blockMode = OFF;
  private Optional<Instant> changedAt = Optional.empty();

  RegionalSettings(Simulation simulation, String region, VpcMembers members) {
    this.members = members;
    dhcpOptions = new Ec2Store<>(simulation, ResourceIdType.DHCP_OPTIONS, members);
    exclusions = new Ec2Store<>(simulation, ResourceIdType.PUBLIC_ACCESS_EXCLUSION, members);
    dhcpOptions.addWithoutLag(SimulatedDhcpOptions.ofRegion(region));
  }

  Ec2Store<SimulatedDhcpOptions> dhcpOptions() {
    return dhcpOptions;
  }

  Ec2Store<PublicAccessExclusion> exclusions() {
    return exclusions;
  }

  /** Returns all stores; all types are taggable. */
  List<Ec2Store<? extends Ec2Resource<?>>> stores() {
    return List.of(dhcpOptions, exclusions);
  }

  /** Whether the instances of a VPC use its resolver. */
  boolean amazonDns(SimulatedVpc vpc) {
    return dhcpOptions.get(vpc.dhcpOptionsId()).filter(SimulatedDhcpOptions::amazonDns).isPresent();
  }

  /** The mode of the account in this region. */
  String blockMode() {
    return blockMode;
  }

  /** When the mode was set; empty if it never was. */
  Optional<Instant> changedAt() {
    return changedAt;
  }

  void block(String mode, Instant now) {
    blockMode = mode;
    changedAt = Optional.of(now);
    members.allChanged();
  }

  void add(PublicAccessExclusion exclusion, Instant now) {
    exclusions.add(exclusion, now);
    members.allChanged();
  }

  void remove(PublicAccessExclusion exclusion, Instant now) {
    exclusions.remove(exclusion.id(), now);
    members.allChanged();
  }

  /**
   * The mode that applies to the traffic of a subnet with an Internet gateway: an exclusion allows
   * everything, or what NAT gateways may do [D].
   */
  String blockModeOf(SimulatedSubnet subnet) {
    Set<String> allowed =
        exclusions
            .all()
            .filter(one ->
                one.resourceId().equals(subnet.id()) || one.resourceId().equals(subnet.vpcId()))
            .map(PublicAccessExclusion::mode)
            .collect(Collectors.toSet());
    if (allowed.contains(ALLOW_ALL)) {
      return OFF;
    }
    return blockMode.equals(BIDIRECTIONAL) && allowed.contains(ALLOW_EGRESS) ? INGRESS : blockMode;
  }
}
