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
final class Overlay {

  /** A write that a listing is held against. */
  private sealed interface Write {
    Instant at();

    /**
     * @param seen whether a read that was begun after it agreed
     */
    record Made(Observed what, Instant at, boolean seen) implements Write {}

    record Removed(Observed what, boolean going, Instant at) implements Write {}
  }

  /** What the overlay makes of a listing's word on one key. */
  sealed interface Verdict {
    /** This is how it is. */
    record Is(Observed observed) implements Verdict {}

    /** There is none, as far as the listing and our own writes tell. */
    record None() implements Verdict {}

    /**
     * It was deleted, or should be there and is not: asking for it by its id has to tell.
     *
     * @param listed whether it was missing in a complete listing begun after our write
     */
    record Ask(Observed what, boolean listed) implements Verdict {}
  }

  private final Map<Key, Write> writes = new HashMap<>();

  synchronized void made(Observed what, Instant at) {
    writes.put(what.key(), new Write.Made(what, at, false));
  }

  synchronized void removed(Observed what, boolean going, Instant at) {
    writes.put(what.key(), new Write.Removed(what, going, at));
  }

  synchronized Set<Key> keys() {
    return Set.copyOf(writes.keySet());
  }

  /** The id of what was made last under a key, if it was not removed since. */
  synchronized Optional<String> id(Key key) {
    return writes.get(key) instanceof Write.Made made
        ? Optional.of(made.what().id())
        : Optional.empty();
  }

  /** Whether we deleted it. */
  synchronized boolean isRemoved(Key key) {
    return writes.get(key) instanceof Write.Removed;
  }

  synchronized void drop(Key key) {
    writes.remove(key);
  }

  /**
   * @param listed what the listing shows
   * @param reading the listing
   * @param dead whether an id is a tombstone in the listing
   */
  synchronized Verdict judge(
      Key key, Optional<Observed> listed, Reading reading, Predicate<String> dead, Instant now) {
    Write write = writes.get(key);
    return switch (write) {
      case null -> listed.<Verdict>map(Verdict.Is::new).orElseGet(Verdict.None::new);
      case Write.Made made -> judge(made, listed, reading, dead, now);
      case Write.Removed removed -> judge(removed, listed, reading, dead, now);
    };
  }

  private Verdict judge(
      Write.Made made,
      Optional<Observed> listed,
      Reading reading,
      Predicate<String> dead,
      Instant now) {
    Key key = made.what().key();
    boolean fresh = reading.after(made.at());
    if (fresh && dead.test(made.what().id())) {
      writes.remove(key);
      return new Verdict.None();
    }
    boolean expired = Duration.between(made.at(), now).compareTo(Timing.OVERLAY) > 0;
    boolean believed =
        fresh
            && (expired || (made.seen() && reading.after(made.at().plus(Timing.OVERLAY_SETTLES))));
    Optional<Observed> same = listed.filter(other -> other.id().equals(made.what().id()));
    if (fresh && same.isPresent()) {
      return judge(made, same.get(), believed);
    }
    if (believed) {
      writes.remove(key);
      return listed
          .<Verdict>map(Verdict.Is::new)
          .orElseGet(() -> new Verdict.Ask(made.what(), true));
    }
    return new Verdict.Is(made.what());
  }

  private Verdict judge(Write.Made made, Observed seen, boolean believed) {
    Key key = made.what().key();
    if (believed || seen.is(State.DELETING) || seen.is(State.FAILED)) {
      writes.remove(key);
      return new Verdict.Is(seen);
    }
    if (!Difference.between(made.what().resource(), seen.resource()).isEmpty()) {
      return new Verdict.Is(seen.with(made.what().resource()));
    }
    writes.put(key, new Write.Made(made.what(), made.at(), true));
    return new Verdict.Is(seen);
  }

  private Verdict judge(
      Write.Removed removed,
      Optional<Observed> listed,
      Reading reading,
      Predicate<String> dead,
      Instant now) {
    Key key = removed.what().key();
    String id = removed.what().id();
    Duration age = Duration.between(removed.at(), now);
    boolean fresh = reading.after(removed.at());
    if (listed.isPresent() && !listed.get().id().equals(id)) {
      writes.remove(key);
      return new Verdict.Is(listed.get());
    }
    if (fresh && (listed.isEmpty() || dead.test(id))) {
      return new Verdict.Ask(removed.what(), true);
    }
    if (listed.isPresent() && fresh && age.compareTo(Timing.OVERLAY) > 0) {
      writes.remove(key);
      return new Verdict.Is(listed.get());
    }
    if (removed.going()) {
      return new Verdict.Is(
          listed
              .filter(seen -> seen.is(State.DELETING))
              .orElse(removed.what().with(State.DELETING, "deleting")));
    }
    return new Verdict.Ask(removed.what(), false);
  }
}
