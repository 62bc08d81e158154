package io.ssmenv.aws.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The callers of one API that wait for its budget. Each is told a time of its own, in the order in
 * which they came, and the urgent ones first. Whoever comes too late keeps nobody waiting.
 */
final class CallQueue {

  /** Who has not come back for so long does not come any more. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(30);

  /**
   * A place in the queue.
   *
   * @param since the number of its arrival
   */
  private record Place(Urgency urgency, long since, String caller) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::urgency).thenComparingLong(Place::since);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private final InstantSource clock;
  private final AdaptiveBucket bucket;
  private final NavigableSet<Place> waiting = new TreeSet<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Instant> promised = new HashMap<>();
  private long arrivals;
  private Instant swept = Instant.MIN;

  CallQueue(InstantSource clock, AdaptiveBucket bucket) {
    this.clock = clock;
    this.bucket = bucket;
  }

  /**
   * Takes one call.
   *
   * @return empty if it can be made now, otherwise when to try again
   */
  synchronized Optional<Instant> tryTake(String caller, Urgency urgency) {
    Instant now = clock.instant();
    forgetGivenUp(now);
    Place place = place(caller, urgency);
    long ahead =
        waiting.headSet(place).stream()
            .filter(other -> !promised.getOrDefault(other.caller(), now).isBefore(now))
            .count();
    long missing = ahead + 1 - bucket.available();
    if (missing <= 0 && bucket.tryTake(1)) {
      remove(place);
      return Optional.empty();
    }
    Instant at = now.plus(bucket.pause().multipliedBy(Math.max(1, missing)));
    promised.put(caller, at);
    return Optional.of(at);
  }

  private Place place(String caller, Urgency urgency) {
    Place before = places.get(caller);
    if (before != null && before.urgency() == urgency) {
      return before;
    }
    if (before != null) {
      remove(before);
    }
    Place place = new Place(urgency, arrivals++, caller);
    places.put(caller, place);
    waiting.add(place);
    return place;
  }

  /** Once in a while: each of them is looked at. */
  private void forgetGivenUp(Instant now) {
    if (now.isBefore(swept.plus(GIVEN_UP))) {
      return;
    }
    swept = now;
    waiting.stream()
        .filter(place -> promised.getOrDefault(place.caller(), now).plus(GIVEN_UP).isBefore(now))
        .toList()
        .forEach(this::remove);
  }

  private void remove(Place place) {
    waiting.remove(place);
    places.remove(place.caller());
    promised.remove(place.caller());
  }

  /** AWS has throttled a call. */
  void throttled() {
    bucket.throttled();
  }
}
