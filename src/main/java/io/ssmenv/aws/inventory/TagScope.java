package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Ownership;
import java.util.Map;

/**
 * The resources that listings show: those of one cluster, or those of all operators that use this
 * tag schema. It narrows down a listing, and proves no ownership.
 *
 * @param tag the key of a tag
 * @param value its value
 */
public record TagScope(String tag, String value) {

  /** What any operator has created. */
  public static final TagScope ALL_CLUSTERS = new TagScope(Ownership.TAG_SCHEMA, Ownership.SCHEMA);

  /** What the operator of a cluster has created. */
  public static TagScope ofCluster(String cluster) {
    return new TagScope(Ownership.TAG_CLUSTER, cluster);
  }

  /** Whether a resource with these tags is shown. */
  public boolean contains(Map<String, String> tags) {
    return value.equals(tags.get(tag));
  }
}
