package io.ssmenv.aws.call;

import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Tags;
import java.util.Map;
import java.util.TreeMap;

/** Selects the tags of the spec and of other people from all tags of a resource. */
public final class UserTags {

  private UserTags() {}

  /** Returns the tags without the operator's own and without those that AWS reserves. */
  public static Tags of(Map<String, String> all) {
    TreeMap<String, String> visible = new TreeMap<>(all);
    visible.keySet().removeIf(name -> name.startsWith(Ownership.PREFIX) || name.startsWith("aws:"));
    return new Tags(visible);
  }
}
