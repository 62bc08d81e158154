package io.ssmenv.aws.permission;

import io.ssmenv.topology.Ownership;
import java.util.List;

/**
 * What an operator needs besides to take over the resources of other clusters: it may write its own
 * cluster id into their tags. It is a policy of its own, which administrators remove afterwards.
 */
final class AdoptionStatements {

  private AdoptionStatements() {}

  static Policy policy(PolicyOptions variant) {
    return new Policy(
        "ssmenv-adopt",
        List.of(
            adopt(variant, Statement.allow("AdoptInEc2", "ec2:CreateTags").on(variant.ec2("*"))),
            adopt(
                variant,
                Statement.allow("AdoptInIam", "iam:TagInstanceProfile", "iam:TagRole")
                    .on(variant.iam("instance-profile", "role"))),
            adopt(
                variant,
                Statement.allow("AdoptDocuments", "ssm:AddTagsToResource")
                    .on(List.of(variant.arn("ssm:*:*:document/ssmenv-*"))))));
  }

  private static Statement adopt(PolicyOptions variant, Statement statement) {
    return OwnershipConditions.handOver(statement, variant.adoptFrom())
        .when(
            "ForAllValues:StringEquals",
            "aws:TagKeys",
            Ownership.TAG_CLUSTER,
            Ownership.TAG_OWNER,
            Ownership.TAG_RETAINED);
  }
}
