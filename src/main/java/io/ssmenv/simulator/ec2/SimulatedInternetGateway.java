package io.ssmenv.simulator.ec2;

import java.util.Map;
import java.util.Optional;

/**
 * An Internet gateway.
 *
 * @param vpcId the VPC that it is attached to, if any
 */
record SimulatedInternetGateway(String id, Optional<String> vpcId, Map<String, String> tags)
    implements Ec2Resource<SimulatedInternetGateway> {
  SimulatedInternetGateway attachedTo(String newVpcId) {
    return new SimulatedInternetGateway(id, Optional.of(newVpcId), tags);
  }

  SimulatedInternetGateway detached() {
    return new SimulatedInternetGateway(id, Optional.empty(), tags);
  }

  @Override
  public SimulatedInternetGateway withTags(Map<String, String> newTags) {
    return new SimulatedInternetGateway(id, vpcId, newTags);
  }
}
