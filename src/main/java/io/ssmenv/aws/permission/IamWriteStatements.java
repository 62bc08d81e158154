package io.ssmenv.aws.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that allow what the operator creates, changes and deletes in IAM: roles and
 * instance profiles under its path, for EC2 only.
 */
final class IamWriteStatements {

  private static final String BOUNDARY = "iam:PermissionsBoundary";

  private IamWriteStatements() {}

  static Policy policy(PolicyOptions variant) {
    return new Policy(
        "ssmenv-iam",
        List.of(
            createRole(variant),
            createProfile(variant),
            tagsLater(variant),
            setBoundary(variant),
            change(variant),
            attach(variant),
            pass(variant),
            OwnershipConditions.heartbeat(variant)));
  }

  private static Statement createRole(PolicyOptions variant) {
    return bounded(
        variant,
        OwnershipConditions.requireOwnershipTags(
            Statement.allow("CreateRoles", "iam:CreateRole").on(variant.iam("role"))));
  }

  /** IAM checks the tags in a create call like those that are written later. */
  private static Statement createProfile(PolicyOptions variant) {
    return OwnershipConditions.requireOwnershipTags(
        Statement.allow(
                "CreateProfilesAndTags",
                "iam:CreateInstanceProfile",
                "iam:TagInstanceProfile",
                "iam:TagRole")
            .on(variant.iam("instance-profile", "role")));
  }

  private static Statement tagsLater(PolicyOptions variant) {
    return OwnershipConditions.protectOwnershipTags(
        OwnershipConditions.requireOwned(
            Statement.allow("TagOwned", "iam:TagInstanceProfile", "iam:TagRole")
                .on(variant.iam("instance-profile", "role"))));
  }

  private static Statement setBoundary(PolicyOptions variant) {
    return bounded(
        variant,
        OwnershipConditions.requireOwned(
            Statement.allow("SetBoundary", "iam:PutRolePermissionsBoundary")
                .on(variant.iam("role"))));
  }

  /** The operator may remove any policy, including those that somebody else added. */
  private static Statement change(PolicyOptions variant) {
    List<String> actions =
        new ArrayList<>(
            List.of(
                "iam:AddRoleToInstanceProfile",
                "iam:DeleteInstanceProfile",
                "iam:DeleteRole",
                "iam:DeleteRolePermissionsBoundary",
                "iam:DeleteRolePolicy",
                "iam:DetachRolePolicy",
                "iam:RemoveRoleFromInstanceProfile",
                "iam:UpdateAssumeRolePolicy"));
    if (variant.boundary().isPresent()) {
      actions.remove("iam:DeleteRolePermissionsBoundary");
    }
    return OwnershipConditions.requireOwned(
        Statement.allow("ModifyOwned", actions.toArray(String[]::new))
            .on(variant.iam("instance-profile", "role")));
  }

  /** With other policies the operator could extend its own permissions. */
  private static Statement attach(PolicyOptions variant) {
    return bounded(
        variant,
        OwnershipConditions.requireOwned(
                Statement.allow("AttachAllowedPolicies", "iam:AttachRolePolicy")
                    .on(variant.iam("role")))
            .when(
                "ArnEquals",
                "iam:PolicyARN",
                Stream.concat(
                        Stream.of(variant.arn("iam::aws:policy/AmazonSSMManagedInstanceCore")),
                        variant.policies().stream())
                    .toArray(String[]::new)));
  }

  /** For profiles and instances. IAM advises against tags as a condition here [D]. */
  private static Statement pass(PolicyOptions variant) {
    return Statement.allow("PassRoleToEc2", "iam:PassRole")
        .on(variant.iam("role"))
        .when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com");
  }

  static Statement bounded(PolicyOptions variant, Statement statement) {
    return variant
        .boundary()
        .map(arn -> statement.when("StringEquals", BOUNDARY, arn))
        .orElse(statement);
  }
}
