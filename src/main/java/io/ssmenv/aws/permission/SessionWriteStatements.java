package io.ssmenv.aws.permission;

import java.util.List;

/**
 * What an operator needs for the preferences of sessions. It is a policy of its own, which
 * administrators attach only if environments may have them: with an inline policy the operator can
 * give the instances more permissions, up to their boundary.
 */
final class SessionWriteStatements {

  private static final String DOCUMENT = "ssm:*:*:document/ssmenv-*";

  private SessionWriteStatements() {}

  static Policy policy(PolicyOptions variant) {
    return new Policy(
        "ssmenv-sessions",
        List.of(
            create(variant),
            tagsAtCreation(variant),
            change(variant),
            tagsLater(variant),
            policies(variant),
            targets(),
            buckets(variant)));
  }

  private static Statement create(PolicyOptions variant) {
    return OwnershipConditions.requireOwnershipTags(
        Statement.allow("CreateDocuments", "ssm:CreateDocument")
            .on(List.of(variant.arn(DOCUMENT))));
  }

  /**
   * Systems Manager checks the tags in a create call like those that are written later. [D] A
   * document that has a cluster keeps it.
   */
  private static Statement tagsAtCreation(PolicyOptions variant) {
    return OwnershipConditions.requireOwnershipTags(
        OwnershipConditions.requireUnowned(
            Statement.allow("TagNewDocuments", "ssm:AddTagsToResource")
                .on(List.of(variant.arn(DOCUMENT)))));
  }

  private static Statement change(PolicyOptions variant) {
    return OwnershipConditions.requireOwned(
        Statement.allow(
                "ModifyOwnedDocuments",
                "ssm:DeleteDocument",
                "ssm:UpdateDocument",
                "ssm:UpdateDocumentDefaultVersion")
            .on(List.of(variant.arn(DOCUMENT))));
  }

  private static Statement tagsLater(PolicyOptions variant) {
    return OwnershipConditions.protectOwnershipTags(
        OwnershipConditions.requireOwned(
            Statement.allow("TagOwnedDocuments", "ssm:AddTagsToResource")
                .on(List.of(variant.arn(DOCUMENT)))));
  }

  /** Only on roles with the required boundary, which limits what the policy can allow. */
  private static Statement policies(PolicyOptions variant) {
    return IamWriteStatements.bounded(
        variant,
        OwnershipConditions.requireOwned(
            Statement.allow("PutSessionPolicies", "iam:PutRolePolicy").on(variant.iam("role"))));
  }

  private static Statement targets() {
    return Statement.allow("LookUpSessionTargets", "kms:DescribeKey", "logs:DescribeLogGroups");
  }

  private static Statement buckets(PolicyOptions variant) {
    return Statement.allow("LookUpBuckets", "s3:GetEncryptionConfiguration", "s3:ListBucket")
        .on(List.of(variant.arn("s3:::*")));
  }
}
