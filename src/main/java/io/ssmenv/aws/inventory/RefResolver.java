package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Ref;

/** Converts AWS ids to references of the topology. */
@FunctionalInterface
public interface RefResolver {

  /** Returns the key if the id belongs to the environment, otherwise the id. */
  Ref ref(String id);

  /** Returns whether the id belongs to the environment. */
  default boolean knows(String id) {
    return ref(id) instanceof Ref.ToKey;
  }
}
