package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Pings;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listing that suddenly lacks most resources of many environments: an empty answer, or somebody
 * who has removed the tags of everything. It is not believed, because all environments would be
 * built a second time. What was listed before stays, and the listing counts as failed until it
 * shows the resources again.
 */
final class SuddenLoss {

  /** Of fewer environments, a person can look at each. */
  private static final int ENVIRONMENTS = 5;

  /** A listing is believed that lacks no more than one of so many. */
  private static final int PART = 2;

  private static final Logger log = LoggerFactory.getLogger(SuddenLoss.class);

  private SuddenLoss() {}

  /**
   * Returns a reading without the results that are not believed.
   *
   * @param caches of the environments at work
   */
  static Reading withoutLosses(
      Reading reading, InventoryView before, Collection<EnvironmentCache> caches) {
    if (!(reading instanceof Reading.Confirmed confirmed)
        || !confirmed.account().equals(before.account())) {
      return reading;
    }
    Map<Listing, ListResult> results = new LinkedHashMap<>(confirmed.results());
    confirmed
        .results()
        .forEach((listing, now) ->
            loss(listing, before.of(listing), now, caches)
                .ifPresent(why -> results.put(listing, before.of(listing).withFailure(why))));
    Map<Listing, ListResult> all = new LinkedHashMap<>(before.results());
    all.putAll(results);
    Pings pings = doubted(all).<Pings>map(Pings.Unknown::new).orElse(confirmed.pings());
    return new Reading.Confirmed(confirmed.account(), results, pings, confirmed.absences());
  }

  /** Why the agents are not believed: their instances are not. */
  private static Optional<String> doubted(Map<Listing, ListResult> results) {
    return results.entrySet().stream()
        .filter(entry -> ReadPlan.listsInstances(entry.getKey()))
        .flatMap(entry -> entry.getValue().failure().stream())
        .filter(why -> why.cause() == Unlisted.Cause.SUDDEN_LOSS)
        .map(Unlisted::message)
        .findFirst();
  }

  private static Optional<Unlisted> loss(
      Listing listing, ListResult before, ListResult now, Collection<EnvironmentCache> caches) {
    if (now.failure().isPresent()) {
      return Optional.empty();
    }
    int listed = 0;
    Map<String, Integer> lost = new HashMap<>();
    for (EnvironmentCache cache : caches) {
      String environment = cache.owner().environment();
      List<ListResult.Owned> were = before.of(environment);
      listed += were.size();
      if (!before.hasSame(environment, now) && !cache.recentWrites().deletes()) {
        int missing = missing(were, now.of(environment), now.unread());
        if (missing > 0) {
          lost.put(environment, missing);
        }
      }
    }
    int all = lost.values().stream().mapToInt(Integer::intValue).sum();
    boolean doubtful = lost.size() >= ENVIRONMENTS && all * PART > listed;
    if (doubtful && before.failure().isEmpty()) {
      log.warn("{}", message(listing, all, listed, lost.size()));
    }
    return doubtful
        ? Optional.of(
            new Unlisted(Unlisted.Cause.SUDDEN_LOSS, message(listing, all, listed, lost.size())))
        : Optional.empty();
  }

  /** What was being deleted, by whomever, goes as expected. */
  private static int missing(
      List<ListResult.Owned> before, List<ListResult.Owned> now, Set<String> unread) {
    Set<String> ids = now.stream().map(owned -> owned.item().id()).collect(Collectors.toSet());
    return (int)
        before.stream()
            .map(ListResult.Owned::item)
            .filter(item -> !item.dead() && !item.isBeingDeleted())
            .filter(item -> !ids.contains(item.id()) && !unread.contains(item.id()))
            .count();
  }

  private static String message(Listing listing, int lost, int listed, int environments) {
    return "%s suddenly lacks %d of %d resources, of %d environments. Nothing is written in this region until it shows them again. Restore their ssmenv.io/ tags if somebody has removed them; if the resources were really deleted, restart the operator, which then builds them again"
        .formatted(listing.action(), lost, listed, environments);
  }
}
