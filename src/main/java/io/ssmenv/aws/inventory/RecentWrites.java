package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.RecentWrite.Effect;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.topology.ImmutableCopy;
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
 * The operator's recent writes to one environment, which readings are compared with.
 *
 * <p>A reading that started after a write can still be stale: it then shows what was there before
 * the write. So the state before is kept with each write. A reading that shows this state within
 * the lag of reads is ambiguous, and the write overrides it. A reading that shows what was written
 * confirms the write. Every other reading is a change by somebody else, and counts at once.
 */
final class RecentWrites {

  /** The result of a listing for one key, merged with the writes. */
  sealed interface Merged {
    /** The resource exists. */
    record Present(Observed observed) implements Merged {}

    /** The resource does not exist according to the listing and the writes. */
    record Absent() implements Merged {}

    /** AWS said that it is deleted, and a later listing does not show it. */
    record Deleted(Observed what) implements Merged {}

    /**
     * The resource was deleted, or it should exist and is not listed. The read by id decides.
     *
     * @param listed whether a complete listing that started after the write does not show it
     */
    record Unconfirmed(Observed what, boolean listed) implements Merged {}
  }

  private final Map<Key, RecentWrite> writes = new HashMap<>();

  /**
   * Records that a resource was created or changed.
   *
   * @param before the state before the write; empty if the resource was created
   * @param tagged whether the resource is no link
   * @param lag how long readings may show the state before
   */
  synchronized void recordWrite(
      Observed written, Optional<Observed> before, boolean tagged, Instant at, Duration lag) {
    record(written, tagged, Effect.WRITTEN, before, at, lag);
  }

  /** Records that a resource was deleted. */
  synchronized void recordDelete(
      Observed before, boolean tagged, Deletion deletion, Instant at, Duration lag) {
    record(before, tagged, Effect.of(deletion), Optional.of(before), at, lag);
  }

  private void record(
      Observed written,
      boolean tagged,
      Effect effect,
      Optional<Observed> before,
      Instant at,
      Duration lag) {
    writes.compute(
        written.key(),
        (key, earlier) ->
            RecentWrite.of(written, tagged, effect, Optional.ofNullable(earlier), before, at, lag));
  }

  synchronized Set<Key> keys() {
    return ImmutableCopy.of(writes.keySet());
  }

  /** Returns the keys whose last write no reading has confirmed yet. */
  synchronized Set<Key> unconfirmed() {
    return writes.entrySet().stream()
        .filter(entry -> !entry.getValue().confirmed())
        .map(Map.Entry::getKey)
        .collect(ImmutableCopy.toSet());
  }

  /** Returns the id of the last created resource of a key, unless it was deleted. */
  synchronized Optional<String> id(Key key) {
    return Optional.ofNullable(writes.get(key))
        .filter(RecentWrite::exists)
        .map(write -> write.written().id());
  }

  /** Returns whether the operator deleted the resource. */
  synchronized boolean isDeleted(Key key) {
    return Optional.ofNullable(writes.get(key)).filter(write -> !write.exists()).isPresent();
  }

  /** Whether the operator has deleted something lately. */
  synchronized boolean deletes() {
    return writes.values().stream().anyMatch(write -> !write.exists());
  }

  /** Returns the resource as last written, or as it was when it was deleted. */
  synchronized Optional<Observed> last(Key key) {
    return Optional.ofNullable(writes.get(key)).map(RecentWrite::written);
  }

  /** Forgets the write to a link that is gone. */
  synchronized void forgetLink(Key key) {
    writes.remove(key);
  }

  /**
   * Forgets the write to a resource that is gone, and the writes to links that are gone with it.
   */
  synchronized void forget(Key key, String id) {
    writes.remove(key);
    writes.values().removeIf(other -> other.exists() && other.written().id().equals(id));
  }

  /**
   * Compares what a listing shows with the last write.
   *
   * @param listed the resource that the listing shows
   * @param shows whether the listing can show the resource; it cannot show a link if it does not
   *     show the resource that the link belongs to
   * @param dead whether an id is a tombstone in the listing
   */
  synchronized Merged merge(
      Key key,
      Optional<Observed> listed,
      ListResult reading,
      boolean shows,
      Predicate<String> dead) {
    RecentWrite write = writes.get(key);
    if (write == null) {
      return merged(listed);
    }
    boolean fresh = shows && reading.startedAfter(write.at());
    if (!write.exists()) {
      return mergeDeleted(write, listed, reading, fresh, dead);
    }
    if (fresh && dead.test(write.written().id())) {
      forget(key, write.written().id());
      return new Merged.Absent();
    }
    return fresh ? mergeFresh(key, write, listed, reading) : new Merged.Present(write.written());
  }

  private Merged mergeFresh(
      Key key, RecentWrite write, Optional<Observed> listed, ListResult reading) {
    if (listed.filter(seen -> write.agrees(seen)).isPresent()) {
      RecentWrite confirmed = write.confirmedBy(reading);
      writes.put(key, confirmed);
      if (confirmed.previous().isEmpty()) {
        writes.remove(key);
      }
      return merged(listed);
    }
    if (write.isAmbiguous(listed, reading)) {
      writes.put(key, write.unconfirmed());
      return new Merged.Present(
          listed
              .filter(seen -> seen.id().equals(write.written().id()))
              .map(seen -> seen.with(write.written().resource()))
              .orElse(write.written()));
    }
    writes.remove(key);
    return listed.isPresent() ? merged(listed) : new Merged.Unconfirmed(write.written(), true);
  }

  private static Merged merged(Optional<Observed> listed) {
    return listed.<Merged>map(Merged.Present::new).orElseGet(Merged.Absent::new);
  }

  private Merged mergeDeleted(
      RecentWrite write,
      Optional<Observed> listed,
      ListResult reading,
      boolean fresh,
      Predicate<String> dead) {
    if (fresh && (listed.isEmpty() || dead.test(write.written().id()))) {
      if (write.effect() == Effect.DELETED) {
        return new Merged.Deleted(write.written());
      }
      boolean proven = dead.test(write.written().id()) || !write.mayStillAppear(reading);
      return new Merged.Unconfirmed(write.written(), proven);
    }
    if (listed.filter(seen -> seen.is(State.DELETING)).isPresent()) {
      return merged(listed);
    }
    if (fresh && !write.isAmbiguous(listed, reading)) {
      writes.remove(write.written().key());
      return merged(listed);
    }
    return write.effect() == Effect.DELETING
        ? new Merged.Present(write.written().with(State.DELETING, "deleting"))
        : new Merged.Unconfirmed(write.written(), false);
  }
}
