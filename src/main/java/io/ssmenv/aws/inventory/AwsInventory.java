package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The inventory of one account and region. {@link InventoryPoller} decides when it reads AWS; all
 * other methods answer from memory.
 */
public final class AwsInventory implements Inventory {

  /** The results that were read with the credentials of one confirmed account. */
  private record View(Map<Listing, ListResult> results, Pings pings, String account) {}

  private final List<Listing> listings;
  private final PingSource pingSource;
  private final CallerIdentity identity;
  private final InstantSource clock;
  private final InternalErrors internalErrors;
  private final AwsReader reader;
  private final ExecutorService threads;
  private final Consumer<Owner> wake;
  private final Map<String, EnvironmentCache> caches = new ConcurrentHashMap<>();
  private volatile View view;

  /**
   * @param cluster the id in the ownership tags, which listings filter by
   * @param wake is called with each environment whose observation may have changed
   */
  public AwsInventory(
      Clients clients,
      String cluster,
      List<Listing> listings,
      PingSource pingSource,
      CallerIdentity identity,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this.listings = List.copyOf(listings);
    this.pingSource = pingSource;
    this.identity = identity;
    this.clock = clock;
    this.internalErrors = internalErrors;
    this.reader = new AwsReader(clients, cluster, clock, internalErrors);
    this.threads = threads;
    this.wake = wake;
    Map<Listing, ListResult> nothing = new LinkedHashMap<>();
    listings.forEach(listing ->
        nothing.put(
            listing,
            ListResult.notRead(
                listing.action() + " has not succeeded since the operator started")));
    this.view =
        new View(
            nothing,
            new Pings.Unknown("Systems Manager has not been read since the operator started"),
            "");
  }

  @Override
  public Observation observe(Owner owner, Map<Key, String> known, boolean createdByThisProcess) {
    EnvironmentCache cache = cache(owner);
    View seen = view;
    Map<Key, String> ids = new HashMap<>(known);
    ids.putAll(cache.ids());
    return new ObservationBuilder(cache, seen.results(), ids, clock.instant(), internalErrors)
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

  /** Returns the id of a resource, as last written or listed. */
  public Optional<String> id(Owner owner, Key key) {
    return cache(owner).id(key);
  }

  /**
   * Returns whether the operator created or changed the resource so recently that some AWS APIs may
   * not know it yet.
   */
  public boolean wasJustWritten(Owner owner, Key key) {
    return cache(owner).recentWrites().id(key).isPresent();
  }

  /** Records that a resource was created or changed. */
  public void recordWrite(Owner owner, Observed what) {
    cache(owner).outcomeKnown(what.key());
    cache(owner).recentWrites().recordWrite(what, clock.instant());
  }

  /**
   * Records that a resource was deleted.
   *
   * @param inProgress whether AWS completes the deletion later
   */
  public void recordDelete(Owner owner, Observed what, boolean inProgress) {
    cache(owner).recentWrites().recordDelete(what, inProgress, clock.instant());
  }

  /** Records that a duplicate was deleted. */
  public void recordDuplicateDeleted(Owner owner, String id) {
    cache(owner).recordDuplicateDeleted(id, clock.instant());
  }

  /** Records that it is unknown whether a create call was done. */
  public void recordUnknownOutcome(Owner owner, Key key) {
    cache(owner).recordUnknownOutcome(key, clock.instant());
  }

  /** Records a dead resource whose client token is still in use. */
  public void recordTombstone(Owner owner, Key key, String id) {
    cache(owner).recordTombstone(key, id);
  }

  Collection<EnvironmentCache> environments() {
    return caches.values();
  }

  List<Listing> listings() {
    return listings;
  }

  /** Returns the listings that contain some types. */
  List<Listing> listingsOf(Set<Class<? extends Resource>> types) {
    return listings.stream()
        .filter(listing -> listing.types().stream().anyMatch(types::contains))
        .toList();
  }

  /**
   * Reads some listings in parallel, then wakes the environments. The account is confirmed after
   * the last response, because the responses of another account must not be used.
   */
  void read(List<Listing> some, List<Owner> toWake) {
    List<Callable<Map.Entry<Listing, ListResult>>> tasks =
        some.stream()
            .<Callable<Map.Entry<Listing, ListResult>>>map(
                listing -> () -> Map.entry(listing, read(listing)))
            .toList();
    try {
      var pings =
          threads.submit(() ->
              some.stream().anyMatch(this::listsInstances)
                  ? reader.ping(pingSource)
                  : view.pings());
      Map<Listing, ListResult> fresh = new HashMap<>();
      for (var task : threads.invokeAll(tasks)) {
        fresh.put(task.get().getKey(), task.get().getValue());
      }
      publish(fresh, pings.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A poll of the inventory failed", e);
    }
    toWake.forEach(wake);
  }

  private ListResult read(Listing listing) {
    ListResult before = Objects.requireNonNull(view.results().get(listing));
    return reader.list(listing, before, caches.values());
  }

  private boolean listsInstances(Listing listing) {
    return listing.primaryType().equals(Instance.class);
  }

  private void publish(Map<Listing, ListResult> fresh, Pings pings) {
    View before = view;
    Map<Listing, ListResult> results = new LinkedHashMap<>(before.results());
    view =
        reader.attempt(
            "GetCallerIdentity",
            () -> {
              String confirmed = identity.confirm();
              results.putAll(fresh);
              return new View(results, pings, confirmed);
            },
            error ->
                unconfirmed(before, reader.unlisted(error, "The account cannot be confirmed: ")));
  }

  private static View unconfirmed(View before, Unlisted failure) {
    Map<Listing, ListResult> results = new LinkedHashMap<>(before.results());
    results.replaceAll((listing, result) -> result.withFailure(failure));
    return new View(results, before.pings(), before.account());
  }

  private EnvironmentCache cache(Owner owner) {
    return caches.computeIfAbsent(owner.uid(), uid -> new EnvironmentCache(owner));
  }
}
