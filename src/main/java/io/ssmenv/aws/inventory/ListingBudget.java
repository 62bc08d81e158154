package io.ssmenv.aws.inventory;

import io.ssmenv.aws.budget.ReadBudget;
import java.util.Collection;

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
}
