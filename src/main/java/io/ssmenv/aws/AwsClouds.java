package io.ssmenv.aws;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.AwsInventory;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.InventoryPoller;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.region.EnabledRegions;
import io.ssmenv.aws.region.ListedRegions;
import io.ssmenv.aws.region.RegionCheck;
import io.ssmenv.aws.region.RegionCheck.Decision;
import io.ssmenv.aws.ssm.SsmPingSource;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.LifecycleRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * The AWS regions in use, each with its own clients, handlers, inventory and budgets. A region is
 * open while environments are in it.
 */
public final class AwsClouds implements Clouds, AutoCloseable {

  private final ClientFactory factory;
  private final String cluster;
  private final RegionCheck regionCheck;
  private final PollSettings pollSettings;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Consumer<Owner> wake;
  private final OrphanObserver orphans;
  private final InternalErrors internalErrors;
  private final Supplier<HandlerRegistry> handlers;
  private final ReadBudget readBudget;
  private final Map<Scope, AwsRegion> regions = new HashMap<>();
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
        () -> new HandlerRegistry(AwsHandlers.all()));
  }

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
      Supplier<HandlerRegistry> handlers) {
    this.factory = factory.withClock(clock);
    this.cluster = cluster;
    this.regionCheck =
        allowedRegions.isEmpty()
            ? new EnabledRegions(this.factory, clock, threads, wake, internalErrors)
            : new ListedRegions(allowedRegions);
    this.pollSettings = pollSettings;
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
    this.orphans = orphans;
    this.internalErrors = internalErrors;
    this.handlers = handlers;
    this.readBudget = new ReadBudget(clock);
  }

  /** Returns what the planner needs to know about AWS resource types. */
  public static LifecycleRules rules() {
    return new HandlerRegistry(AwsHandlers.all());
  }

  /**
   * The check decides only whether a region is opened. An open region stays open, because a list
   * that was read with other credentials must not drop what is remembered of it.
   */
  @Override
  public synchronized RegionAccess enter(Owner owner, Scope scope) {
    AwsRegion open = regions.get(scope);
    if (open != null) {
      return enter(owner, open);
    }
    if (!reading) {
      return new RegionAccess.Undecided();
    }
    return switch (regionCheck.decide(owner, scope.region())) {
      case Decision.Allowed _ -> enter(owner, open(scope));
      case Decision.Undecided _ -> new RegionAccess.Undecided();
      case Decision.Refused(String message) -> new RegionAccess.Refused(message);
    };
  }

  private static RegionAccess enter(Owner owner, AwsRegion region) {
    region.add(owner);
    return new RegionAccess.Open(region);
  }

  @Override
  public synchronized boolean leave(Owner owner, Scope scope) {
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
    return regions.keySet().stream().map(Scope::region).collect(Collectors.toUnmodifiableSet());
  }

  private AwsRegion open(Scope scope) {
    Clients clients = factory.clients(scope.region());
    Clients writeClients = factory.writeClients(scope.region());
    HandlerRegistry registry = handlers.get();
    CallerIdentity identity = new CallerIdentity(clients, AwsClouds::accountId);
    AwsInventory inventory =
        new AwsInventory(
            clients,
            factory.credentials(),
            cluster,
            registry.listings(),
            new SsmPingSource(),
            identity,
            readBudget.ofAnotherRegion(),
            pollSettings.interval(),
            clock,
            threads,
            wake,
            internalErrors);
    AwsRegion region =
        new AwsRegion(
            clients,
            writeClients,
            inventory,
            new InventoryPoller(inventory, pollSettings, clock, internalErrors),
            new AwsOperations(
                writeClients,
                factory.credentials(),
                registry,
                inventory,
                identity,
                new ApiBudget(clock),
                internalErrors),
            new AwsFactSource(clients, factory.credentials(), identity),
            orphans);
    regions.put(scope, region);
    region.start();
    return region;
  }

  private static String accountId(Clients clients) {
    GetCallerIdentityResponse identity = clients.sts().getCallerIdentity();
    return identity.account();
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
