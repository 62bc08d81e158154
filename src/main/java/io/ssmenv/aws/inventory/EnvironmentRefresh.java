package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.AwaitedChange;
import io.ssmenv.cloud.AwaitedChange.Kind;
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

    boolean isDue(AwaitedChange change, RefreshTiming timing, Instant now) {
      Duration elapsed = Duration.between(since, now);
      return elapsed.compareTo(timing.firstLook(change)) >= 0
          && readAt
              .map(last -> !now.isBefore(last.plus(RefreshTiming.pause(change, elapsed))))
              .orElse(true);
    }
  }

  /**
   * What is to be read now.
   *
   * @param types to be listed
   * @param agents whether the agents are
   */
  record Due(Set<Class<? extends Resource>> types, boolean agents) {
    boolean isEmpty() {
      return types.isEmpty() && !agents;
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

  /** Whether it waits for something, or asks for reads more often than there are polls. */
  synchronized boolean isActive(Duration pollInterval) {
    return !changes.isEmpty() || interval.compareTo(pollInterval) < 0;
  }

  /** The types of which something is awaited; empty if the environment waits for nothing. */
  synchronized Set<Class<? extends Resource>> types() {
    return changes.keySet().stream().map(AwaitedChange::type).collect(ImmutableCopy.toSet());
  }

  /**
   * Whether it waits for more than what AWS is at work on, and what that is only a reconcile knows:
   * a time, or something that others do.
   */
  synchronized boolean awaitsAnything() {
    return changes.keySet().stream().anyMatch(change -> change.kind() == Kind.ANY);
  }

  /** Whether it waits for an agent. */
  synchronized boolean awaitsAgents() {
    return changes.keySet().stream().anyMatch(AwaitedChange::listsAgents);
  }

  synchronized Due due(RefreshTiming timing, Instant now) {
    Set<Class<? extends Resource>> types = new HashSet<>();
    boolean agents = false;
    for (Map.Entry<AwaitedChange, Awaited> entry : changes.entrySet()) {
      AwaitedChange change = entry.getKey();
      if (entry.getValue().isDue(change, timing, now)) {
        if (change.listsResources()) {
          types.add(change.type());
        }
        agents = agents || change.listsAgents();
      }
    }
    return new Due(types, agents);
  }

  /** Some types, or the agents, are being listed, for this environment or for another one. */
  synchronized void recordRead(Set<Class<? extends Resource>> listed, boolean agents, Instant now) {
    changes.replaceAll((change, awaited) ->
        (!change.listsResources() || listed.contains(change.type()))
                && (!change.listsAgents() || agents)
            ? new Awaited(awaited.since(), Optional.of(now))
            : awaited);
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
