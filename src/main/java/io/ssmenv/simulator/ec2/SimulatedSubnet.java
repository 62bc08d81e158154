package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.network.Cidr;
import java.util.Map;

/**
 * A subnet.
 *
 * @param zone the zone's name
 * @param state {@code pending} or {@code available}
 * @param publicIps whether instances launched into it get a public address
 */
record SimulatedSubnet(
    String id,
    String vpcId,
    Cidr cidr,
    String zone,
    String state,
    boolean publicIps,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedSubnet> {
  SimulatedSubnet withState(String newState) {
    return new SimulatedSubnet(id, vpcId, cidr, zone, newState, publicIps, tags);
  }

  SimulatedSubnet withPublicIps(boolean newPublicIps) {
    return new SimulatedSubnet(id, vpcId, cidr, zone, state, newPublicIps, tags);
  }

  @Override
  public SimulatedSubnet withTags(Map<String, String> newTags) {
    return new SimulatedSubnet(id, vpcId, cidr, zone, state, publicIps, newTags);
  }
}
