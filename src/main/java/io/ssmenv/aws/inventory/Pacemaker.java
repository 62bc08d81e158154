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
public final class Pacemaker {

  private static final Logger log = LoggerFactory.getLogger(Pacemaker.class);

  /** How often it is looked whether something is due. No call is made for that. */
  private static final Duration TICK = Duration.ofMillis(200);

  private final AwsInventory inventory;
  private final Sweeps sweeps;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Map<String, Instant> lookedAt = new HashMap<>();
  private Instant swept = Instant.MIN;
  private volatile boolean stopped;

  public Pacemaker(AwsInventory inventory, Sweeps sweeps, InstantSource clock) {
    this.inventory = inventory;
    this.sweeps = sweeps;
    this.clock = clock;
    this.ticker = sweeps.tickers().get();
  }

  public void start() {
    ticker.begin(TICK, this::tick);
  }

  /** Begins no further pass. One that is under way goes on. */
  public void stop() {
    stopped = true;
    ticker.stop();
  }

  /** Stops; a pass that is under way is interrupted if it takes longer than this. */
  public void end(Duration limit) {
    stop();
    ticker.end(limit);
  }

  private void tick() {
    try {
      Instant now = clock.instant();
      Collection<Memory> environments = inventory.environments();
      if (!now.isBefore(plus(swept, pace(environments)))) {
        swept = now;
        environments.forEach(memory -> lookedAt.put(memory.owner().uid(), now));
        inventory.read(inventory.listings(), environments.stream().map(Memory::owner).toList());
        return;
      }
      List<Memory> moving =
          environments.stream().filter(memory -> !memory.awaited().isEmpty()).toList();
      if (moving.stream().anyMatch(memory -> due(memory, now))) {
        look(moving, now);
      }
    } catch (RuntimeException e) {
      if (stopped) {
        log.debug("A pass of the inventory was given up at the end", e);
        return;
      }
      log.error("A pass of the inventory failed; the next one is tried all the same", e);
    }
  }

  private void look(List<Memory> moving, Instant now) {
    Set<Class<? extends Resource>> kinds = new HashSet<>();
    moving.forEach(memory -> kinds.addAll(memory.awaited()));
    moving.forEach(memory -> lookedAt.put(memory.owner().uid(), now));
    List<Owner> owners = moving.stream().map(Memory::owner).toList();
    inventory.read(inventory.telling(kinds), owners);
  }

  /** What does not move any further is looked at less and less often. */
  private boolean due(Memory memory, Instant now) {
    Duration still = Duration.between(memory.awaitedSince(), now).dividedBy(10);
    Duration pause =
        List.of(Timing.IN_MOTION, still).stream().max(Comparator.naturalOrder()).orElseThrow();
    if (pause.compareTo(Timing.IN_MOTION_SLOWEST) > 0) {
      pause = Timing.IN_MOTION_SLOWEST;
    }
    return !now.isBefore(plus(lookedAt.getOrDefault(memory.owner().uid(), Instant.MIN), pause));
  }

  private Duration pace(Collection<Memory> environments) {
    Duration eager =
        environments.stream()
            .map(Memory::interval)
            .min(Comparator.naturalOrder())
            .orElse(sweeps.pace());
    if (eager.compareTo(sweeps.pace()) >= 0) {
      return sweeps.pace();
    }
    return eager.compareTo(sweeps.floor()) < 0 ? sweeps.floor() : eager;
  }

  private static Instant plus(Instant instant, Duration duration) {
    return instant.equals(Instant.MIN) ? Instant.MIN : instant.plus(duration);
  }
}
