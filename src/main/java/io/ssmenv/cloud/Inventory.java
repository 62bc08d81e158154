package io.ssmenv.cloud;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What exists in a scope, observed once for all environments. Every method answers from memory. */
public interface Inventory {

  /**
   * @param known the ids that the status records, by key: a resource that was there once has to be
   *     proven gone
   * @param createdByThisProcess whether nothing can have been created for this owner before this
   *     process began to
   */
  Observation observe(Owner owner, Map<Key, String> known, boolean createdByThisProcess);

  /**
   * Says of which kinds an environment awaits news, none if it is at rest. They are refreshed soon,
   * for all environments together, and the environment is woken when they were read; it is woken
   * after each sweep in any case.
   *
   * @param interval how often the environment wants the whole account to be looked at
   */
  void await(Owner owner, Set<Class<? extends Resource>> kinds, Duration interval);

  /** Ends all interest in an environment that is gone. */
  void forget(Owner owner);
}
