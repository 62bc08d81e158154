package io.ssmenv.cli.orphans;

import io.ssmenv.aws.AccountScan;
import io.ssmenv.aws.AccountScan.Heartbeat;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.VpcEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An environment id with resources in AWS and no living environment.
 *
 * @param owner the namespace and name of the object that had them
 * @param clusters the cluster ids in the tags; more than one after an adoption that was not
 *     finished
 * @param regions in which the resources are, without those that are in no region
 * @param created when the first of them was created, as far as AWS says so
 * @param operator whether the operator of another cluster in the tags still writes
 * @param claiming the namespaces and names of the living objects that ask for the resources
 * @param resources those that cost money by themselves first
 */
record Orphan(
    String id,
    String owner,
    SortedSet<String> clusters,
    List<String> regions,
    Optional<Instant> created,
    Heartbeat operator,
    SortedSet<String> claiming,
    List<Found> resources) {

  private static final Heartbeat SILENT = new Heartbeat(Optional.empty(), Optional.empty());

  private static final Set<String> STOPPED = Set.of("stopped", "stopping");

  Orphan {
    regions = List.copyOf(regions);
    resources = List.copyOf(resources);
  }

  /** Groups resources by environment; those with most resources that cost money come first. */
  static List<Orphan> of(SortedMap<String, List<Found>> byRegion, Living living) {
    SortedMap<String, SortedMap<String, List<Found>>> byId = new TreeMap<>();
    byRegion.forEach((region, all) ->
        all.forEach(one ->
            byId.computeIfAbsent(one.ownership().environment(), _ -> new TreeMap<>())
                .computeIfAbsent(region, _ -> new ArrayList<>())
                .add(one)));
    return byId.entrySet().stream()
        .filter(one -> !living.has(one.getKey(), tags(one.getValue())))
        .map(one -> of(one.getKey(), one.getValue(), living.claiming(one.getKey())))
        .sorted(
            Comparator.comparingInt((Orphan one) -> -one.costing().size())
                .thenComparing(Orphan::id))
        .toList();
  }

  private static List<Ownership> tags(Map<String, List<Found>> byRegion) {
    return byRegion.values().stream().flatMap(List::stream).map(Found::ownership).toList();
  }

  private static Orphan of(
      String id, Map<String, List<Found>> byRegion, SortedSet<String> claiming) {
    List<Found> all =
        byRegion.values().stream()
            .flatMap(List::stream)
            .sorted(
                Comparator.comparing((Found one) -> !costs(one.observed()))
                    .thenComparing(one -> one.observed().key())
                    .thenComparing(one -> one.observed().id()))
            .toList();
    return new Orphan(
        id,
        all.getFirst().ownership().owner(),
        all.stream()
            .map(one -> one.ownership().cluster())
            .collect(Collectors.toCollection(TreeSet::new)),
        byRegion.keySet().stream()
            .filter(region -> !region.equals(AccountScan.GLOBAL))
            .sorted()
            .toList(),
        all.stream()
            .flatMap(one -> one.observed().detail(Observed.CREATED).stream())
            .map(Instant::parse)
            .min(Comparator.naturalOrder()),
        SILENT,
        claiming,
        all);
  }

  /**
   * With what is known of the operators of its clusters.
   *
   * @param heartbeats by cluster id
   */
  Orphan with(Map<String, Heartbeat> heartbeats) {
    List<Heartbeat> own = clusters.stream().map(id -> heartbeats.getOrDefault(id, SILENT)).toList();
    Heartbeat all =
        new Heartbeat(
            own.stream().flatMap(one -> one.at().stream()).max(Comparator.naturalOrder()),
            own.stream().flatMap(one -> one.unreadable().stream()).findFirst());
    return new Orphan(id, owner, clusters, regions, created, all, claiming, resources);
  }

  /** Whether AWS bills a resource by the hour while it exists in this state. */
  static boolean costs(Observed observed) {
    return switch (observed.resource()) {
      case NatGateway _, Address _ -> true;
      case VpcEndpoint endpoint -> endpoint.type() == VpcEndpoint.Type.INTERFACE;
      case Instance _ -> !STOPPED.contains(observed.awsState());
      default -> false;
    };
  }

  List<Found> costing() {
    return resources.stream().filter(one -> costs(one.observed())).toList();
  }

  boolean retained() {
    return resources.stream().anyMatch(Found::retained);
  }

  String regionNames() {
    return regions.isEmpty() ? AccountScan.GLOBAL : String.join(", ", regions);
  }

  /** The age as kubectl shows it, such as {@code 12d}; a question mark if AWS does not tell. */
  String age(Instant now) {
    return created
        .map(since -> Duration.between(since, now))
        .map(age ->
            age.toDays() > 0
                ? age.toDays() + "d"
                : age.toHours() > 0 ? age.toHours() + "h" : Math.max(0, age.toMinutes()) + "m")
        .orElse("?");
  }
}
