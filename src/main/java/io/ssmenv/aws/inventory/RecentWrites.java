package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Our own writes to one environment, which stand against reads that do not show them yet. A read
 * that was begun after a write can still be stale; so a write stands until a read agrees with it,
 * at most five minutes, and then what AWS says by id decides.
 */
final class RecentWrites {

  /** A write that a listing is held against. */
  private sealed interface Entry {

    /**
     * A resource that the operator created or changed.
     *
     * @param seen whether a read that was begun after it agreed
     */
    record Written(Observed what, Instant at, boolean seen) implements Entry {}

    record Deleted(Observed what, boolean going, Instant at) implements Entry {}
  }

  /** What the overlay makes of a listing's word on one key. */
  sealed interface Merged {
    /** This is how it is. */
    record Present(Observed observed) implements Merged {}

    /** There is none, as far as the listing and our own writes tell. */
    record Absent() implements Merged {}

    /**
     * It was deleted, or should be there and is not: asking for it by its id has to tell.
     *
     * @param listed whether it was missing in a complete listing begun after our write
     */
    record Unconfirmed(Observed what, boolean listed) implements Merged {}
  }

  private final Map<Key, Entry> writes = new HashMap<>();

  synchronized void recordWrite(Observed what, Instant at) {
    writes.put(what.key(), new Entry.Written(what, at, false));
  }

  synchronized void recordDelete(Observed what, boolean going, Instant at) {
    writes.put(what.key(), new Entry.Deleted(what, going, at));
  }

  synchronized Set<Key> keys() {
    return Set.copyOf(writes.keySet());
  }

  /** The id of what was made last under a key, if it was not removed since. */
  synchronized Optional<String> id(Key key) {
    return writes.get(key) instanceof Entry.Written made
        ? Optional.of(made.what().id())
        : Optional.empty();
  }

  /** Whether we deleted it. */
  synchronized boolean isRemoved(Key key) {
    return writes.get(key) instanceof Entry.Deleted;
  }

  synchronized void forget(Key key) {
    writes.remove(key);
  }

  /**
   * Compares what a listing shows with the last write.
   *
   * @param listed what the listing shows
   * @param result the listing
   * @param dead whether an id is a tombstone in the listing
   */
  synchronized Merged merge(
      Key key, Optional<Observed> listed, ListResult result, Predicate<String> dead, Instant now) {
    Entry write = writes.get(key);
    return switch (write) {
      case null -> listed.<Merged>map(Merged.Present::new).orElseGet(Merged.Absent::new);
      case Entry.Written made -> merge(made, listed, result, dead, now);
      case Entry.Deleted removed -> merge(removed, listed, result, dead, now);
    };
  }

  private Merged merge(
      Entry.Written made,
      Optional<Observed> listed,
      ListResult result,
      Predicate<String> dead,
      Instant now) {
    Key key = made.what().key();
    boolean fresh = result.startedAfter(made.at());
    if (fresh && dead.test(made.what().id())) {
      writes.remove(key);
      return new Merged.Absent();
    }
    boolean expired = Duration.between(made.at(), now).compareTo(Timing.RECENT_WRITE_TTL) > 0;
    boolean believed =
        fresh
            && (expired
                || (made.seen()
                    && result.startedAfter(made.at().plus(Timing.RECENT_WRITE_SETTLES))));
    Optional<Observed> same = listed.filter(other -> other.id().equals(made.what().id()));
    if (fresh && same.isPresent()) {
      return merge(made, same.get(), believed);
    }
    if (believed) {
      writes.remove(key);
      return listed
          .<Merged>map(Merged.Present::new)
          .orElseGet(() -> new Merged.Unconfirmed(made.what(), true));
    }
    return new Merged.Present(made.what());
  }

  private Merged merge(Entry.Written made, Observed seen, boolean believed) {
    Key key = made.what().key();
    if (believed || seen.is(State.DELETING) || seen.is(State.FAILED)) {
      writes.remove(key);
      return new Merged.Present(seen);
    }
    if (!Difference.between(made.what().resource(), seen.resource()).isEmpty()) {
      return new Merged.Present(seen.with(made.what().resource()));
    }
    writes.put(key, new Entry.Written(made.what(), made.at(), true));
    return new Merged.Present(seen);
  }

  private Merged merge(
      Entry.Deleted removed,
      Optional<Observed> listed,
      ListResult result,
      Predicate<String> dead,
      Instant now) {
    Key key = removed.what().key();
    String id = removed.what().id();
    Duration age = Duration.between(removed.at(), now);
    boolean fresh = result.startedAfter(removed.at());
    if (listed.isPresent() && !listed.get().id().equals(id)) {
      writes.remove(key);
      return new Merged.Present(listed.get());
    }
    if (fresh && (listed.isEmpty() || dead.test(id))) {
      return new Merged.Unconfirmed(removed.what(), true);
    }
    if (listed.isPresent() && fresh && age.compareTo(Timing.RECENT_WRITE_TTL) > 0) {
      writes.remove(key);
      return new Merged.Present(listed.get());
    }
    if (removed.going()) {
      return new Merged.Present(
          listed
              .filter(seen -> seen.is(State.DELETING))
              .orElse(removed.what().with(State.DELETING, "deleting")));
    }
    return new Merged.Unconfirmed(removed.what(), false);
  }
}
