package io.ssmenv.aws.inventory;

import static java.util.Collections.disjoint;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.ListedSubnets;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.TagEvidence;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The inventory of one account and region. {@link InventoryPoller} decides when it reads AWS; all
 * other methods answer from memory.
 */
public final class AwsInventory implements Inventory {

  private final String region;
  private final ListingScope scope;
  private final List<Listing> listings;
  private final InstantSource clock;
  private final Duration outdatedAfter;
  private final InternalErrors internalErrors;
  private final ReadBudget budget;
  private final AwsReader reader;
  private final EnvironmentWaker waker;
  private final WriteRecords writes;
  private final Refreshes refreshes;
  private final EnvironmentCaches caches = new EnvironmentCaches();
  private volatile InventoryView view;

  /**
   * @param credentials sign the calls of these clients and the confirmation of the account
   * @param scope what listings show, besides what an environment may take over
   * @param pollInterval how often everything is read at least
   * @param wake is called with each environment whose observation may have changed
   */
  public AwsInventory(
      Clients clients,
      PinnedCredentials credentials,
      TagScope scope,
      List<Listing> listings,
      PingSource pings,
      CallerIdentity identity,
      ReadBudget budget,
      Duration pollInterval,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this.region = clients.region();
    this.scope = new ListingScope(scope);
    this.listings = List.copyOf(listings);
    this.clock = clock;
    this.refreshes = new Refreshes(pollInterval);
    this.outdatedAfter = pollInterval.multipliedBy(Timing.OUTDATED_AFTER_POLLS);
    this.internalErrors = internalErrors;
    this.budget = budget;
    this.reader =
        new AwsReader(
            clients,
            credentials,
            this.scope,
            pings,
            identity,
            budget,
            clock,
            threads,
            internalErrors);
    this.writes = new WriteRecords(caches, this.listings, clock);
    this.waker = new EnvironmentWaker(this.scope, caches, wake);
    this.view = InventoryView.unread(this.listings, clock.instant());
  }

  @Override
  public Observation observe(
      Owner owner,
      Map<Key, String> known,
      boolean createdByThisProcess,
      Map<Key, Observed> external) {
    InventoryView seen = view;
    EnvironmentCache cache = caches.of(seen.account(), owner).withExternal(external);
    Map<Listing, ListResult> results =
        scope.forOwner(owner, seen.results(clock.instant(), outdatedAfter));
    // After a change of the account, absence is proven as after a start.
    return new ObservationBuilder(cache, results, cache.ids(known), internalErrors)
        .build(seen.account(), createdByThisProcess && !seen.accountChanged(), seen.pings());
  }

  @Override
  public TagEvidence evidence(Set<String> environments) {
    return ListingScope.evidence(environments, view.results(clock.instant(), outdatedAfter));
  }

  @Override
  public void search(Owner owner, Set<String> environments) {
    scope.search(owner, environments);
  }

  @Override
  public Optional<ListedSubnets> subnets() {
    InventoryView seen = view;
    return new ClusterSubnets(seen.account(), internalErrors)
        .in(seen.results(clock.instant(), outdatedAfter));
  }

  @Override
  public void refresh(RefreshRequest request) {
    refreshes.set(request, clock.instant());
  }

  @Override
  public void forget(Owner owner) {
    scope.forget(owner);
    refreshes.forget(owner);
    caches.forget(owner);
  }

  @Override
  public Instant awsTime() {
    return reader.awsTime();
  }

  /** Returns whether an account was confirmed. */
  public boolean isConfirmed() {
    return !view.account().isEmpty();
  }

  @Override
  public Duration age() {
    return Duration.between(view.oldest(), clock.instant());
  }

  /** What the operator writes has to be recorded here. */
  public WriteRecords writes() {
    return writes;
  }

  /** Returns the resources of all environments that AWS still has, as last listed, by id. */
  public Map<String, Ownership> listed() {
    return view.existing(scope::isOwn);
  }

  /** Whether what an environment waits for may be a resource of another one. */
  boolean isSharing(Owner owner) {
    return caches.find(view.account(), owner).filter(EnvironmentCache::hasExternal).isPresent();
  }

  /** Returns the listings that are too old to conclude anything from them. */
  Set<Listing> outdated() {
    return view.outdated(clock.instant(), outdatedAfter);
  }

  void wakeAll() {
    waker.wakeAll(refreshes.all());
  }

  Refreshes refreshes() {
    return refreshes;
  }

  List<Listing> listings() {
    return listings;
  }

  /** Returns the listings that contain some types. */
  List<Listing> listingsOf(Set<Class<? extends Resource>> types) {
    return listings.stream().filter(each -> !disjoint(each.types(), types)).toList();
  }

  /** Returns the listings with resources for which the budget had no room. */
  List<Listing> unfinished() {
    return listings.stream().filter(each -> !view.of(each).unread().isEmpty()).toList();
  }

  ListingBudget listingBudget() {
    return new ListingBudget(budget, view);
  }

  /**
   * Reads some listings, then wakes the environments for which they say something new, or may say
   * more than they show; all of them if the account has changed.
   *
   * @param awaiting those that are woken whatever they say
   * @return whether the account has changed, so that all listings have to be read again
   */
  boolean read(ReadPlan plan, Set<Owner> awaiting) {
    InventoryView before = view;
    Reading reading;
    try {
      Collection<EnvironmentCache> known = caches.in(before.account());
      reading = SuddenLoss.withoutLosses(reader.read(plan, before, known), before, known);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    InventoryView after = before.after(reading, clock.instant());
    boolean restarted = after.accountChanged() && !after.account().equals(before.account());
    if (reading instanceof Reading.Confirmed confirmed && !restarted) {
      confirmed.absences().forEach(Reading.AbsenceAnswer::record);
    }
    view = after;
    if (restarted) {
      after.logRestart(region, before);
      wakeAll();
    } else if (before.outdated(clock.instant(), outdatedAfter).isEmpty()) {
      waker.wake(refreshes.all(), before, after, plan.all(), awaiting);
    } else { // Everybody has seen a failure that is in no result.
      wakeAll();
    }
    return restarted;
  }
}
