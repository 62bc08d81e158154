package io.ssmenv.aws.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the operator creates, changes and deletes in IAM: roles and instance profiles under its own
 * path, for nobody but EC2.
 */
final class IamWrites {

  private static final String BOUNDARY = "iam:PermissionsBoundary";

  private IamWrites() {}

  static Policy policy(Variant variant) {
    return new Policy(
        "ssmenv-iam",
        List.of(
            createRole(variant),
            createProfile(variant),
            tagsLater(variant),
            setBoundary(variant),
            change(variant),
            attach(variant),
            pass(variant)));
  }

  private static Statement createRole(Variant variant) {
    return bounded(
        variant,
        Ours.marked(Statement.allow("CreateRoles", "iam:CreateRole").on(variant.iam("role"))));
  }

  /**
   * IAM checks the tags of a create as if they were written later, and can't tell the two apart.
   */
  private static Statement createProfile(Variant variant) {
    return Ours.marked(
        Statement.allow(
                "CreateProfilesAndTags",
                "iam:CreateInstanceProfile",
                "iam:TagInstanceProfile",
                "iam:TagRole")
            .on(variant.iam("instance-profile", "role")));
  }

  private static Statement tagsLater(Variant variant) {
    return Ours.keepingOwnership(
        Ours.only(
            Statement.allow("TagOurs", "iam:TagInstanceProfile", "iam:TagRole")
                .on(variant.iam("instance-profile", "role"))));
  }

  private static Statement setBoundary(Variant variant) {
    return bounded(
        variant,
        Ours.only(
            Statement.allow("SetBoundary", "iam:PutRolePermissionsBoundary")
                .on(variant.iam("role"))));
  }

  /** Any policy may be detached: also one that somebody else attached. */
  private static Statement change(Variant variant) {
    List<String> actions =
        new ArrayList<>(
            List.of(
                "iam:AddRoleToInstanceProfile",
                "iam:DeleteInstanceProfile",
                "iam:DeleteRole",
                "iam:DeleteRolePermissionsBoundary",
                "iam:DetachRolePolicy",
                "iam:RemoveRoleFromInstanceProfile",
                "iam:UpdateAssumeRolePolicy"));
    if (variant.boundary().isPresent()) {
      actions.remove("iam:DeleteRolePermissionsBoundary");
    }
    return Ours.only(
        Statement.allow("ChangeOurs", actions.toArray(String[]::new))
            .on(variant.iam("instance-profile", "role")));
  }

  /** Attaching any other policy would be a way to more permissions. */
  private static Statement attach(Variant variant) {
    return bounded(
        variant,
        Ours.only(
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

  /** Into profiles and with instances; IAM advises against tags as a condition here [D]. */
  private static Statement pass(Variant variant) {
    return Statement.allow("GiveRolesToInstances", "iam:PassRole")
        .on(variant.iam("role"))
        .when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com");
  }

  private static Statement bounded(Variant variant, Statement statement) {
    return variant
        .boundary()
        .map(arn -> statement.when("StringEquals", BOUNDARY, arn))
        .orElse(statement);
  }
}
