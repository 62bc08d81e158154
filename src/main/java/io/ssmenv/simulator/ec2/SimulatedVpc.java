package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.network.Cidr;
import java.util.Map;

/**
 * A VPC.
 *
 * @param state {@code pending} or {@code available}
 * @param dhcpOptionsId of its set of DHCP options; {@code default} if it has none
 */
record SimulatedVpc(
    String id,
    Cidr cidr,
    String state,
    boolean dnsSupport,
    boolean dnsHostnames,
    String dhcpOptionsId,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedVpc> {
  SimulatedVpc withState(String newState) {
    return new SimulatedVpc(id, cidr, newState, dnsSupport, dnsHostnames, dhcpOptionsId, tags);
  }

  SimulatedVpc withDns(boolean support, boolean hostnames) {
    return new SimulatedVpc(id, cidr, state, support, hostnames, dhcpOptionsId, tags);
  }

  SimulatedVpc withDhcpOptions(String newId) {
    return new SimulatedVpc(id, cidr, state, dnsSupport, dnsHostnames, newId, tags);
  }

  @Override
  public SimulatedVpc withTags(Map<String, String> newTags) {
    return new SimulatedVpc(id, cidr, state, dnsSupport, dnsHostnames, dhcpOptionsId, newTags);
  }
}
