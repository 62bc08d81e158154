package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one environment has asked of the inventory, in whichever account it is. */
final class EnvironmentRefresh {

  /**
   * A type that is to be listed soon.
   *
   * @param since when the environment began to ask for it
   * @param readAt when it was listed last; at first, as if it had been then, because AWS takes a
   *     moment
   */
  private record Awaited(Instant since, Instant readAt) {

    /** The longer it is awaited, the longer the pause. */
    boolean isDue(Instant now) {
      Duration pause = Duration.between(since, now).dividedBy(10);
      if (pause.compareTo(Timing.REFRESH_INTERVAL) < 0) {
        pause = Timing.REFRESH_INTERVAL;
      } else if (pause.compareTo(Timing.REFRESH_INTERVAL_MAX) > 0) {
        pause = Timing.REFRESH_INTERVAL_MAX;
      }
      return !now.isBefore(readAt.plus(pause));
    }
  }

  private final Owner owner;
  private final Map<Class<? extends Resource>, Awaited> types = new HashMap<>();
  private Duration interval = Duration.ofDays(1);

  EnvironmentRefresh(Owner owner) {
    this.owner = owner;
  }

  Owner owner() {
    return owner;
  }

  synchronized void set(
      Set<Class<? extends Resource>> wantedTypes, Duration wantedInterval, Instant now) {
    types.keySet().retainAll(wantedTypes);
    wantedTypes.forEach(type -> types.putIfAbsent(type, new Awaited(now, now)));
    interval = wantedInterval;
  }

  /** The types to be listed soon; empty if the environment waits for nothing. */
  synchronized Set<Class<? extends Resource>> types() {
    return ImmutableCopy.of(types.keySet());
  }

  /** The types that are to be listed now. */
  synchronized Set<Class<? extends Resource>> due(Instant now) {
    Set<Class<? extends Resource>> due = new HashSet<>();
    types.forEach((type, awaited) -> {
      if (awaited.isDue(now)) {
        due.add(type);
      }
    });
    return due;
  }

  /** Some types are being listed, for this environment or for another one. */
  synchronized void recordRead(Set<Class<? extends Resource>> listed, Instant now) {
    listed.forEach(
        type -> types.computeIfPresent(type, (_, awaited) -> new Awaited(awaited.since(), now)));
  }

  /** How often the environment wants everything to be listed. */
  synchronized Duration interval() {
    return interval;
  }
}
