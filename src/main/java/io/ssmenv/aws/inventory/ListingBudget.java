package io.ssmenv.aws.inventory;

import static java.util.Collections.disjoint;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  /** The most values in a filter of Systems Manager [D]; EC2 takes 200. */
  private static final int MOST_ENVIRONMENTS = 100;

  /** Takes the calls of listings, whether or not it has room. */
  void take(Collection<Listing> listings) {
    listings.forEach(each -> budget.take(each.action(), view.of(each).size()));
  }

  /**
   * Takes the calls of the awaited listings for which it has room. Those that take more than one
   * call are read by tag for the environments that wait, unless too many do.
   *
   * @param awaited the listings with the environments that wait for them
   * @param awaitingAgents those that wait for the agents in their instances
   */
  ReadPlan tryTake(Map<Listing, Set<Owner>> awaited, Set<Owner> awaitingAgents) {
    List<Listing> whole = new ArrayList<>();
    Map<Listing, Set<String>> parts = new LinkedHashMap<>();
    awaited.forEach((listing, owners) -> {
      Set<String> environments = environments(owners);
      ListResult before = view.of(listing);
      boolean part =
          canListSome(listing, owners) && budget.calls(listing.action(), before.size()) > 1;
      int items = part ? before.size(environments) : before.size();
      if (budget.tryTakeListing(listing.action(), items)) {
        if (part) {
          parts.put(listing, environments);
        } else {
          whole.add(listing);
        }
      }
    });
    boolean unknown = !(view.pings() instanceof Pings.Known);
    return new ReadPlan(
        whole,
        parts,
        unknown && whole.stream().anyMatch(ReadPlan::listsInstances)
            ? new ReadPlan.Agents.All() // Perhaps their instances are believed again.
            : agents(awaitingAgents));
  }

  private ReadPlan.Agents agents(Set<Owner> owners) {
    if (owners.isEmpty()) {
      return new ReadPlan.Agents.None();
    }
    int known = view.pings() instanceof Pings.Known pings ? pings.byInstance().size() : 0;
    return view.results().keySet().stream()
        .filter(ReadPlan::listsInstances)
        .filter(listing -> canListSome(listing, owners))
        .filter(_ -> budget.calls(PingSource.ACTION, known) > 1)
        .findFirst()
        .<ReadPlan.Agents>map(listing -> new ReadPlan.Agents.Some(listing, environments(owners)))
        .orElseGet(ReadPlan.Agents.All::new);
  }

  private boolean canListSome(Listing listing, Set<Owner> owners) {
    ListResult before = view.of(listing);
    return listing.canListSome()
        && before.completed() > 0
        && before.failure().isEmpty() // Only a whole listing tells whether it is over.
        && environments(owners).size() <= MOST_ENVIRONMENTS
        && owners.stream().noneMatch(Owner::adopting);
  }

  private static Set<String> environments(Set<Owner> owners) {
    return owners.stream().map(Owner::environment).collect(ImmutableCopy.toSet());
  }

  /**
   * The listings of a poll. Every third one is enough for what is not there and nobody waits for.
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
                    entry.getValue().startedAt().plus(interval.multipliedBy(5).dividedBy(2))))
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
