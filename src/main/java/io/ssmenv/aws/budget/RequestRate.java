package io.ssmenv.aws.budget;

import java.util.Map;

/**
 * The published size and refill rate of an API's token bucket, per account and region [D].
 *
 * @param capacity calls in one burst
 * @param perSecond calls added each second
 */
record RequestRate(int capacity, double perSecond) {

  /** Each API of EC2 that only reads. */
  static final RequestRate READING = new RequestRate(100, 20);

  private static final RequestRate MUTATING = new RequestRate(50, 5);
  private static final RequestRate TAGS = new RequestRate(100, 10);
  private static final RequestRate STARTING = new RequestRate(5, 2);
  private static final RequestRate INSTANCES = new RequestRate(100, 5);
  private static final RequestRate NAT_GATEWAYS = new RequestRate(10, 1);
  private static final RequestRate ENDPOINTS = new RequestRate(4, 0.3);

  /** IAM publishes no rates; other controllers use this one for each API [C]. */
  static final RequestRate IAM = new RequestRate(15, 15);

  /** Systems Manager publishes no rates; an automation of somebody else needs most of it [F]. */
  private static final RequestRate COMMANDS = new RequestRate(5, 2);

  /** Systems Manager publishes no rates; people list sessions in the console [F]. */
  private static final RequestRate SESSIONS = new RequestRate(5, 1);

  /** Systems Manager publishes no rates for documents [F]. */
  static final RequestRate DOCUMENTS = new RequestRate(10, 3);

  private static final Map<String, RequestRate> BY_ACTION =
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
          Map.entry("SendCommand", COMMANDS),
          Map.entry("ListCommandInvocations", COMMANDS),
          Map.entry("DescribeSessions", SESSIONS),
          Map.entry("CreateDocument", DOCUMENTS),
          Map.entry("UpdateDocument", DOCUMENTS),
          Map.entry("DeleteDocument", DOCUMENTS),
          Map.entry("AddTagsToResource", DOCUMENTS),
          Map.entry("CreateRole", IAM),
          Map.entry("UpdateAssumeRolePolicy", IAM),
          Map.entry("PutRolePermissionsBoundary", IAM),
          Map.entry("DeleteRolePermissionsBoundary", IAM),
          Map.entry("TagRole", IAM),
          Map.entry("DeleteRole", IAM),
          Map.entry("AttachRolePolicy", IAM),
          Map.entry("DetachRolePolicy", IAM),
          Map.entry("DeleteRolePolicy", IAM),
          Map.entry("PutRolePolicy", IAM),
          Map.entry("CreateInstanceProfile", IAM),
          Map.entry("TagInstanceProfile", IAM),
          Map.entry("DeleteInstanceProfile", IAM),
          Map.entry("AddRoleToInstanceProfile", IAM),
          Map.entry("RemoveRoleFromInstanceProfile", IAM));

  static RequestRate of(String action) {
    return BY_ACTION.getOrDefault(action, MUTATING);
  }
}
