package io.ssmenv.simulator.ec2;

import java.util.Map;
import java.util.Optional;

/**
 * An Internet gateway.
 *
 * @param vpcId the VPC that it is attached to
 */
record InternetGateway(String id, Optional<String> vpcId, Map<String, String> tags)
    implements Ec2Resource<InternetGateway> {
  InternetGateway withVpc(Optional<String> newVpcId) {
    return new InternetGateway(id, newVpcId, tags);
  }

  @Override
  public InternetGateway withTags(Map<String, String> newTags) {
    return new InternetGateway(id, vpcId, newTags);
  }
}
