package io.ssmenv.simulator.core;

import java.util.List;

/** A service that lists the resources of an account. */
@FunctionalInterface
public interface ResourceLister {
  /**
   * Returns all resources that callers created and that are not deleted. Terminated resources that
   * are still visible do not count, nor do resources that AWS creates itself, such as the default
   * security group of a VPC.
   */
  List<ResourceSummary> list(SimulatedAccount account);
}
