package io.ssmenv.simulator.core;

import java.util.List;

/** A service that can say what exists in an account. */
@FunctionalInterface
public interface ResourceLister {
  /**
   * What exists: everything that somebody made and that is not deleted. Tombstones don't count, nor
   * what AWS provides by itself (a VPC's default group goes with its VPC).
   */
  List<ResourceSummary> list(SimulatedAccount account);
}
