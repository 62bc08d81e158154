package io.ssmenv.simulator.ec2;

import java.util.Map;
import java.util.Optional;

/**
 * An Internet gateway.
 *
 * @param vpcId the VPC that it is attached to
 */
record SimulatedInternetGateway(String id, Optional<String> vpcId, Map<String, String> tags)
    implements Ec2Resource<SimulatedInternetGateway> {
  SimulatedInternetGateway withVpc(Optional<String> newVpcId) {
    return new SimulatedInternetGateway(id, newVpcId, tags);
  }

  @Override
  public SimulatedInternetGateway withTags(Map<String, String> newTags) {
    return new SimulatedInternetGateway(id, vpcId, newTags);
  }
}
