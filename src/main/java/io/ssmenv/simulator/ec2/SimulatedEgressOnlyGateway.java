package io.ssmenv.simulator.ec2;

import java.util.Map;

/** An egress-only Internet gateway. It is created in its VPC, and attached until it is deleted. */
record SimulatedEgressOnlyGateway(String id, String vpcId, Map<String, String> tags)
    implements Ec2Resource<SimulatedEgressOnlyGateway> {
  @Override
  public SimulatedEgressOnlyGateway withTags(Map<String, String> newTags) {
    return new SimulatedEgressOnlyGateway(id, vpcId, newTags);
  }
}
