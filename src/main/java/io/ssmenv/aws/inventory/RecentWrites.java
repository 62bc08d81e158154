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
 * The operator's recent writes to one environment, which override reads that do not show them yet.
 * A read that started after a write can still be stale. So a write counts until a read agrees with
 * it, for at most five minutes; then the read by id decides.
 */
final class RecentWrites {

  /** A write to compare a listing with. */
  private sealed interface Entry {

    /**
     * A resource that the operator created or changed.
     *
     * @param confirmed whether a read that started after the write agreed
     */
    record Written(Observed what, Instant at, boolean confirmed) implements Entry {}

    record Deleted(Observed what, boolean inProgress, Instant at) implements Entry {}
  }

  /** The result of a listing for one key, merged with the writes. */
  sealed interface Merged {
    /** The resource exists. */
    record Present(Observed observed) implements Merged {}

    /** The resource does not exist according to the listing and the writes. */
    record Absent() implements Merged {}

    /**
     * The resource was deleted, or it should exist and is not listed. The read by id decides.
     *
     * @param listed whether a complete listing that started after the write does not show it
     */
    record Unconfirmed(Observed what, boolean listed) implements Merged {}
  }

  private final Map<Key, Entry> writes = new HashMap<>();

  synchronized void recordWrite(Observed what, Instant at) {
    writes.put(what.key(), new Entry.Written(what, at, false));
  }

  synchronized void recordDelete(Observed what, boolean inProgress, Instant at) {
    writes.put(what.key(), new Entry.Deleted(what, inProgress, at));
  }

  synchronized Set<Key> keys() {
    return Set.copyOf(writes.keySet());
  }

  /** Returns the id of the last created resource of a key, unless it was deleted. */
  synchronized Optional<String> id(Key key) {
    return writes.get(key) instanceof Entry.Written written
        ? Optional.of(written.what().id())
        : Optional.empty();
  }

  /** Returns whether the operator deleted the resource. */
  synchronized boolean isDeleted(Key key) {
    return writes.get(key) instanceof Entry.Deleted;
  }

  synchronized void forget(Key key) {
    writes.remove(key);
  }

  /**
   * Compares what a listing shows with the last write.
   *
   * @param listed the resource that the listing shows
   * @param dead whether an id is a tombstone in the listing
   */
  synchronized Merged merge(
      Key key, Optional<Observed> listed, ListResult result, Predicate<String> dead, Instant now) {
    Entry write = writes.get(key);
    return switch (write) {
      case null -> listed.<Merged>map(Merged.Present::new).orElseGet(Merged.Absent::new);
      case Entry.Written written -> merge(written, listed, result, dead, now);
      case Entry.Deleted deleted -> merge(deleted, listed, result, dead, now);
    };
  }

  private Merged merge(
      Entry.Written written,
      Optional<Observed> listed,
      ListResult result,
      Predicate<String> dead,
      Instant now) {
    Key key = written.what().key();
    boolean fresh = result.startedAfter(written.at());
    if (fresh && dead.test(written.what().id())) {
      writes.remove(key);
      return new Merged.Absent();
    }
    boolean expired = Duration.between(written.at(), now).compareTo(Timing.RECENT_WRITE_TTL) > 0;
    boolean trusted =
        fresh
            && (expired
                || (written.confirmed()
                    && result.startedAfter(written.at().plus(Timing.RECENT_WRITE_SETTLES))));
    Optional<Observed> same = listed.filter(other -> other.id().equals(written.what().id()));
    if (fresh && same.isPresent()) {
      return merge(written, same.get(), trusted);
    }
    if (trusted) {
      writes.remove(key);
      return listed
          .<Merged>map(Merged.Present::new)
          .orElseGet(() -> new Merged.Unconfirmed(written.what(), true));
    }
    return new Merged.Present(written.what());
  }

  private Merged merge(Entry.Written written, Observed seen, boolean trusted) {
    Key key = written.what().key();
    if (trusted || seen.is(State.DELETING) || seen.is(State.FAILED)) {
      writes.remove(key);
      return new Merged.Present(seen);
    }
    if (!Difference.between(written.what().resource(), seen.resource()).isEmpty()) {
      return new Merged.Present(seen.with(written.what().resource()));
    }
    writes.put(key, new Entry.Written(written.what(), written.at(), true));
    return new Merged.Present(seen);
  }

  private Merged merge(
      Entry.Deleted deleted,
      Optional<Observed> listed,
      ListResult result,
      Predicate<String> dead,
      Instant now) {
    Key key = deleted.what().key();
    String id = deleted.what().id();
    Duration age = Duration.between(deleted.at(), now);
    boolean fresh = result.startedAfter(deleted.at());
    if (listed.isPresent() && !listed.get().id().equals(id)) {
      writes.remove(key);
      return new Merged.Present(listed.get());
    }
    if (fresh && (listed.isEmpty() || dead.test(id))) {
      return new Merged.Unconfirmed(deleted.what(), true);
    }
    if (listed.isPresent() && fresh && age.compareTo(Timing.RECENT_WRITE_TTL) > 0) {
      writes.remove(key);
      return new Merged.Present(listed.get());
    }
    if (deleted.inProgress()) {
      return new Merged.Present(
          listed
              .filter(seen -> seen.is(State.DELETING))
              .orElse(deleted.what().with(State.DELETING, "deleting")));
    }
    return new Merged.Unconfirmed(deleted.what(), false);
  }
}
