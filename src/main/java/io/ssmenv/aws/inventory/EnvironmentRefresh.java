package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What one environment has asked of the inventory, in whichever account it is. */
final class EnvironmentRefresh {

  private final Owner owner;
  private Set<Class<? extends Resource>> types = Set.of();
  private Instant since = Instant.MIN;
  private Duration interval = Duration.ofDays(1);

  EnvironmentRefresh(Owner owner) {
    this.owner = owner;
  }

  Owner owner() {
    return owner;
  }

  synchronized void set(
      Set<Class<? extends Resource>> wantedTypes, Duration wantedInterval, Instant now) {
    if (!wantedTypes.equals(types)) {
      since = now;
    }
    types = ImmutableCopy.of(wantedTypes);
    interval = wantedInterval;
  }

  /** The types to be listed soon; empty if the environment waits for nothing. */
  synchronized Set<Class<? extends Resource>> types() {
    return types;
  }

  /** Since when the environment has been asking for these types. */
  synchronized Instant since() {
    return since;
  }

  /** How often the environment wants everything to be listed. */
  synchronized Duration interval() {
    return interval;
  }
}
