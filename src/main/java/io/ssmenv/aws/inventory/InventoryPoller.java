package io.ssmenv.aws.inventory;

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
 * Decides when an inventory reads what: everything at the pace of the sweep, and ahead of it,
 * together, the kinds of which some environments await news. Nothing waits for it; it wakes whom it
 * has news for.
 */
public final class InventoryPoller {

  private static final Logger log = LoggerFactory.getLogger(InventoryPoller.class);

  /** How often it is looked whether something is due. No call is made for that. */
  private static final Duration TICK = Duration.ofMillis(200);

  private final AwsInventory inventory;
  private final PollSettings pollSettings;
  private final InstantSource clock;
  private final PollTimer timer;
  private final Map<String, Instant> refreshedAt = new HashMap<>();
  private Instant lastPoll = Instant.MIN;
  private volatile boolean stopped;

  public InventoryPoller(AwsInventory inventory, PollSettings pollSettings, InstantSource clock) {
    this.inventory = inventory;
    this.pollSettings = pollSettings;
    this.clock = clock;
    this.timer = pollSettings.timers().get();
  }

  public void start() {
    timer.begin(TICK, this::tick);
  }

  /** Begins no further pass. One that is under way goes on. */
  public void stop() {
    stopped = true;
    timer.stop();
  }

  /** Stops; a pass that is under way is interrupted if it takes longer than this. */
  public void end(Duration limit) {
    stop();
    timer.end(limit);
  }

  private void tick() {
    try {
      Instant now = clock.instant();
      Collection<EnvironmentCache> environments = inventory.environments();
      if (!now.isBefore(plus(lastPoll, pollInterval(environments)))) {
        lastPoll = now;
        environments.forEach(cache -> refreshedAt.put(cache.owner().uid(), now));
        inventory.read(
            inventory.listings(), environments.stream().map(EnvironmentCache::owner).toList());
        return;
      }
      List<EnvironmentCache> moving =
          environments.stream().filter(cache -> !cache.refreshTypes().isEmpty()).toList();
      if (moving.stream().anyMatch(cache -> due(cache, now))) {
        refresh(moving, now);
      }
    } catch (RuntimeException e) {
      if (stopped) {
        log.debug("A pass of the inventory was given up at the end", e);
        return;
      }
      log.error("A pass of the inventory failed; the next one is tried all the same", e);
    }
  }

  private void refresh(List<EnvironmentCache> moving, Instant now) {
    Set<Class<? extends Resource>> kinds = new HashSet<>();
    moving.forEach(cache -> kinds.addAll(cache.refreshTypes()));
    moving.forEach(cache -> refreshedAt.put(cache.owner().uid(), now));
    List<Owner> owners = moving.stream().map(EnvironmentCache::owner).toList();
    inventory.read(inventory.listingsOf(kinds), owners);
  }

  /** What does not move any further is looked at less and less often. */
  private boolean due(EnvironmentCache cache, Instant now) {
    Duration still = Duration.between(cache.refreshSince(), now).dividedBy(10);
    Duration pause =
        List.of(Timing.REFRESH_INTERVAL, still).stream()
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (pause.compareTo(Timing.REFRESH_INTERVAL_MAX) > 0) {
      pause = Timing.REFRESH_INTERVAL_MAX;
    }
    return !now.isBefore(plus(refreshedAt.getOrDefault(cache.owner().uid(), Instant.MIN), pause));
  }

  private Duration pollInterval(Collection<EnvironmentCache> environments) {
    Duration eager =
        environments.stream()
            .map(EnvironmentCache::interval)
            .min(Comparator.naturalOrder())
            .orElse(pollSettings.interval());
    if (eager.compareTo(pollSettings.interval()) >= 0) {
      return pollSettings.interval();
    }
    return eager.compareTo(pollSettings.minInterval()) < 0 ? pollSettings.minInterval() : eager;
  }

  private static Instant plus(Instant instant, Duration duration) {
    return instant.equals(Instant.MIN) ? Instant.MIN : instant.plus(duration);
  }
}
