package io.ssmenv.simulator.ec2;

import java.util.Map;

/** A security group; its rules are resources of their own. */
record SecurityGroup(
    String id, String vpcId, String name, String description, Map<String, String> tags)
    implements Ec2Resource<SecurityGroup> {

  static final String DEFAULT = "default";

  boolean isDefault() {
    return name.equals(DEFAULT);
  }

  @Override
  public SecurityGroup withTags(Map<String, String> newTags) {
    return new SecurityGroup(id, vpcId, name, description, newTags);
  }
}
