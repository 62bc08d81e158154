package io.ssmenv.cloud;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The resources in a scope, read once for all environments. No method makes calls. */
public interface Inventory {

  /**
   * Returns the known resources of an environment.
   *
   * @param known the ids that the status records, by key: a resource that existed once has to be
   *     proven absent
   * @param createdByThisProcess whether no earlier process can have created anything for this owner
   * @param external resources of other environments in the same VPC, by the keys under which this
   *     one refers to them
   */
  Observation observe(
      Owner owner,
      Map<Key, String> known,
      boolean createdByThisProcess,
      Map<Key, Observed> external);

  /** The same for an environment that shares no VPC. */
  default Observation observe(Owner owner, Map<Key, String> known, boolean createdByThisProcess) {
    return observe(owner, known, createdByThisProcess, Map.of());
  }

  /** What the tags of existing resources say about environment ids. */
  TagEvidence evidence(Set<String> environments);

  /**
   * Declares the environment ids that the listings have to show, whatever the cluster in the tags,
   * until the environment declares others.
   */
  void search(Owner owner, Set<String> environments);

  /** The subnets of the whole cluster; empty if they were not read, or not completely. */
  Optional<ListedSubnets> subnets();

  /**
   * Declares the resource types that an environment is waiting for. They are listed soon, for all
   * environments together, and the environment is woken when they were read. It is also woken when
   * any reading says something new about it.
   */
  void refresh(RefreshRequest request);

  /**
   * What the clock of AWS shows now, with which the times in an observation are compared. The
   * operator's own clock may differ, and jump. Never an earlier time than the real one.
   */
  Instant awsTime();

  /** How old the oldest listing is on which observations are based. */
  Duration age();

  /** Drops everything that is remembered of an environment that no longer exists. */
  void forget(Owner owner);
}
