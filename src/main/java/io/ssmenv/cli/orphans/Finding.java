package io.ssmenv.cli.orphans;

import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.topology.InVpc;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Vpc;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What operators have created in an account.
 *
 * @param orphans what has no living environment
 * @param all the resources of all environments, living or not: some stand in the VPC of another one
 */
record Finding(List<Orphan> orphans, List<Found> all) {

  Finding {
    orphans = List.copyOf(orphans);
    all = List.copyOf(all);
  }

  Finding(List<Orphan> orphans, Collection<List<Found>> byRegion) {
    this(orphans, byRegion.stream().flatMap(List::stream).toList());
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

  /** The VPC in which an orphan stands, if it has none of its own. */
  Optional<String> vpcOf(Orphan orphan) {
    return orphan.resources().stream().flatMap(Finding::vpc).findFirst();
  }

  /** The namespace and name of the environment that owns a VPC; empty if none does. */
  Optional<String> ownerOf(String vpc) {
    return all.stream()
        .filter(one -> one.observed().resource() instanceof Vpc)
        .filter(one -> one.observed().id().equals(vpc))
        .map(one -> one.ownership().owner())
        .findFirst();
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
