package io.ssmenv.cli.orphans;

import io.ssmenv.aws.AccountScan;
import io.ssmenv.aws.AccountScan.Heartbeat;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.InVpc;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What operators have created in an account.
 *
 * @param orphans what has no living environment
 * @param all the resources of all environments, living or not: some stand in the VPC of another one
 * @param regions that were read
 * @param everyRegion whether these are all that are enabled for the account; only then it is known
 *     whose the IAM resources are
 */
record Finding(List<Orphan> orphans, List<Found> all, List<String> regions, boolean everyRegion) {

  Finding {
    orphans = List.copyOf(orphans);
    all = List.copyOf(all);
    regions = List.copyOf(regions);
  }

  /** What was read, without knowing yet whether the operators of other clusters write. */
  static Finding of(
      SortedMap<String, List<Found>> byRegion, Living living, List<String> regions, boolean every) {
    SortedMap<String, List<Found>> listed = new TreeMap<>(byRegion);
    if (!every) {
      listed.remove(AccountScan.GLOBAL);
    }
    return new Finding(
        Orphan.of(listed, living),
        byRegion.values().stream().flatMap(List::stream).toList(),
        regions,
        every);
  }

  /** The clusters in the tags of the orphans. */
  Set<String> clusters() {
    return orphans.stream()
        .flatMap(orphan -> orphan.clusters().stream())
        .collect(ImmutableCopy.toSet());
  }

  Finding with(Map<String, Heartbeat> heartbeats) {
    return new Finding(
        orphans.stream().map(orphan -> orphan.with(heartbeats)).toList(),
        all,
        regions,
        everyRegion);
  }

  Orphan find(String id) {
    return orphans.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No resources without a living environment have the id "
                    + id
                    + ". Run ./ssmenv orphans for a list"));
  }

  /** What exists with the id of an orphan, also what is not listed, with all links. */
  List<Observed> everythingOf(Orphan orphan) {
    return all.stream()
        .filter(one -> one.ownership().environment().equals(orphan.id()))
        .flatMap(one -> Stream.concat(Stream.of(one.observed()), one.links().stream()))
        .toList();
  }

  /** The VPC in which an orphan stands, if it has none of its own. */
  Optional<String> vpcOf(Orphan orphan) {
    return orphan.resources().stream().flatMap(Finding::vpc).findFirst();
  }

  /** The tags of a VPC that an environment owns; empty if none does. */
  Optional<Ownership> ownerOf(String vpc) {
    return all.stream()
        .filter(one -> one.observed().resource() instanceof Vpc)
        .filter(one -> one.observed().id().equals(vpc))
        .map(Found::ownership)
        .findFirst();
  }

  /** Why an orphan must not be deleted now, and what to do; empty if it may be. */
  Optional<String> obstacle(Orphan orphan) {
    String operator = "the operator of the cluster " + String.join(", ", orphan.clusters());
    if (orphan.operator().at().isPresent()) {
      return Optional.of(operator + " still writes in this account. Delete the environment there");
    }
    if (orphan.operator().unreadable().isPresent()) {
      return Optional.of(
          "it is not known whether "
              + operator
              + " still writes. "
              + orphan.operator().unreadable().get()
              + " Allow that, or repeat the command later");
    }
    if (!orphan.claiming().isEmpty()) {
      return Optional.of(
          String.join(", ", orphan.claiming())
              + " asks for these resources. Remove its annotation ssmenv.io/adopt, or delete it");
    }
    SortedSet<String> guests = guestsOf(orphan);
    return guests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "other environments stand in its VPC. Delete first " + String.join(", ", guests));
  }

  /** The other environments that stand in a VPC of an orphan, each with its id. */
  SortedSet<String> guestsOf(Orphan orphan) {
    List<String> own =
        orphan.resources().stream()
            .filter(one -> one.observed().resource() instanceof Vpc)
            .map(one -> one.observed().id())
            .toList();
    return all.stream()
        .filter(one -> !one.ownership().environment().equals(orphan.id()))
        .filter(one -> vpc(one).anyMatch(own::contains))
        .map(one -> "%s (%s)".formatted(one.ownership().owner(), one.ownership().environment()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> vpc(Found found) {
    return found.observed().resource() instanceof InVpc in
            && in.vpc() instanceof Ref.ToId(String id)
        ? Stream.of(id)
        : Stream.empty();
  }
}
