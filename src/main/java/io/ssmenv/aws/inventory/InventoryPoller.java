package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RetryTiming;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when an inventory reads which listings. It reads all of them at the poll interval, and in
 * between those that some environments are waiting on, as far as the budget for reads has room.
 */
public final class InventoryPoller {

  private static final Logger log = LoggerFactory.getLogger(InventoryPoller.class);

  /** How often the poller checks whether a read is due. The check makes no call. */
  private static final Duration TICK = Duration.ofMillis(200);

  /** A poll that is later than this begins a new schedule. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private final AwsInventory inventory;
  private final PollSettings pollSettings;
  private final InstantSource clock;
  private final PollTimer timer;
  private final OutdatedWatch watch;
  private final InternalErrors internalErrors;

  /** The listings to be read, and the environments that are waiting for each of them. */
  private final Map<Listing, Set<Owner>> awaited = new LinkedHashMap<>();

  /** The environments that are waiting for the agents in their instances. */
  private final Set<Owner> awaitingAgents = new LinkedHashSet<>();

  private Instant lastPoll = Instant.MIN;
  private Instant lastContinuation = Instant.MIN;
  private Optional<Instant> restartAt = Optional.empty();
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
    this.watch = new OutdatedWatch(inventory, pollSettings.timers().get(), internalErrors);
  }

  /**
   * Begins to poll.
   *
   * @param afterPoll runs after everything was listed
   */
  public void start(Runnable afterPoll) {
    timer.begin(TICK, () -> tick(afterPoll));
    watch.start();
  }

  /** Starts no further poll. A poll in progress continues. */
  public void stop() {
    stopped = true;
    timer.stop();
    watch.stop();
  }

  /** Stops, and interrupts a poll in progress that takes longer than the limit. */
  public void end(Duration limit) {
    stop();
    timer.end(limit);
  }

  private void tick(Runnable afterPoll) {
    Instant now = clock.instant();
    if (now.isBefore(pausedUntil)) {
      return;
    }
    try {
      if (pollIfDue(now, afterPoll)) {
        failures = 0;
      }
    } catch (Throwable e) { // An Error must not end the timer.
      if (stopped) {
        log.debug("Poll abandoned: the operator is shutting down", e);
        return;
      }
      failures++;
      pausedUntil = now.plus(RetryTiming.INTERNAL_ERROR_BACKOFF.after(failures));
      internalErrors.report("The inventory poller", CloudError.Internal.of("poll", e), e);
    }
  }

  /** Returns whether something was read. */
  private boolean pollIfDue(Instant now, Runnable afterPoll) {
    if (!now.isBefore(nextPoll())) {
      poll(inventory.refreshes().all(), now, afterPoll);
      return true;
    }
    Collection<EnvironmentRefresh> environments = inventory.refreshes().active();
    if (!now.isBefore(plus(lastContinuation, Timing.REFRESH_INTERVAL))) {
      lastContinuation = now;
      inventory
          .unfinished()
          .forEach(listing -> await(List.of(listing), awaiting(listing, environments)));
    }
    for (EnvironmentRefresh environment : environments) {
      if (environment.isIntervalOver(now, pollSettings)) {
        await(inventory.listings(), List.of(environment));
        awaitingAgents.add(environment.owner());
      }
      EnvironmentRefresh.Due due = environment.due(pollSettings.refresh(), now);
      if (!due.isEmpty()) {
        await(inventory.listingsOf(due.types()), List.of(environment));
        if (due.agents()) {
          awaitingAgents.add(environment.owner());
        }
      }
    }
    joinAwaited(environments);
    return refresh(environments, now);
  }

  private void poll(Collection<EnvironmentRefresh> environments, Instant now, Runnable afterPoll) {
    lastPoll = scheduled(now);
    lastContinuation = now;
    restartAt = Optional.empty();
    awaited.clear();
    awaitingAgents.clear();
    List<Listing> due =
        inventory.listingBudget().dueInPoll(environments, pollSettings.interval(), now);
    ReadPlan plan = ReadPlan.of(due);
    recordRead(plan, environments, now);
    inventory.listingBudget().take(due);
    environments.forEach(environment -> environment.beginInterval(now));
    read(plan, awaitingAnything(environments));
    afterPoll.run();
  }

  /** The others are woken if something is new. */
  private static Set<Owner> awaitingAnything(Collection<EnvironmentRefresh> environments) {
    return environments.stream()
        .filter(environment -> !environment.types().isEmpty())
        .map(EnvironmentRefresh::owner)
        .collect(ImmutableCopy.toSet());
  }

  /** The others have what they need of a listing that is not complete. */
  private static List<EnvironmentRefresh> awaiting(
      Listing listing, Collection<EnvironmentRefresh> environments) {
    return environments.stream()
        .filter(environment -> !Collections.disjoint(listing.types(), environment.types()))
        .toList();
  }

  private void await(List<Listing> listings, Collection<EnvironmentRefresh> environments) {
    List<Owner> owners = environments.stream().map(EnvironmentRefresh::owner).toList();
    listings.forEach(
        listing -> awaited.computeIfAbsent(listing, _ -> new LinkedHashSet<>()).addAll(owners));
  }

  private static void recordRead(
      ReadPlan plan, Collection<EnvironmentRefresh> environments, Instant now) {
    Set<Class<? extends Resource>> types =
        plan.all().stream()
            .flatMap(listing -> listing.types().stream())
            .collect(ImmutableCopy.toSet());
    environments.forEach(environment -> environment.recordRead(types, plan.listsAgents(), now));
  }

  /** Whoever waits for a listing is woken by its next read, whether or not it was due. */
  private void joinAwaited(Collection<EnvironmentRefresh> environments) {
    awaited.forEach((listing, owners) ->
        awaiting(listing, environments).forEach(environment -> owners.add(environment.owner())));
    if (!awaitingAgents.isEmpty()) {
      environments.stream()
          .filter(EnvironmentRefresh::awaitsAgents)
          .forEach(environment -> awaitingAgents.add(environment.owner()));
    }
  }

  /** Reads the awaited listings for which the budget has room; the others stay awaited. */
  private boolean refresh(Collection<EnvironmentRefresh> environments, Instant now) {
    ReadPlan plan = inventory.listingBudget().tryTake(awaited, awaitingAgents);
    if (plan.isEmpty()) {
      return false;
    }
    List<Listing> some = plan.all();
    Set<Owner> toWake = new LinkedHashSet<>();
    some.forEach(listing -> toWake.addAll(awaited.getOrDefault(listing, Set.of())));
    toWake.addAll(awaitingAgents);
    Refreshes refreshes = inventory.refreshes();
    toWake.retainAll(refreshes.owners());
    awaited.keySet().removeAll(some);
    awaitingAgents.clear();
    recordRead(plan, environments, now);
    toWake.removeIf(owner -> !refreshes.awaitsAnything(owner) && !inventory.isSharing(owner));
    read(plan, toWake);
    return true;
  }

  /**
   * After a change of the account everything has to be read again, soon but not at once: the
   * credentials may change with each pass.
   */
  private void read(ReadPlan plan, Set<Owner> awaiting) {
    if (inventory.read(plan, awaiting)) {
      restartAt = Optional.of(clock.instant().plus(Timing.REFRESH_INTERVAL));
    }
  }

  /**
   * The time for which a poll was scheduled, so that ticks do not make the interval longer. One
   * that was not scheduled begins a schedule.
   */
  private Instant scheduled(Instant now) {
    Instant due = nextPoll();
    boolean onTime = !now.isBefore(due) && now.minus(LATE).isBefore(due);
    return onTime && restartAt.isEmpty() ? due : pollSettings.nearestPoll(now);
  }

  /** When a poll is made whatever the budget is. */
  private Instant nextPoll() {
    return restartAt.orElseGet(() -> plus(lastPoll, pollSettings.interval()));
  }

  private static Instant plus(Instant instant, Duration duration) {
    return instant.equals(Instant.MIN) ? Instant.MIN : instant.plus(duration);
  }
}
