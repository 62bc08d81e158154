package io.ssmenv.aws.permission;

import io.ssmenv.topology.Ownership;

/**
 * The conditions that keep the operator to what is its own. Whose something is, is the tag {@link
 * Ownership#TAG_CLUSTER}, held against a tag of the role that the operator runs as: so one policy
 * serves all clusters, and none of their operators can touch what is another one's. A role without
 * the tag can write nothing at all.
 */
final class OwnershipConditions {

  /** The tag of the operator's own role: the id of its cluster. */
  static final String PRINCIPAL_TAG = "ssmenv-cluster";

  private static final String CLUSTER = "${aws:PrincipalTag/" + PRINCIPAL_TAG + "}";
  private static final String REQUEST = "aws:RequestTag/";
  private static final String RESOURCE = "aws:ResourceTag/";
  private static final String EQUALS = "StringEquals";

  private OwnershipConditions() {}

  /** For what is created: it has to get our tags in the same call. */
  static Statement requireOwnershipTags(Statement statement) {
    return statement
        .when(EQUALS, REQUEST + Ownership.TAG_SCHEMA, Ownership.SCHEMA)
        .when(EQUALS, REQUEST + Ownership.TAG_CLUSTER, CLUSTER)
        .when("Null", REQUEST + Ownership.TAG_ENVIRONMENT, "false")
        .when("Null", REQUEST + Ownership.TAG_KEY, "false");
  }

  /** For what is there: it has to carry our tag. */
  static Statement requireOwned(Statement statement) {
    return statement.when(EQUALS, RESOURCE + Ownership.TAG_CLUSTER, CLUSTER);
  }

  /** For tags that are written later: none of those that say whose the resource is. */
  static Statement protectOwnershipTags(Statement statement) {
    return statement.when(
        "ForAllValues:StringNotEquals",
        "aws:TagKeys",
        Ownership.TAG_SCHEMA,
        Ownership.TAG_CLUSTER,
        Ownership.TAG_ENVIRONMENT,
        Ownership.TAG_OWNER,
        Ownership.TAG_KEY);
  }
}
