package io.ssmenv.aws.inventory;

import io.ssmenv.aws.Clients;
import io.ssmenv.aws.ErrorCatalogue;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import java.time.Duration;
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
 * The inventory of one account and region. {@link Pacemaker} decides when it reads what; everything
 * else answers from memory.
 */
public final class AwsInventory implements Inventory {

  private static final Logger log = LoggerFactory.getLogger(AwsInventory.class);

  /** The pass of which the readings of one moment come from one confirmed account. */
  private record View(Map<Listing, Reading> readings, Pings pings, String account) {}

  private final Clients clients;
  private final String cluster;
  private final List<Listing> listings;
  private final PingSource pingSource;
  private final Account account;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Consumer<Owner> wake;
  private final Map<String, Memory> memories = new ConcurrentHashMap<>();
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
      Account account,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake) {
    this.clients = clients;
    this.cluster = cluster;
    this.listings = List.copyOf(listings);
    this.pingSource = pingSource;
    this.account = account;
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
    Map<Listing, Reading> nothing = new LinkedHashMap<>();
    listings.forEach(listing ->
        nothing.put(
            listing,
            Reading.none(listing.action() + " has not been answered yet since the start")));
    this.view =
        new View(
            nothing,
            new Pings.Unknown("Systems Manager has not been asked yet since the start"),
            "");
  }

  @Override
  public Observation observe(Owner owner, Map<Key, String> known, boolean brandNew) {
    Memory memory = memory(owner);
    View seen = view;
    Map<Key, String> ids = new HashMap<>(known);
    ids.putAll(memory.ids());
    return new Assembly(memory, seen.readings(), ids, clock.instant())
        .assemble(seen.account(), brandNew, seen.pings());
  }

  @Override
  public void await(Owner owner, Set<Class<? extends Resource>> kinds, Duration interval) {
    memory(owner).awaits(kinds, interval, clock.instant());
  }

  @Override
  public void forget(Owner owner) {
    memories.remove(owner.uid());
  }

  /** The id of a resource of an environment, as last written or seen. */
  public Optional<String> id(Owner owner, Key key) {
    return memory(owner).id(key);
  }

  /**
   * Whether we made or changed it just now, so that AWS may not know it yet wherever it is asked.
   */
  public boolean isFresh(Owner owner, Key key) {
    return memory(owner).overlay().id(key).isPresent();
  }

  /** Takes note of what was created or changed. */
  public void made(Owner owner, Observed what) {
    memory(owner).certain(what.key());
    memory(owner).overlay().made(what, clock.instant());
  }

  /**
   * Takes note of what was deleted.
   *
   * @param going whether AWS is still at it
   */
  public void removed(Owner owner, Observed what, boolean going) {
    memory(owner).overlay().removed(what, going, clock.instant());
  }

  /** Takes note of a duplicate that was deleted. */
  public void discarded(Owner owner, String id) {
    memory(owner).discarded(id, clock.instant());
  }

  /** Takes note of a create of which the answer was lost. */
  public void uncertain(Owner owner, Key key) {
    memory(owner).uncertain(key, clock.instant());
  }

  /** Takes note of a dead resource whose client token is still in use. */
  public void died(Owner owner, Key key, String id) {
    memory(owner).died(key, id);
  }

  Collection<Memory> environments() {
    return memories.values();
  }

  List<Listing> listings() {
    return listings;
  }

  /** The listings that tell of some kinds. */
  List<Listing> telling(Set<Class<? extends Resource>> kinds) {
    return listings.stream()
        .filter(listing -> listing.kinds().stream().anyMatch(kinds::contains))
        .toList();
  }

  /**
   * Reads some listings anew, all at the same time, then wakes the environments. The account is
   * confirmed after the last answer: the answers of a wrong account count for nothing.
   */
  void read(List<Listing> some, List<Owner> toWake) {
    List<java.util.concurrent.Callable<Optional<Map.Entry<Listing, Reading>>>> tasks =
        some.stream()
            .<java.util.concurrent.Callable<Optional<Map.Entry<Listing, Reading>>>>map(
                listing -> () -> Optional.of(Map.entry(listing, read(listing))))
            .toList();
    try {
      var pings =
          threads.submit(
              () -> some.stream().anyMatch(this::tellsOfInstances) ? ping() : view.pings());
      Map<Listing, Reading> fresh = new HashMap<>();
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
    return listing.main().equals(io.ssmenv.topology.Instance.class);
  }

  private void publish(Map<Listing, Reading> fresh, Pings pings) {
    View before = view;
    Map<Listing, Reading> readings = new LinkedHashMap<>(before.readings());
    try {
      String confirmed = account.confirm();
      readings.putAll(fresh);
      view = new View(readings, pings, confirmed);
    } catch (RuntimeException e) {
      String sentence =
          "The account cannot be confirmed: "
              + ErrorCatalogue.of("GetCallerIdentity", e).sentence();
      log.warn("{}: {}", clients.region(), sentence);
      readings.replaceAll((listing, reading) -> reading.failed(sentence));
      view = new View(readings, before.pings(), before.account());
    }
  }

  private Reading read(Listing listing) {
    Reading before = java.util.Objects.requireNonNull(view.readings().get(listing));
    Instant begun = clock.instant();
    try {
      List<Item> items = listing.list(clients, cluster);
      memories.values().forEach(memory -> askFor(memory, listing));
      return before.next(begun, items);
    } catch (RuntimeException e) {
      String sentence = ErrorCatalogue.of(listing.action(), e).sentence();
      log.warn("{}: {}", clients.region(), sentence);
      return before.failed(sentence);
    }
  }

  private void askFor(Memory memory, Listing listing) {
    for (String id : memory.suspicions().open(listing)) {
      try {
        memory.suspicions().ask(memory.owner(), listing, clients, id);
      } catch (RuntimeException e) {
        String sentence = id + ": " + ErrorCatalogue.of(listing.action(), e).sentence();
        memory.suspicions().answered(listing, id, new Suspicions.Answer.Unclear(sentence));
      }
    }
  }

  private Pings ping() {
    try {
      return new Pings.Known(pingSource.list(clients, cluster));
    } catch (RuntimeException e) {
      return new Pings.Unknown(ErrorCatalogue.of("DescribeInstanceInformation", e).sentence());
    }
  }

  private Memory memory(Owner owner) {
    return memories.computeIfAbsent(owner.uid(), uid -> new Memory(owner));
  }
}
