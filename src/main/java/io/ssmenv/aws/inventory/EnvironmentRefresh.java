package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.AwaitedChange;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.RefreshTiming;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one environment has asked of the inventory, in whichever account it is. */
final class EnvironmentRefresh {

  /**
   * Since when a change is awaited.
   *
   * @param readAt when its type was listed last since then
   */
  private record Awaited(Instant since, Optional<Instant> readAt) {

    boolean isDue(AwaitedChange change, Instant now) {
      Duration elapsed = Duration.between(since, now);
      return elapsed.compareTo(RefreshTiming.firstLook(change)) >= 0
          && readAt
              .map(last -> !now.isBefore(last.plus(RefreshTiming.pause(change, elapsed))))
              .orElse(true);
    }
  }

  private Owner owner;
  private final Map<AwaitedChange, Awaited> changes = new HashMap<>();
  private Duration interval = Duration.ofDays(1);
  private Instant intervalBegan = Instant.EPOCH;

  EnvironmentRefresh(Owner owner) {
    this.owner = owner;
  }

  synchronized Owner owner() {
    return owner;
  }

  /** Records a request. An adoption changes the id of the environment. */
  synchronized void set(RefreshRequest request, Instant now) {
    Set<AwaitedChange> wanted = request.changes();
    owner = request.owner();
    changes.keySet().retainAll(wanted);
    wanted.forEach(change -> changes.putIfAbsent(change, new Awaited(now, Optional.empty())));
    interval = request.interval();
  }

  /** The types to be listed soon; empty if the environment waits for nothing. */
  synchronized Set<Class<? extends Resource>> types() {
    return changes.keySet().stream().map(AwaitedChange::type).collect(ImmutableCopy.toSet());
  }

  /** The types that are to be listed now. */
  synchronized Set<Class<? extends Resource>> due(Instant now) {
    Set<Class<? extends Resource>> due = new HashSet<>();
    changes.forEach((change, awaited) -> {
      if (awaited.isDue(change, now)) {
        due.add(change.type());
      }
    });
    return due;
  }

  /** Some types are being listed, for this environment or for another one. */
  synchronized void recordRead(Set<Class<? extends Resource>> listed, Instant now) {
    changes.replaceAll((change, awaited) ->
        listed.contains(change.type()) ? new Awaited(awaited.since(), Optional.of(now)) : awaited);
  }

  /**
   * Whether everything is to be listed for the environment, which asks for it more often than it is
   * polled. Its interval begins anew then.
   */
  synchronized boolean isIntervalOver(Instant now, PollSettings settings) {
    Duration wanted =
        interval.compareTo(settings.minInterval()) < 0 ? settings.minInterval() : interval;
    boolean over =
        wanted.compareTo(settings.interval()) < 0 && !now.isBefore(intervalBegan.plus(wanted));
    if (over) {
      intervalBegan = now;
    }
    return over;
  }

  /** Everything is listed for all environments. */
  synchronized void beginInterval(Instant now) {
    intervalBegan = now;
  }
}
