package io.ssmenv.aws.budget;

import java.util.Map;

/**
 * The published size and refill rate of an API's token bucket, per account and region [D].
 *
 * @param capacity calls in one burst
 * @param perSecond calls that are added each second
 */
record Rate(int capacity, double perSecond) {

  private static final Rate MUTATING = new Rate(50, 5);
  private static final Rate TAGS = new Rate(100, 10);
  private static final Rate STARTING = new Rate(5, 2);
  private static final Rate INSTANCES = new Rate(100, 5);
  private static final Rate NAT_GATEWAYS = new Rate(10, 1);
  private static final Rate ENDPOINTS = new Rate(4, 0.3);

  /** IAM publishes none; other controllers stay under this for each API [C]. */
  private static final Rate IAM = new Rate(15, 15);

  private static final Map<String, Rate> BY_ACTION =
      Map.ofEntries(
          Map.entry("CreateTags", TAGS),
          Map.entry("RunInstances", STARTING),
          Map.entry("StartInstances", STARTING),
          Map.entry("TerminateInstances", INSTANCES),
          Map.entry("AssociateIamInstanceProfile", INSTANCES),
          Map.entry("ModifyInstanceMetadataOptions", INSTANCES),
          Map.entry("CreateNatGateway", NAT_GATEWAYS),
          Map.entry("DeleteNatGateway", NAT_GATEWAYS),
          Map.entry("CreateVpcEndpoint", ENDPOINTS),
          Map.entry("ModifyVpcEndpoint", ENDPOINTS),
          Map.entry("DeleteVpcEndpoints", ENDPOINTS),
          Map.entry("CreateRole", IAM),
          Map.entry("UpdateAssumeRolePolicy", IAM),
          Map.entry("PutRolePermissionsBoundary", IAM),
          Map.entry("DeleteRolePermissionsBoundary", IAM),
          Map.entry("TagRole", IAM),
          Map.entry("DeleteRole", IAM),
          Map.entry("AttachRolePolicy", IAM),
          Map.entry("DetachRolePolicy", IAM),
          Map.entry("CreateInstanceProfile", IAM),
          Map.entry("TagInstanceProfile", IAM),
          Map.entry("DeleteInstanceProfile", IAM),
          Map.entry("AddRoleToInstanceProfile", IAM),
          Map.entry("RemoveRoleFromInstanceProfile", IAM));

  static Rate of(String action) {
    return BY_ACTION.getOrDefault(action, MUTATING);
  }
}
