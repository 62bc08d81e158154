package io.ssmenv.aws.inventory;

import io.ssmenv.aws.budget.ReadBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which ids a pass reads, as the budget allows. The environments take turns, within a pass
 * and from one pass to the next, so that none waits for the thousands of ids of another.
 */
final class AbsenceCheckTurns {

  /** The read of one id for an environment. */
  record Turn(EnvironmentCache cache, String id) {
    private String environment() {
      return cache.owner().uid();
    }
  }

  private final ReadBudget budget;

  /** For each listing, the number of the last turn of each environment that still has ids. */
  private final Map<Listing, Map<String, Long>> lastTurns = new ConcurrentHashMap<>();

  AbsenceCheckTurns(ReadBudget budget) {
    this.budget = budget;
  }

  /** Returns the reads of this pass with the API of a listing, and takes them from the budget. */
  List<Turn> next(Listing listing, Collection<EnvironmentCache> caches) {
    Map<String, Long> last = lastTurns.getOrDefault(listing, Map.of());
    Deque<Queue<Turn>> waiting =
        caches.stream()
            .map(cache -> pending(cache, listing))
            .filter(turns -> !turns.isEmpty())
            .sorted(
                Comparator.<Queue<Turn>>comparingLong(
                        turns -> last.getOrDefault(turns.element().environment(), 0L))
                    .thenComparing(turns -> turns.element().environment()))
            .collect(ArrayDeque::new, ArrayDeque::add, ArrayDeque::addAll);
    Map<String, Long> now = new HashMap<>(last);
    now.keySet().retainAll(waiting.stream().map(turns -> turns.element().environment()).toList());
    long turn = last.values().stream().max(Comparator.naturalOrder()).orElse(0L);
    List<Turn> taken = new ArrayList<>();
    while (!waiting.isEmpty() && budget.tryTakeById(listing.action())) {
      Queue<Turn> turns = waiting.remove();
      Turn first = turns.remove();
      taken.add(first);
      turn++;
      now.put(first.environment(), turn);
      if (!turns.isEmpty()) {
        waiting.add(turns);
      }
    }
    lastTurns.put(listing, now);
    return taken;
  }

  private static Queue<Turn> pending(EnvironmentCache cache, Listing listing) {
    return new ArrayDeque<>(
        cache.absenceChecks().pending(listing).stream().map(id -> new Turn(cache, id)).toList());
  }
}
