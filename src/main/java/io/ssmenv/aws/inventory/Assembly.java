package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.Reading.Owned;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Dead;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the observation of one environment together: the listings' word, our own writes, and what
 * the ids told.
 */
final class Assembly {

  /** Before it is decided which resources are kept, everything goes by its id. */
  private static final Names BY_ID =
      new Names() {
        @Override
        public Ref ref(String id) {
          return Ref.id(id);
        }

        @Override
        public boolean knows(String id) {
          return true;
        }
      };

  private final Memory memory;
  private final Map<Listing, Reading> readings;
  private final Map<Key, String> known;
  private final Instant now;

  private final Map<Key, Observed> present = new HashMap<>();
  private final List<Observed> surplus = new ArrayList<>();
  private final Map<Key, Dead> dead = new HashMap<>();
  private final Map<Key, String> missing = new HashMap<>();
  private final Map<String, Key> keyOfId = new HashMap<>();

  /**
   * @param known ids that are recorded elsewhere, by key
   */
  Assembly(Memory memory, Map<Listing, Reading> readings, Map<Key, String> known, Instant now) {
    this.memory = memory;
    this.readings = readings;
    this.known = known;
    this.now = now;
  }

  Observation assemble(String accountId, boolean brandNew, Pings pings) {
    Map<Listing, List<Owned>> living = new LinkedHashMap<>();
    readings.forEach((listing, reading) -> living.put(listing, living(listing, reading)));
    Map<Listing, List<Owned>> kept = keep(living);
    unlistedNames();
    readings.forEach((listing, reading) ->
        judge(listing, reading, decode(kept.getOrDefault(listing, List.of()))));
    readings.forEach(this::rememberMissing);
    memory.deaths().forEach((key, id) -> dead.putIfAbsent(key, new Dead(id, "dead")));
    Map<Class<? extends Resource>, String> unlisted = unlisted(brandNew);
    memory.saw(ids());
    return new Observation(accountId, present, surplus, dead, missing, unlisted, pings);
  }

  /**
   * Everything alive that a listing shows, and what it does not show but its id proved to be there.
   */
  private List<Owned> living(Listing listing, Reading reading) {
    List<Owned> living = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Owned owned : reading.of(memory.owner().uid())) {
      if (!memory.owner().owns(owned.ownership())) {
        continue;
      }
      ids.add(owned.item().id());
      if (owned.item().dead()) {
        bury(owned.ownership().key(), owned.item().id(), owned.item().awsState());
      } else {
        memory.suspicions().dismiss(owned.item().id());
        living.add(owned);
      }
    }
    known.values().stream()
        .filter(id -> !ids.contains(id))
        .forEach(id -> {
          if (memory.suspicions().known(id, listing)
              instanceof Suspicions.Answer.There(Owned owned)) {
            living.add(owned);
          }
        });
    return living;
  }

  /**
   * Remembers the last dead one of a key: the one that this process knew, else the one recorded,
   * else the greatest id.
   */
  private void bury(Key key, String id, String why) {
    boolean last =
        memory
            .dead(key)
            .or(() -> Optional.ofNullable(known.get(key)))
            .map(id::equals)
            .orElse(false);
    Dead other = dead.get(key);
    if (other == null || last || (!isLast(key, other) && id.compareTo(other.id()) > 0)) {
      dead.put(key, new Dead(id, why));
    }
  }

  private boolean isLast(Key key, Dead other) {
    return memory
        .dead(key)
        .or(() -> Optional.ofNullable(known.get(key)))
        .filter(other.id()::equals)
        .isPresent();
  }

  /**
   * One for each key: what serves before what is going, then what others refer to, then the
   * smallest id.
   */
  private Map<Listing, List<Owned>> keep(Map<Listing, List<Owned>> living) {
    Set<String> referredTo = new HashSet<>();
    living
        .values()
        .forEach(items ->
            items.forEach(owned ->
                decode(owned, BY_ID)
                    .forEach(observed ->
                        observed
                            .resource()
                            .refs()
                            .forEach(ref -> referredTo.add(ref.toString())))));
    Map<Listing, List<Owned>> kept = new LinkedHashMap<>();
    living.forEach((listing, items) -> {
      Map<Key, List<Owned>> byKey = new LinkedHashMap<>();
      items.forEach(owned ->
          byKey.computeIfAbsent(owned.ownership().key(), key -> new ArrayList<>()).add(owned));
      List<Owned> keepers = new ArrayList<>();
      byKey
          .values()
          .forEach(same -> {
            Owned keeper = same.stream().min(preference(referredTo)).orElseThrow();
            keepers.add(keeper);
            keyOfId.put(keeper.item().id(), keeper.ownership().key());
            same.stream()
                .filter(other -> !other.item().id().equals(keeper.item().id()))
                .forEach(other -> surplus.add(decode(other, BY_ID).getFirst()));
          });
      kept.put(listing, keepers);
    });
    return kept;
  }

  private Comparator<Owned> preference(Set<String> referredTo) {
    return Comparator.comparing((Owned owned) -> rank(decode(owned, BY_ID).getFirst().state()))
        .thenComparing(owned -> !referredTo.contains(owned.item().id()))
        .thenComparing(owned -> owned.item().id());
  }

  private static int rank(State state) {
    return switch (state) {
      case READY, PENDING -> 0;
      case FAILED -> 1;
      case DELETING -> 2;
    };
  }

  /**
   * What was just created, or was there before, and is not listed, is named too: what refers to it
   * is as it should be, and only the listing is late.
   */
  private void unlistedNames() {
    for (Key key : memory.overlay().keys()) {
      memory
          .overlay()
          .id(key)
          .filter(id -> isTaggable(key))
          .ifPresent(id -> keyOfId.putIfAbsent(id, key));
    }
    known.forEach((key, id) -> {
      if (isTaggable(key) && !isDead(id) && !keyOfId.containsValue(key)) {
        keyOfId.putIfAbsent(id, key);
      }
    });
  }

  private boolean isTaggable(Key key) {
    return readings.keySet().stream()
        .anyMatch(listing -> key.kind().equals(Resource.kindName(listing.main())));
  }

  private Map<Key, Observed> decode(List<Owned> items) {
    Map<Key, Observed> decoded = new LinkedHashMap<>();
    Names names =
        id -> Optional.ofNullable(keyOfId.get(id)).map(Ref::to).orElseGet(() -> Ref.id(id));
    items.forEach(
        owned -> decode(owned, names).forEach(observed -> decoded.put(observed.key(), observed)));
    return decoded;
  }

  private static List<Observed> decode(Owned owned, Names names) {
    return owned.item().decoder().decode(owned.ownership().key(), names);
  }

  private void judge(Listing listing, Reading reading, Map<Key, Observed> listed) {
    Set<Key> keys = new HashSet<>(listed.keySet());
    memory.overlay().keys().stream().filter(key -> tellsOf(listing, key)).forEach(keys::add);
    for (Key key : keys) {
      Overlay.Verdict verdict =
          memory
              .overlay()
              .judge(key, Optional.ofNullable(listed.get(key)), reading, this::isDead, now);
      switch (verdict) {
        case Overlay.Verdict.Is(Observed observed) -> present.put(key, observed);
        case Overlay.Verdict.None none -> {}
        case Overlay.Verdict.Ask(Observed what, boolean afresh) ->
            conclude(listing, key, what.id(), afresh);
      }
    }
  }

  private boolean isDead(String id) {
    return dead.values().stream().anyMatch(one -> one.id().equals(id));
  }

  private static boolean tellsOf(Listing listing, Key key) {
    return listing.kinds().stream().anyMatch(kind -> key.kind().equals(Resource.kindName(kind)));
  }

  /**
   * A link is gone when a listing of its parents begun after our write does not show it; of
   * anything else its id has to tell.
   */
  private void conclude(Listing listing, Key key, String id, boolean listedWithout) {
    if (isDead(id)) {
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
      case Suspicions.Answer.Gone(String awsState) -> {
        memory.overlay().drop(key);
        memory.died(key, id);
        dead.put(key, new Dead(id, awsState));
      }
      case Suspicions.Answer.Pending pending ->
          missing.put(key, key + " (" + id + ") is not listed; asking for it by its id");
      case Suspicions.Answer.There there ->
          missing.put(key, key + " (" + id + ") is not listed, yet AWS knows its id");
      case Suspicions.Answer.Unclear(String sentence) -> missing.put(key, key + ": " + sentence);
    }
  }

  /** What was there once, is not listed, and was not deleted by us in this process. */
  private void rememberMissing(Listing listing, Reading reading) {
    known.forEach((key, id) -> {
      if (key.kind().equals(Resource.kindName(listing.main()))
          && !present.containsKey(key)
          && !missing.containsKey(key)
          && !isDead(id)
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
