package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Dead;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the observation of one environment together: the listings' word, our own writes, and what
 * the ids told.
 */
final class Assembly {

  private final Memory memory;
  private final Map<Listing, Reading> readings;
  private final Map<Key, String> known;
  private final Instant now;

  private final Map<Key, Observed> present = new HashMap<>();
  private final Map<Key, String> missing = new HashMap<>();
  private final Census census;

  /**
   * @param known ids that are recorded elsewhere, by key
   */
  Assembly(Memory memory, Map<Listing, Reading> readings, Map<Key, String> known, Instant now) {
    this.memory = memory;
    this.readings = readings;
    this.known = known;
    this.now = now;
    this.census = new Census(memory, readings, known, now);
  }

  Observation assemble(String accountId, boolean brandNew, Pings pings) {
    readings.forEach((listing, reading) -> judge(listing, reading, census.of(listing)));
    readings.forEach(this::rememberMissing);
    memory.deaths().forEach((key, id) -> census.dead().putIfAbsent(key, new Dead(id, "dead")));
    Map<Class<? extends Resource>, String> unlisted = unlisted(brandNew);
    memory.saw(ids());
    return new Observation(
        accountId, present, census.surplus(), census.dead(), missing, unlisted, pings);
  }

  private void judge(Listing listing, Reading reading, Map<Key, Observed> listed) {
    Set<Key> keys = new HashSet<>(listed.keySet());
    memory.overlay().keys().stream().filter(key -> tellsOf(listing, key)).forEach(keys::add);
    for (Key key : keys) {
      Overlay.Verdict verdict =
          memory
              .overlay()
              .judge(key, Optional.ofNullable(listed.get(key)), reading, census::isDead, now);
      switch (verdict) {
        case Overlay.Verdict.Is(Observed observed) -> present.put(key, observed);
        case Overlay.Verdict.None none -> {}
        case Overlay.Verdict.Ask(Observed what, boolean afresh) ->
            conclude(listing, key, what.id(), afresh);
      }
    }
  }

  private static boolean tellsOf(Listing listing, Key key) {
    return listing.kinds().stream().anyMatch(kind -> key.kind().equals(Resource.kindName(kind)));
  }

  /**
   * A link is gone when a listing of its parents begun after our write does not show it; of
   * anything else its id has to tell.
   */
  private void conclude(Listing listing, Key key, String id, boolean listedWithout) {
    if (census.isDead(id)) {
      memory.overlay().drop(key);
      return;
    }
    if (!listedWithout) {
      missing.put(key, key + " (" + id + ") was deleted; the listing that confirms it is awaited");
      return;
    }
    if (!key.kind().equals(Resource.kindName(listing.main()))) {
      memory.overlay().drop(key);
      return;
    }
    askFor(listing, key, id);
  }

  private void askFor(Listing listing, Key key, String id) {
    switch (memory.suspicions().about(id, listing)) {
      case Suspicions.Answer.Gone(String awsState) -> gone(key, id, awsState);
      case Suspicions.Answer.Nothing(String sentence) -> {
        if (memory.overlay().isRemoved(key)) {
          gone(key, id, sentence);
        } else {
          missing.put(key, key + ": " + sentence);
        }
      }
      case Suspicions.Answer.Pending pending ->
          missing.put(key, key + " (" + id + ") is not listed; asking for it by its id");
      case Suspicions.Answer.There there ->
          missing.put(key, key + " (" + id + ") is not listed, yet AWS knows its id");
      case Suspicions.Answer.Unclear(String sentence) -> missing.put(key, key + ": " + sentence);
    }
  }

  private void gone(Key key, String id, String awsState) {
    memory.overlay().drop(key);
    memory.died(key, id);
    census.dead().put(key, new Dead(id, awsState));
  }

  /** What was there once, is not listed, and was not deleted by us in this process. */
  private void rememberMissing(Listing listing, Reading reading) {
    known.forEach((key, id) -> {
      if (key.kind().equals(Resource.kindName(listing.main()))
          && !present.containsKey(key)
          && !missing.containsKey(key)
          && !census.isDead(id)
          && reading.times() > 0) {
        askFor(listing, key, id);
      }
    });
  }

  private Map<Class<? extends Resource>, String> unlisted(boolean brandNew) {
    Map<Class<? extends Resource>, String> unlisted = new HashMap<>();
    readings.forEach((listing, reading) -> {
      Optional<String> why =
          reading
              .failure()
              .or(() ->
                  brandNew || reading.twice(Timing.PROOF_OF_ABSENCE)
                      ? Optional.empty()
                      : Optional.of(
                          listing.action()
                              + " has to be read twice to be sure of what an earlier run of"
                              + " the operator left"));
      why.ifPresent(sentence -> listing.kinds().forEach(kind -> unlisted.put(kind, sentence)));
      listing.kinds().forEach(kind -> uncertain(Resource.kindName(kind), reading));
    });
    return unlisted;
  }

  /**
   * An attempt whose answer was lost may have been done: only a listing begun well after it tells
   * that it was not.
   */
  private void uncertain(String kindName, Reading reading) {
    memory
        .uncertainKeys()
        .forEach((key, at) -> {
          if (!key.kind().equals(kindName)) {
            return;
          }
          if (present.containsKey(key)
              || reading.begun().isAfter(at.plus(Timing.PROOF_OF_ABSENCE))) {
            memory.certain(key);
          } else {
            missing.putIfAbsent(
                key, key + ": the answer to an attempt to create it was lost; looking for it");
          }
        });
  }

  private Map<Key, String> ids() {
    Map<Key, String> ids = new HashMap<>();
    present.forEach((key, observed) -> ids.put(key, observed.id()));
    return ids;
  }
}
