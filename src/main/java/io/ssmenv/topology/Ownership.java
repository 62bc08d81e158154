package io.ssmenv.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which environment a resource belongs to. It is written as tags in the same call that creates the
 * resource. Only these tags prove ownership, not a name or a filter.
 *
 * @param cluster the id of the cluster
 * @param environment the id of the environment
 * @param owner its namespace and name, for users
 * @param key the key of the resource
 */
public record Ownership(String cluster, String environment, String owner, Key key) {

  /** The version of this tag schema; a resource with another version is not changed. */
  public static final String SCHEMA = "1";

  public static final String PREFIX = "ssmenv.io/";
  public static final String TAG_SCHEMA = PREFIX + "schema";
  public static final String TAG_CLUSTER = PREFIX + "cluster";
  public static final String TAG_ENVIRONMENT = PREFIX + "environment";
  public static final String TAG_OWNER = PREFIX + "owner";
  public static final String TAG_KEY = PREFIX + "key";

  /** The tag of a resource that outlives its environment, because the spec says so. */
  public static final String TAG_RETAINED = "ssmenv-retained";

  /** The value of {@link #TAG_RETAINED} after somebody has taken the resource over. */
  public static final String NOT_RETAINED = "false";

  /** The tags as they are written. */
  public Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(TAG_SCHEMA, SCHEMA);
    tags.put(TAG_CLUSTER, cluster);
    tags.put(TAG_ENVIRONMENT, environment);
    tags.put(TAG_OWNER, owner);
    tags.put(TAG_KEY, key.value());
    return tags;
  }

  /** Reads the tags; empty if one is missing or if the schema version differs. */
  public static Optional<Ownership> read(Map<String, String> tags) {
    String cluster = tags.get(TAG_CLUSTER);
    String environment = tags.get(TAG_ENVIRONMENT);
    String key = tags.get(TAG_KEY);
    if (!SCHEMA.equals(tags.get(TAG_SCHEMA))
        || cluster == null
        || environment == null
        || key == null
        || key.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ownership(cluster, environment, tags.getOrDefault(TAG_OWNER, ""), new Key(key)));
  }
}
