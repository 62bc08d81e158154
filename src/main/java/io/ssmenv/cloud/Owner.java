package io.ssmenv.cloud;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;

/**
 * An environment as the owner of resources.
 *
 * @param cluster the id of the cluster
 * @param uid the UID of the {@code SsmManagedEnvironment}
 * @param name its namespace and name, such as {@code team-a/reports}
 */
public record Owner(String cluster, String uid, String name) {

  public String namespace() {
    return name.split("/", 2)[0];
  }

  public Ownership of(Key key) {
    return new Ownership(cluster, uid, name, key);
  }

  public boolean owns(Ownership ownership) {
    return ownership.cluster().equals(cluster) && ownership.environment().equals(uid);
  }

  @Override
  public String toString() {
    return name;
  }
}
