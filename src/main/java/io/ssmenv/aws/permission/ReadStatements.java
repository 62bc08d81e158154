package io.ssmenv.aws.permission;

import java.util.List;

/** The statements that allow reads. With this policy alone, the operator can only report. */
final class ReadStatements {

  private ReadStatements() {}

  static Policy policy(PolicyOptions variant) {
    return new Policy(
        "ssmenv-read",
        List.of(
            everything(),
            rolesAtOnce(),
            roles(variant),
            images(variant),
            documents(variant),
            heartbeats(variant)));
  }

  /**
   * None of these can be restricted to resources or tags [D]; DescribeVpcAttribute reads a flag.
   */
  private static Statement everything() {
    return Statement.allow(
        "DescribeAll",
        "ec2:DescribeAddresses",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeEgressOnlyInternetGateways",
        "ec2:DescribeIamInstanceProfileAssociations",
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNatGateways",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribePrefixLists",
        "ec2:DescribeRegions",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcAttribute",
        "ec2:DescribeVpcBlockPublicAccessExclusions",
        "ec2:DescribeVpcBlockPublicAccessOptions",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeVpcEndpointServices",
        "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeVpcs",
        "ec2:DescribeVpnGateways",
        "iam:ListInstanceProfiles",
        "iam:ListRoles",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeSessions",
        "ssm:ListDocuments");
  }

  /** Covers the whole account; an account may deny it, see {@code aws.iam.RoleHandler}. */
  private static Statement rolesAtOnce() {
    return Statement.allow("ReadAuthorizationDetails", "iam:GetAccountAuthorizationDetails");
  }

  /**
   * Also allowed for names without the path: IAM checks a role that does not exist like that, and
   * the operator needs the error that says so.
   */
  private static Statement roles(PolicyOptions variant) {
    return Statement.allow(
            "ReadOwnedRoles",
            "iam:GetInstanceProfile",
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListInstanceProfilesForRole",
            "iam:ListRolePolicies")
        .on(
            List.of(
                variant.arn("iam::*:role/ssmenv/*"),
                variant.arn("iam::*:role/ssmenv-*"),
                variant.arn("iam::*:instance-profile/ssmenv/*"),
                variant.arn("iam::*:instance-profile/ssmenv-*")));
  }

  /** The public parameters that hold the ids of the latest images. */
  private static Statement images(PolicyOptions variant) {
    return Statement.allow("ReadPublicParameters", "ssm:GetParameter")
        .on(List.of(variant.arn("ssm:*::parameter/aws/service/*")));
  }

  /** The session documents of environments. */
  private static Statement documents(PolicyOptions variant) {
    return Statement.allow("ReadSessionDocuments", "ssm:DescribeDocument", "ssm:GetDocument")
        .on(List.of(variant.arn("ssm:*:*:document/ssmenv-*")));
  }

  /** The signs of life of all operators in the account. */
  private static Statement heartbeats(PolicyOptions variant) {
    return Statement.allow("ReadHeartbeats", "ssm:GetParameter")
        .on(List.of(variant.arn("ssm:*:*:parameter/operators/ssmenv/*")));
  }
}
