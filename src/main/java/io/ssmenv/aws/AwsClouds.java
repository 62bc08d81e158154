package io.ssmenv.aws;

import io.ssmenv.aws.budget.Budgets;
import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.GlobalListings;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.region.EnabledRegions;
import io.ssmenv.aws.region.ListedRegions;
import io.ssmenv.aws.region.RegionCheck;
import io.ssmenv.aws.region.RegionCheck.Decision;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/** The AWS regions in use, which share what is IAM's. One is open while environments are in it. */
public final class AwsClouds implements Clouds, AutoCloseable {

  private final RegionCheck regionCheck;
  private final RegionFactory factory;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Consumer<Owner> wake;
  private final Map<Scope, AwsRegion> regions = new HashMap<>();

  /** The environments that wait for regions that are being opened. */
  private final Map<Scope, Set<Owner>> opening = new HashMap<>();

  private boolean reading = true;

  /**
   * @param cluster the id in all ownership tags
   * @param allowedRegions the regions in which environments may be; if empty, those that are
   *     enabled for the account
   * @param pollSettings how often AWS is read
   * @param clock never jumps
   * @param threads runs the reads; must not queue them
   * @param wake is called with each environment whose observation may have changed
   * @param orphans is told which resources have no environment
   * @param process as it shows itself in heartbeats
   * @param internalErrors reports faults of the operator
   */
  public AwsClouds(
      ClientFactory factory,
      String cluster,
      Set<String> allowedRegions,
      PollSettings pollSettings,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      OrphanObserver orphans,
      OperatorProcess process,
      InternalErrors internalErrors) {
    this(
        factory,
        cluster,
        allowedRegions,
        pollSettings,
        clock,
        threads,
        wake,
        orphans,
        internalErrors,
        process,
        new RegionHandlers());
  }

  /** With other handlers of the resource types, for tests. */
  AwsClouds(
      ClientFactory factory,
      String cluster,
      Set<String> allowedRegions,
      PollSettings pollSettings,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      OrphanObserver orphans,
      InternalErrors internalErrors,
      OperatorProcess process,
      Function<ItemReads, HandlerRegistry> handlers) {
    ClientFactory clients = factory.withClock(clock);
    this.regionCheck =
        allowedRegions.isEmpty()
            ? new EnabledRegions(clients, clock, threads, wake, internalErrors)
            : new ListedRegions(allowedRegions);
    this.factory =
        new RegionFactory(
            clients,
            cluster,
            process,
            pollSettings,
            clock,
            threads,
            wake,
            orphans,
            internalErrors,
            handlers,
            Budgets.of(clock, pollSettings.interval()),
            new GlobalListings(clients.credentials(), clock));
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
  }

  /** Returns what the planner needs to know about AWS resource types. */
  public static LifecycleRules rules() {
    return new HandlerRegistry(AwsHandlers.all());
  }

  /**
   * The check decides whether a region is opened. One in which an account was confirmed stays open,
   * because a list that was read with other credentials must not drop what is remembered of it.
   *
   * <p>Opening a region takes a while, so no lock is held meanwhile. Other environments of the
   * region are woken when it is open.
   */
  @Override
  public RegionAccess enter(Owner owner, Scope scope) {
    return tryEnter(owner, scope).orElseGet(() -> open(owner, scope));
  }

  /** Empty if the caller has to open the region. */
  private synchronized Optional<RegionAccess> tryEnter(Owner owner, Scope scope) {
    AwsRegion open = regions.get(scope);
    if (open != null && (!reading || open.isConfirmed())) {
      return Optional.of(enter(owner, open));
    }
    if (!reading) {
      return Optional.of(new RegionAccess.Undecided());
    }
    return switch (regionCheck.decide(owner, scope.region())) {
      case Decision.Allowed _, Decision.Undecided _ when open != null ->
          Optional.of(enter(owner, open));
      case Decision.Allowed _ -> {
        boolean first = !opening.containsKey(scope);
        opening.computeIfAbsent(scope, _ -> new HashSet<>()).add(owner);
        yield first ? Optional.empty() : Optional.of(new RegionAccess.Undecided());
      }
      case Decision.Undecided _ -> Optional.of(new RegionAccess.Undecided());
      case Decision.Refused(String message) -> {
        leave(owner, scope);
        yield Optional.of(new RegionAccess.Refused(message));
      }
    };
  }

  private RegionAccess open(Owner owner, Scope scope) {
    Optional<AwsRegion> created = Optional.empty();
    try {
      created = Optional.of(factory.create(scope));
    } finally {
      Opened opened = opened(scope, created);
      opened.unneeded().ifPresent(AwsRegion::closeUnused);
      opened.waiting().stream().filter(other -> !other.equals(owner)).forEach(wake);
    }
    return tryEnterOpened(owner, scope);
  }

  /** Who waits for a region, and the region if nobody needs it: to close it can take a while. */
  private record Opened(Set<Owner> waiting, Optional<AwsRegion> unneeded) {}

  private synchronized Opened opened(Scope scope, Optional<AwsRegion> created) {
    Set<Owner> waiting = Optional.ofNullable(opening.remove(scope)).orElse(Set.of());
    if (waiting.isEmpty() || !reading) {
      return new Opened(waiting, created);
    }
    created.ifPresent(region -> {
      waiting.forEach(region::add);
      regions.put(scope, region);
      region.start();
    });
    return new Opened(waiting, Optional.empty());
  }

  /** Undecided if the environment has left, or reads have been stopped, meanwhile. */
  private synchronized RegionAccess tryEnterOpened(Owner owner, Scope scope) {
    return Optional.ofNullable(regions.get(scope))
        .filter(region -> region.contains(owner))
        .<RegionAccess>map(RegionAccess.Open::new)
        .orElseGet(RegionAccess.Undecided::new);
  }

  private static RegionAccess enter(Owner owner, AwsRegion region) {
    region.add(owner);
    return new RegionAccess.Open(region);
  }

  @Override
  public synchronized boolean leave(Owner owner, Scope scope) {
    Optional.ofNullable(opening.get(scope))
        .ifPresent(waiting -> waiting.removeIf(one -> one.uid().equals(owner.uid())));
    AwsRegion region = regions.get(scope);
    if (region == null || !region.remove(owner)) {
      return false;
    }
    regions.remove(scope);
    region.stopReading();
    threads.execute(region::closeWhenIdle);
    return true;
  }

  /** Returns the regions that are open. */
  public synchronized Set<String> openRegions() {
    return regions.keySet().stream().map(Scope::region).collect(ImmutableCopy.toSet());
  }

  /**
   * Starts no further reads, in this or any later region; steps in progress can still finish. Reads
   * in progress get {@link Timing#SHUTDOWN_GRACE} in total, because the reconciler can still write
   * until the caller has stopped it.
   */
  public void stopReading() {
    Collection<AwsRegion> open = stopOpening();
    open.forEach(AwsRegion::stopReading);
    Instant limit = clock.instant().plus(Timing.SHUTDOWN_GRACE);
    open.forEach(region -> region.endReading(Duration.between(clock.instant(), limit)));
  }

  private synchronized Collection<AwsRegion> stopOpening() {
    reading = false;
    return List.copyOf(regions.values());
  }

  @Override
  public void close() {
    stopReading();
    stopOpening().forEach(AwsRegion::closeNow);
  }
}
