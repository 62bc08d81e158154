package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pass reads.
 *
 * @param whole the listings of all environments
 * @param parts the listings of some environments only, with their ids
 * @param agents which agents are listed
 */
record ReadPlan(List<Listing> whole, Map<Listing, Set<String>> parts, Agents agents) {

  /** Which agents are listed. */
  sealed interface Agents {
    record None() implements Agents {}

    record All() implements Agents {}

    /**
     * Those in the instances of some environments.
     *
     * @param instances their listing
     * @param environments their ids
     */
    record Some(Listing instances, Set<String> environments) implements Agents {}
  }

  ReadPlan {
    whole = List.copyOf(whole);
    parts = ImmutableCopy.of(parts);
  }

  /** Some listings of all environments, with the agents in the instances that they show. */
  static ReadPlan of(List<Listing> whole) {
    return new ReadPlan(
        whole,
        Map.of(),
        whole.stream().anyMatch(ReadPlan::listsInstances) ? new Agents.All() : new Agents.None());
  }

  static boolean listsInstances(Listing listing) {
    return listing.primaryType().equals(Instance.class);
  }

  boolean isEmpty() {
    return whole.isEmpty() && parts.isEmpty() && !listsAgents();
  }

  List<Listing> all() {
    return Stream.concat(whole.stream(), parts.keySet().stream()).toList();
  }

  /** Whether only some environments are listed. */
  boolean isPart(Listing listing) {
    return parts.containsKey(listing);
  }

  /** Lists what is planned. Throws what the listing throws. */
  ListResult list(
      Listing listing,
      Clients clients,
      ListResult before,
      ListingScope.Shown shown,
      KnownItems known,
      Instant startedAt) {
    Set<String> part = parts.get(listing);
    Listed listed =
        part == null
            ? listing.list(clients, shown.tags(), known.whole())
            : listing.list(clients, TagScope.ofEnvironments(part), known.part());
    Instant began = listed.sharedSince().orElse(startedAt);
    return part == null ? before.with(began, listed, shown) : before.withPart(began, listed, part);
  }

  /** Whether agents are listed. */
  boolean listsAgents() {
    return !(agents instanceof Agents.None);
  }

  /** How many agents are listed, as far as it is known. */
  int agents(InventoryView before) {
    return switch (agents) {
      case Agents.None _ -> 0;
      case Agents.All _ -> known(before).size();
      case Agents.Some(Listing instances, Set<String> environments) ->
          before.of(instances).size(environments);
    };
  }

  private static Map<String, Ping> known(InventoryView before) {
    return before.pings() instanceof Pings.Known known ? known.byInstance() : Map.of();
  }

  /** Lists the agents. Throws what the source throws. */
  Pings agents(PingSource source, Clients clients, InventoryView before, TagScope shown) {
    if (agents instanceof Agents.Some(Listing instances, Set<String> environments)
        && before.pings() instanceof Pings.Known known) {
      Map<String, Ping> all = new HashMap<>(known.byInstance());
      ListResult listed = before.of(instances);
      environments.forEach(
          environment -> listed.of(environment).forEach(owned -> all.remove(owned.item().id())));
      all.putAll(source.list(clients, TagScope.ofEnvironments(environments)));
      return new Pings.Known(all);
    }
    return new Pings.Known(source.list(clients, shown));
  }
}
