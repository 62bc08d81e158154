package io.ssmenv.simulator.ec2;

import java.util.Map;

/** A security group. Its rules are separate resources. */
record SimulatedSecurityGroup(
    String id, String vpcId, String name, String description, Map<String, String> tags)
    implements Ec2Resource<SimulatedSecurityGroup> {

  static final String DEFAULT = "default";

  boolean isDefault() {
    return name.equals(DEFAULT);
  }

  @Override
  public SimulatedSecurityGroup withTags(Map<String, String> newTags) {
    return new SimulatedSecurityGroup(id, vpcId, name, description, newTags);
  }
}
