package io.ssmenv.aws.call;

import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Tags;
import java.util.Map;
import java.util.TreeMap;

/** Separates the tags that people set from all that a resource carries. */
public final class UserTags {

  private UserTags() {}

  /** Without the operator's own and those that AWS keeps to itself. */
  public static Tags of(Map<String, String> all) {
    TreeMap<String, String> visible = new TreeMap<>(all);
    visible.keySet().removeIf(name -> name.startsWith(Ownership.PREFIX) || name.startsWith("aws:"));
    return new Tags(visible);
  }
}
