package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Ref;

/** Names AWS ids the way the graph does. */
@FunctionalInterface
public interface RefResolver {

  /** The key of a resource of the environment, else the id as it is. */
  Ref ref(String id);

  /** Whether it is a resource of the environment. */
  default boolean knows(String id) {
    return ref(id) instanceof Ref.ToKey;
  }
}
