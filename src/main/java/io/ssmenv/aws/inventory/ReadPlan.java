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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pass reads.
 *
 * @param whole the listings of all environments
 * @param parts the listings of some environments only, with their ids
 */
record ReadPlan(List<Listing> whole, Map<Listing, Set<String>> parts) {

  ReadPlan {
    whole = List.copyOf(whole);
    parts = ImmutableCopy.of(parts);
  }

  static ReadPlan of(List<Listing> whole) {
    return new ReadPlan(whole, Map.of());
  }

  boolean isEmpty() {
    return whole.isEmpty() && parts.isEmpty();
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
      Instant startedAt) {
    Set<String> part = parts.get(listing);
    return part == null
        ? before.with(startedAt, listing.list(clients, shown.tags()), shown)
        : before.withPart(startedAt, listing.list(clients, TagScope.ofEnvironments(part)), part);
  }

  /** Whether the agents are to be listed. */
  boolean listsAgents() {
    return all().stream().anyMatch(ReadPlan::listsInstances);
  }

  private static boolean listsInstances(Listing listing) {
    return listing.primaryType().equals(Instance.class);
  }

  /** How many agents are to be listed, as far as it is known. */
  int agents(InventoryView before) {
    return parts.entrySet().stream()
        .filter(entry -> listsInstances(entry.getKey()))
        .findFirst()
        .map(entry -> before.of(entry.getKey()).size(entry.getValue()))
        .orElseGet(
            () -> before.pings() instanceof Pings.Known known ? known.byInstance().size() : 0);
  }

  /** Lists the agents. Throws what the source throws. */
  Pings agents(PingSource source, Clients clients, InventoryView before, TagScope shown) {
    Optional<Map.Entry<Listing, Set<String>>> part =
        parts.entrySet().stream().filter(entry -> listsInstances(entry.getKey())).findFirst();
    if (part.isEmpty() || !(before.pings() instanceof Pings.Known known)) {
      return new Pings.Known(source.list(clients, shown));
    }
    Map<String, Ping> all = new HashMap<>(known.byInstance());
    ListResult instances = before.of(part.get().getKey());
    part.get()
        .getValue()
        .forEach(environment ->
            instances.of(environment).forEach(owned -> all.remove(owned.item().id())));
    all.putAll(source.list(clients, TagScope.ofEnvironments(part.get().getValue())));
    return new Pings.Known(all);
  }
}
