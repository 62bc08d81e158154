package io.ssmenv.aws.permission;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.topology.Ownership;
import java.util.List;

/**
 * The conditions that restrict the operator to its own resources. The tag {@link
 * Ownership#TAG_CLUSTER} of a resource has to equal a tag of the operator's role, so one policy
 * serves all clusters, and no operator can change the resources of another. A role without the tag
 * cannot write at all.
 */
final class OwnershipConditions {

  /** The tag of the operator's role that holds the id of its cluster. */
  static final String PRINCIPAL_TAG = "ssmenv-cluster";

  private static final String CLUSTER = "${aws:PrincipalTag/" + PRINCIPAL_TAG + "}";
  private static final String REQUEST = "aws:RequestTag/";
  private static final String RESOURCE = "aws:ResourceTag/";

  /** The key that Systems Manager documents for commands. */
  private static final String NODE = "ssm:resourceTag/";

  private static final String EQUALS = "StringEquals";

  private OwnershipConditions() {}

  /** For a create call: it has to set the ownership tag. */
  static Statement requireOwnershipTags(Statement statement) {
    return statement
        .when(EQUALS, REQUEST + Ownership.TAG_SCHEMA, Ownership.SCHEMA)
        .when(EQUALS, REQUEST + Ownership.TAG_CLUSTER, CLUSTER)
        .when("Null", REQUEST + Ownership.TAG_ENVIRONMENT, "false")
        .when("Null", REQUEST + Ownership.TAG_KEY, "false");
  }

  /** For an existing resource: it has to have the ownership tag. */
  static Statement requireOwned(Statement statement) {
    return statement.when(EQUALS, RESOURCE + Ownership.TAG_CLUSTER, CLUSTER);
  }

  /** For a resource that no cluster has tagged. */
  static Statement requireUnowned(Statement statement) {
    return statement.when("Null", RESOURCE + Ownership.TAG_CLUSTER, "true");
  }

  /** For an instance as a node of Systems Manager. */
  static Statement requireOwnedNode(Statement statement) {
    return statement.when(EQUALS, NODE + Ownership.TAG_CLUSTER, CLUSTER);
  }

  /** For a VPC or subnet of somebody else: its owner has to allow environments in it. */
  static Statement requireConsent(Statement statement) {
    return statement.when("Null", RESOURCE + ForeignVpc.Consent.TAG, "false");
  }

  /** The sign of life of the own cluster. */
  static Statement heartbeat(PolicyOptions variant) {
    return Statement.allow("WriteHeartbeat", "ssm:PutParameter")
        .on(List.of(variant.arn("ssm:*:*:parameter/operators/ssmenv/" + CLUSTER)));
  }

  /** For the tags of resources of other clusters: they get the own cluster id. */
  static Statement handOver(Statement statement, List<String> clusters) {
    return statement
        .when(EQUALS, RESOURCE + Ownership.TAG_CLUSTER, clusters.toArray(String[]::new))
        .when(EQUALS, REQUEST + Ownership.TAG_CLUSTER, CLUSTER);
  }

  /** For tags that are written later: those that prove the ownership cannot be changed. */
  static Statement protectOwnershipTags(Statement statement) {
    return statement.when(
        "ForAllValues:StringNotEquals",
        "aws:TagKeys",
        Ownership.TAG_SCHEMA,
        Ownership.TAG_CLUSTER,
        Ownership.TAG_ENVIRONMENT,
        Ownership.TAG_KEY);
  }
}
