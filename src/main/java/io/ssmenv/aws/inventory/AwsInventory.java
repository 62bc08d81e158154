package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inventory of one account and region. {@link InventoryPoller} decides when it reads what;
 * everything else answers from memory.
 */
public final class AwsInventory implements Inventory {

  private static final Logger log = LoggerFactory.getLogger(AwsInventory.class);

  /** The pass of which the readings of one moment come from one confirmed account. */
  private record View(Map<Listing, ListResult> results, Pings pings, String account) {}

  private final Clients clients;
  private final String cluster;
  private final List<Listing> listings;
  private final PingSource pingSource;
  private final CallerIdentity identity;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Consumer<Owner> wake;
  private final Map<String, EnvironmentCache> caches = new ConcurrentHashMap<>();
  private volatile View view;

  /**
   * @param cluster the id in the ownership tags by which everything is listed
   * @param wake is told of every environment of which there may be news
   */
  public AwsInventory(
      Clients clients,
      String cluster,
      List<Listing> listings,
      PingSource pingSource,
      CallerIdentity identity,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake) {
    this.clients = clients;
    this.cluster = cluster;
    this.listings = List.copyOf(listings);
    this.pingSource = pingSource;
    this.identity = identity;
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
    Map<Listing, ListResult> nothing = new LinkedHashMap<>();
    listings.forEach(listing ->
        nothing.put(
            listing,
            ListResult.notRead(listing.action() + " has not been answered yet since the start")));
    this.view =
        new View(
            nothing,
            new Pings.Unknown("Systems Manager has not been asked yet since the start"),
            "");
  }

  @Override
  public Observation observe(Owner owner, Map<Key, String> known, boolean createdByThisProcess) {
    EnvironmentCache cache = cache(owner);
    View seen = view;
    Map<Key, String> ids = new HashMap<>(known);
    ids.putAll(cache.ids());
    return new ObservationBuilder(cache, seen.results(), ids, clock.instant())
        .build(seen.account(), createdByThisProcess, seen.pings());
  }

  @Override
  public void refresh(RefreshRequest request) {
    cache(request.owner()).setRefresh(request.types(), request.interval(), clock.instant());
  }

  @Override
  public void forget(Owner owner) {
    caches.remove(owner.uid());
  }

  /** The id of a resource of an environment, as last written or seen. */
  public Optional<String> id(Owner owner, Key key) {
    return cache(owner).id(key);
  }

  /**
   * Whether we made or changed it just now, so that AWS may not know it yet wherever it is asked.
   */
  public boolean wasJustWritten(Owner owner, Key key) {
    return cache(owner).recentWrites().id(key).isPresent();
  }

  /** Takes note of what was created or changed. */
  public void recordWrite(Owner owner, Observed what) {
    cache(owner).outcomeKnown(what.key());
    cache(owner).recentWrites().recordWrite(what, clock.instant());
  }

  /**
   * Takes note of what was deleted.
   *
   * @param going whether AWS is still at it
   */
  public void recordDelete(Owner owner, Observed what, boolean going) {
    cache(owner).recentWrites().recordDelete(what, going, clock.instant());
  }

  /** Takes note of a duplicate that was deleted. */
  public void recordDuplicateDeleted(Owner owner, String id) {
    cache(owner).deletedDuplicates(id, clock.instant());
  }

  /** Takes note of a create of which the answer was lost. */
  public void recordUnknownOutcome(Owner owner, Key key) {
    cache(owner).unknownOutcomes(key, clock.instant());
  }

  /** Takes note of a dead resource whose client token is still in use. */
  public void recordTombstone(Owner owner, Key key, String id) {
    cache(owner).recordTombstone(key, id);
  }

  Collection<EnvironmentCache> environments() {
    return caches.values();
  }

  List<Listing> listings() {
    return listings;
  }

  /** The listings that tell of some kinds. */
  List<Listing> listingsOf(Set<Class<? extends Resource>> kinds) {
    return listings.stream()
        .filter(listing -> listing.types().stream().anyMatch(kinds::contains))
        .toList();
  }

  /**
   * Reads some listings anew, all at the same time, then wakes the environments. The account is
   * confirmed after the last answer: the answers of a wrong account count for nothing.
   */
  void read(List<Listing> some, List<Owner> toWake) {
    List<java.util.concurrent.Callable<Optional<Map.Entry<Listing, ListResult>>>> tasks =
        some.stream()
            .<java.util.concurrent.Callable<Optional<Map.Entry<Listing, ListResult>>>>map(
                listing -> () -> Optional.of(Map.entry(listing, read(listing))))
            .toList();
    try {
      var pings =
          threads.submit(
              () -> some.stream().anyMatch(this::tellsOfInstances) ? ping() : view.pings());
      Map<Listing, ListResult> fresh = new HashMap<>();
      for (var task : threads.invokeAll(tasks)) {
        task.get().ifPresent(entry -> fresh.put(entry.getKey(), entry.getValue()));
      }
      publish(fresh, pings.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("A pass of the inventory failed", e);
    }
    toWake.forEach(wake);
  }

  private boolean tellsOfInstances(Listing listing) {
    return listing.primaryType().equals(io.ssmenv.topology.Instance.class);
  }

  private void publish(Map<Listing, ListResult> fresh, Pings pings) {
    View before = view;
    Map<Listing, ListResult> results = new LinkedHashMap<>(before.results());
    try {
      String confirmed = identity.confirm();
      results.putAll(fresh);
      view = new View(results, pings, confirmed);
    } catch (RuntimeException e) {
      String message =
          "The account cannot be confirmed: "
              + ErrorClassifier.classify("GetCallerIdentity", e).summary();
      log.warn("{}: {}", clients.region(), message);
      results.replaceAll((listing, result) -> result.withFailure(message));
      view = new View(results, before.pings(), before.account());
    }
  }

  private ListResult read(Listing listing) {
    ListResult before = java.util.Objects.requireNonNull(view.results().get(listing));
    Instant begun = clock.instant();
    try {
      List<ListedResource> items = listing.list(clients, cluster);
      caches.values().forEach(cache -> checkAbsences(cache, listing));
      return before.withItems(begun, items);
    } catch (RuntimeException e) {
      String message = ErrorClassifier.classify(listing.action(), e).summary();
      log.warn("{}: {}", clients.region(), message);
      return before.withFailure(message);
    }
  }

  private void checkAbsences(EnvironmentCache cache, Listing listing) {
    for (String id : cache.absenceChecks().pending(listing)) {
      try {
        cache.absenceChecks().perform(cache.owner(), listing, clients, id);
      } catch (RuntimeException e) {
        String message = id + ": " + ErrorClassifier.classify(listing.action(), e).summary();
        cache.absenceChecks().record(listing, id, new AbsenceChecks.Result.Inconclusive(message));
      }
    }
  }

  private Pings ping() {
    try {
      return new Pings.Known(pingSource.list(clients, cluster));
    } catch (RuntimeException e) {
      return new Pings.Unknown(
          ErrorClassifier.classify("DescribeInstanceInformation", e).summary());
    }
  }

  private EnvironmentCache cache(Owner owner) {
    return caches.computeIfAbsent(owner.uid(), uid -> new EnvironmentCache(owner));
  }
}
