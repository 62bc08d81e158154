package io.ssmenv.cloud;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;

/**
 * An environment as the owner of resources. What a process remembers is kept by the UID of the
 * object; what AWS has is found by the environment id.
 *
 * @param cluster the id of the cluster
 * @param uid the UID of the {@code SsmManagedEnvironment}
 * @param name its namespace and name, such as {@code team-a/reports}
 * @param environment the id in the ownership tags: the UID, unless the environment has adopted the
 *     resources of another object
 * @param adopting whether it is still taking them over: until then they may have the tags of
 *     another cluster and another name
 */
public record Owner(String cluster, String uid, String name, String environment, boolean adopting) {

  /** An environment that has built its resources itself. */
  public Owner(String cluster, String uid, String name) {
    this(cluster, uid, name, uid, false);
  }

  public Ownership of(Key key) {
    return new Ownership(cluster, environment, name, key);
  }

  /**
   * Whether tags say that a resource belongs to this environment. What was adopted carries its
   * name: a status, or an annotation, that names the resources of another one proves nothing.
   */
  public boolean owns(Ownership ownership) {
    return ownership.environment().equals(environment)
        && (adopting
            || (ownership.cluster().equals(cluster)
                && (environment.equals(uid) || ownership.owner().equals(name))));
  }

  /**
   * Whether another environment, by its namespace and name, is in the namespace of this
   * environment.
   */
  public boolean isInNamespaceOf(String owner) {
    return namespace(owner).equals(namespace());
  }

  public String namespace() {
    return namespace(name);
  }

  private static String namespace(String name) {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }

  @Override
  public String toString() {
    return name;
  }
}
