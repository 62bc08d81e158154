package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when an inventory reads which listings. It reads all of them at the poll interval, and in
 * between those of the resource types that some environments are waiting on.
 */
public final class InventoryPoller {

  private static final Logger log = LoggerFactory.getLogger(InventoryPoller.class);

  /** How often the poller checks whether a read is due. The check makes no call. */
  private static final Duration TICK = Duration.ofMillis(200);

  private final AwsInventory inventory;
  private final PollSettings pollSettings;
  private final InstantSource clock;
  private final PollTimer timer;
  private final Map<String, Instant> refreshedAt = new HashMap<>();
  private final InternalErrors internalErrors;
  private Instant lastPoll = Instant.MIN;
  private Instant pausedUntil = Instant.MIN;
  private int failures;
  private volatile boolean stopped;

  public InventoryPoller(
      AwsInventory inventory,
      PollSettings pollSettings,
      InstantSource clock,
      InternalErrors internalErrors) {
    this.inventory = inventory;
    this.pollSettings = pollSettings;
    this.clock = clock;
    this.internalErrors = internalErrors;
    this.timer = pollSettings.timers().get();
  }

  public void start() {
    timer.begin(TICK, this::tick);
  }

  /** Starts no further poll. A poll in progress continues. */
  public void stop() {
    stopped = true;
    timer.stop();
  }

  /** Stops, and interrupts a poll in progress that takes longer than the limit. */
  public void end(Duration limit) {
    stop();
    timer.end(limit);
  }

  private void tick() {
    Instant now = clock.instant();
    if (now.isBefore(pausedUntil)) {
      return;
    }
    try {
      if (pollIfDue(now)) {
        failures = 0;
      }
    } catch (Throwable e) { // An Error must not end the timer.
      if (stopped) {
        log.debug("Poll abandoned: the operator is shutting down", e);
        return;
      }
      failures++;
      pausedUntil = now.plus(Timing.INTERNAL_ERROR_BACKOFF.after(failures));
      internalErrors.report("The inventory poller", CloudError.Internal.of("poll", e), e);
    }
  }

  /** Returns whether something was due. */
  private boolean pollIfDue(Instant now) {
    Collection<EnvironmentCache> environments = inventory.environments();
    if (!now.isBefore(plus(lastPoll, pollInterval(environments)))) {
      lastPoll = now;
      environments.forEach(cache -> refreshedAt.put(cache.owner().uid(), now));
      inventory.read(
          inventory.listings(), environments.stream().map(EnvironmentCache::owner).toList());
      return true;
    }
    List<EnvironmentCache> awaitingRefresh =
        environments.stream().filter(cache -> !cache.refreshTypes().isEmpty()).toList();
    if (awaitingRefresh.stream().noneMatch(cache -> due(cache, now))) {
      return false;
    }
    refresh(awaitingRefresh, now);
    return true;
  }

  private void refresh(List<EnvironmentCache> awaitingRefresh, Instant now) {
    Set<Class<? extends Resource>> types = new HashSet<>();
    awaitingRefresh.forEach(cache -> types.addAll(cache.refreshTypes()));
    awaitingRefresh.forEach(cache -> refreshedAt.put(cache.owner().uid(), now));
    List<Owner> owners = awaitingRefresh.stream().map(EnvironmentCache::owner).toList();
    inventory.read(inventory.listingsOf(types), owners);
  }

  /** The longer the same types are awaited, the longer the pause between their reads. */
  private boolean due(EnvironmentCache cache, Instant now) {
    Duration unchangedFor = Duration.between(cache.refreshSince(), now).dividedBy(10);
    Duration pause =
        List.of(Timing.REFRESH_INTERVAL, unchangedFor).stream()
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (pause.compareTo(Timing.REFRESH_INTERVAL_MAX) > 0) {
      pause = Timing.REFRESH_INTERVAL_MAX;
    }
    return !now.isBefore(plus(refreshedAt.getOrDefault(cache.owner().uid(), Instant.MIN), pause));
  }

  private Duration pollInterval(Collection<EnvironmentCache> environments) {
    Duration requestedInterval =
        environments.stream()
            .map(EnvironmentCache::interval)
            .min(Comparator.naturalOrder())
            .orElse(pollSettings.interval());
    if (requestedInterval.compareTo(pollSettings.interval()) >= 0) {
      return pollSettings.interval();
    }
    return requestedInterval.compareTo(pollSettings.minInterval()) < 0
        ? pollSettings.minInterval()
        : requestedInterval;
  }

  private static Instant plus(Instant instant, Duration duration) {
    return instant.equals(Instant.MIN) ? Instant.MIN : instant.plus(duration);
  }
}
