package io.ssmenv.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The resources of one type, with their actual state and the state that reads see.
 *
 * <p>{@link #get}, {@link #findForWrite} and {@link #all} return the actual state, for the checks
 * of writes; {@link #read} and {@link #list} return what a describe would show, which may lag
 * behind. Guarded by the account's lock.
 *
 * @param <R> the type of the resources
 */
public class ResourceStore<R extends StoredResource> {
  private record Version<R>(R resource, Instant readableFrom) {}

  private static final class Entry<R> {
    private final Instant lookupFrom;
    private final Instant listedFrom;
    private final List<Version<R>> versions = new ArrayList<>();
    private R current;
    private int updateCount;
    private Optional<Instant> unreadableFrom = Optional.empty();

    Entry(R resource, Instant lookupFrom, Instant listedFrom) {
      this.lookupFrom = lookupFrom;
      this.listedFrom = listedFrom;
      this.current = resource;
      versions.add(new Version<>(resource, Instant.MIN));
    }

    R asRead(Instant now) {
      while (versions.size() > 1 && !versions.get(1).readableFrom().isAfter(now)) {
        versions.removeFirst();
      }
      return versions.getFirst().resource();
    }
  }

  private final Map<String, Entry<R>> entries = new LinkedHashMap<>();
  private final List<Entry<R>> removed = new ArrayList<>();
  private final List<Index<R>> indexes = new ArrayList<>();
  private final SeededRandom random;
  private final ReadLag lag;

  /** Creates an empty store with lagging reads. */
  public ResourceStore(Simulation simulation, ReadLag lag) {
    this.random = simulation.random();
    this.lag = lag;
  }

  /** Creates an index of the resources by owner. Call this while the store is empty. */
  public Index<R> index(Function<R, Optional<String>> owner) {
    Index<R> index = new Index<>(owner, this::get);
    indexes.add(index);
    return index;
  }

  /** Adds a new resource. */
  public R add(R resource, Instant now) {
    Duration lookup = random.lag("naming/" + resource.id(), lag.lookup());
    Duration listing = random.lag("listing/" + resource.id(), lag.listing());
    Instant lookupFrom = now.plus(lookup);
    Instant listedFrom = now.plus(listing.compareTo(lookup) < 0 ? lookup : listing);
    put(new Entry<>(resource, lookupFrom, listedFrom));
    return resource;
  }

  /** Adds a part of an existing resource. It lags like an update of that resource. */
  public void addPart(R resource, Instant now) {
    Instant readable = now.plus(random.lag("update/" + resource.id(), lag.update()));
    put(new Entry<>(resource, readable, readable));
  }

  /** Adds a resource without lag of its own, because it is part of another new resource. */
  public void addWithoutLag(R resource) {
    put(new Entry<>(resource, Instant.MIN, Instant.MIN));
  }

  /**
   * Updates a resource; describes may show the old state for a while. Does nothing if the resource
   * does not exist.
   */
  public void update(String id, Instant now, UnaryOperator<R> update) {
    liveEntry(id)
        .ifPresent(entry -> {
          replace(entry, update.apply(entry.current));
          Instant last = entry.versions.getLast().readableFrom();
          Instant from =
              now.plus(random.lag("update/" + id + "/" + entry.updateCount++, lag.update()));
          entry.versions.add(new Version<>(entry.current, from.isBefore(last) ? last : from));
          changed(entry.current, true);
        });
  }

  /** Updates a resource without read lag. Does nothing if the resource does not exist. */
  public void updateWithoutLag(String id, UnaryOperator<R> update) {
    liveEntry(id)
        .ifPresent(entry -> {
          replace(entry, update.apply(entry.current));
          entry.versions.clear();
          entry.versions.add(new Version<>(entry.current, Instant.MIN));
          changed(entry.current, true);
        });
  }

  /** Removes a resource; describes may still show it for a while. */
  public void remove(String id, Instant now) {
    liveEntry(id)
        .ifPresent(entry -> {
          entry.unreadableFrom = Optional.of(now.plus(random.lag("gone/" + id, lag.update())));
          removed.add(entry);
          indexes.forEach(index -> index.removed(entry.current));
          changed(entry.current, false);
        });
  }

  /**
   * Called after every change of the actual state.
   *
   * @param resource the current state, or the last state of a removed resource
   * @param exists whether the resource still exists
   */
  protected void changed(R resource, boolean exists) {}

  /** Returns the actual state of a resource. */
  public Optional<R> get(String id) {
    return liveEntry(id).map(entry -> entry.current);
  }

  /**
   * Returns the actual state of a resource for a write that references it; empty while the id of a
   * new resource has not propagated yet.
   */
  public Optional<R> findForWrite(String id, Instant now) {
    return liveEntry(id)
        .filter(entry -> !entry.lookupFrom.isAfter(now))
        .map(entry -> entry.current);
  }

  /** Returns the actual state of all resources, oldest first. */
  public Stream<R> all() {
    return entries.values().stream()
        .filter(entry -> entry.unreadableFrom.isEmpty())
        .map(entry -> entry.current);
  }

  /** Returns what a describe with this id shows. */
  public Optional<R> read(String id, Instant now) {
    prune(now);
    return Optional.ofNullable(entries.get(id))
        .filter(entry -> !entry.lookupFrom.isAfter(now))
        .map(entry -> entry.asRead(now));
  }

  /** Returns what a describe without ids shows, oldest first. */
  public Stream<R> list(Instant now) {
    prune(now);
    return entries.values().stream()
        .filter(entry -> !entry.listedFrom.isAfter(now))
        .map(entry -> entry.asRead(now));
  }

  private void prune(Instant now) {
    removed.removeIf(entry -> {
      boolean expired = entry.unreadableFrom.filter(from -> !from.isAfter(now)).isPresent();
      if (expired) {
        entries.remove(entry.current.id(), entry); // Unless a new resource has its name.
      }
      return expired;
    });
  }

  private void put(Entry<R> entry) {
    entries.put(entry.current.id(), entry);
    indexes.forEach(index -> index.added(entry.current));
    changed(entry.current, true);
  }

  private void replace(Entry<R> entry, R changed) {
    indexes.forEach(index -> index.changed(entry.current, changed));
    entry.current = changed;
  }

  private Optional<Entry<R>> liveEntry(String id) {
    return Optional.ofNullable(entries.get(id)).filter(entry -> entry.unreadableFrom.isEmpty());
  }
}
