package io.ssmenv.cloud;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What exists in a scope, observed once for all environments. Every method answers from memory. */
public interface Inventory {

  /**
   * @param known the ids that the status records, by key: a resource that was there once has to be
   *     proven gone
   * @param brandNew whether nothing can have been created for this owner before this process began
   *     to
   */
  Observation observe(Owner owner, Map<Key, String> known, boolean brandNew);

  /**
   * Says of which kinds an environment awaits news; they are refreshed soon, for all environments
   * together, until it awaits nothing any more. The environment is woken when they were read.
   */
  void await(Owner owner, Set<Class<? extends Resource>> kinds);

  /** Ends all interest in an environment that is gone. */
  void forget(Owner owner);

  /** Why nothing could be read at all so far, or any more; empty if all is well. */
  Optional<CloudError> trouble();
}
