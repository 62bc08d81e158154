package io.ssmenv.cloud;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import java.util.Map;

/** The resources in a scope, read once for all environments. No method makes calls. */
public interface Inventory {

  /**
   * Returns the known resources of an environment.
   *
   * @param known the ids that the status records, by key: a resource that existed once has to be
   *     proven absent
   * @param createdByThisProcess whether no earlier process can have created anything for this owner
   */
  Observation observe(Owner owner, Map<Key, String> known, boolean createdByThisProcess);

  /**
   * Declares the resource types that an environment is waiting for. They are listed soon, for all
   * environments together, and the environment is woken when they were read. It is also woken after
   * each regular poll.
   */
  void refresh(RefreshRequest request);

  /** Drops everything that is remembered of an environment that no longer exists. */
  void forget(Owner owner);
}
