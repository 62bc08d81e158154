package io.ssmenv.cloud;

import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import java.time.Instant;
import java.util.List;

/**
 * The subnets that carry the tags of the cluster, also those whose environment no longer exists:
 * what it has left still uses its range.
 *
 * @param account in which they were read
 * @param startedAt when the listing started, by the monotonic clock
 */
public record ListedSubnets(String account, Instant startedAt, List<Listed> subnets) {

  /** A subnet with the environment in its tags. */
  public record Listed(Ownership ownership, Observed subnet) {}

  public ListedSubnets {
    subnets = List.copyOf(subnets);
  }
}
