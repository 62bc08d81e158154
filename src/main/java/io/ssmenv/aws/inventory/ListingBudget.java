package io.ssmenv.aws.inventory;

import static java.util.Collections.disjoint;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the calls of listings from the budget, which knows how many calls the resources take that
 * were listed last.
 *
 * @param view with the last results
 */
record ListingBudget(ReadBudget budget, InventoryView view) {

  /** Whether it has room for listings. */
  boolean hasRoom(Collection<Listing> listings) {
    return listings.stream().allMatch(each -> budget.hasRoom(each.action(), view.of(each).size()));
  }

  /** Takes the calls of listings, whether or not it has room. */
  void take(Collection<Listing> listings) {
    listings.forEach(each -> budget.take(each.action(), view.of(each).size()));
  }

  /** Takes the calls of a listing, if it has room. */
  boolean tryTake(Listing listing) {
    return budget.tryTakeListing(listing.action(), view.of(listing).size());
  }

  /**
   * The listings of a poll. Every second one is enough for what is not there and nobody waits for.
   *
   * @param interval that of the polls
   */
  List<Listing> dueInPoll(
      Collection<EnvironmentRefresh> environments, Duration interval, Instant now) {
    Set<Class<? extends Resource>> awaited = new HashSet<>();
    environments.forEach(environment -> awaited.addAll(environment.types()));
    return view.results().entrySet().stream()
        .filter(entry ->
            !isEmpty(entry.getValue())
                || !disjoint(entry.getKey().types(), awaited)
                || !now.isBefore(
                    entry.getValue().startedAt().plus(interval.multipliedBy(3).dividedBy(2))))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isEmpty(ListResult result) {
    return result.completedTwice(Timing.PROOF_OF_ABSENCE)
        && result.failure().isEmpty()
        && result.unread().isEmpty()
        && result.size() == 0;
  }
}
