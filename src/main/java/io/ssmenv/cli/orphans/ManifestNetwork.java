package io.ssmenv.cli.orphans;

import io.ssmenv.desired.ExistingRanges;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The network, from the VPC and the subnets that exist.
 *
 * @param name of the environment in the manifest
 * @param host the tags of the VPC in which the resources stand, if another environment has it
 */
record ManifestNetwork(Remains remains, EnvironmentName name, Optional<Ownership> host) {

  /** As in the CRD. */
  private static final String RANGE = ".*/(1[6-9]|2[0-4])";

  private static final int MOST_SUBNETS = 3;

  /** The field {@code network}. */
  String yaml() {
    Optional<Vpc> own = remains.of(Vpc.class).findFirst();
    if (own.isPresent()) {
      return own.get().cidr().matches(RANGE)
          ? "  network:\n    cidr: " + own.get().cidr() + "\n" + zones()
          : "  # No environment can have a VPC with the range " + own.get().cidr() + ".\n";
    }
    if (host.isPresent()) {
      return inHost(host.get());
    }
    return remains
        .vpc()
        .map(this::inForeign)
        .orElse("  # Nothing that is left tells the network: set it as before.\n");
  }

  private String inHost(Ownership tags) {
    EnvironmentName named = EnvironmentName.of(tags);
    EnvironmentName there =
        named.name().equals(name.name()) ? EnvironmentName.ofId(tags.environment()) : named;
    String note =
        named.isDerived() || !there.equals(named)
            ? "in whose VPC the resources are; set its name"
            : "in whose VPC the resources are";
    return "  network:\n    environment: {name: %s}%s\n"
            .formatted(YamlText.scalar(there.name()), YamlText.comment(note))
        + zones();
  }

  private String inForeign(String vpc) {
    SortedMap<String, String> ranges = workload(Subnet::cidr);
    if (ranges.isEmpty()) {
      List<String> subnets = subnetIds();
      return subnets.isEmpty() || subnets.size() > MOST_SUBNETS
          ? "  # network:\n  #   existing: {vpcId: %s, subnetIds: [FILL-IN]} # or cidrs, as before\n"
              .formatted(vpc)
          : "  network:\n    existing: {vpcId: %s, subnetIds: [%s]}\n"
              .formatted(vpc, String.join(", ", subnets));
    }
    String list = String.join(", ", ranges.values());
    return ExistingRanges.of(ranges)
        .map(cidrs ->
            "  network:\n    existing: {vpcId: %s, cidrs: [%s]} # the subnets have %s\n"
                    .formatted(vpc, String.join(", ", cidrs), list)
                + zones())
        .orElse(
            "  # network:\n  #   existing: {vpcId: %s, cidrs: [FILL-IN]} # as before; the subnets have %s\n"
                .formatted(vpc, list));
  }

  private String zones() {
    SortedMap<String, String> zones = workload(Subnet::zone);
    return "    availabilityZones: %d%s\n"
        .formatted(Math.max(1, zones.size()), YamlText.comment(String.join(", ", zones.values())));
  }

  /** By the letters of the zones. */
  private SortedMap<String, String> workload(Function<Subnet, String> value) {
    SortedMap<String, String> subnets = new TreeMap<>();
    for (String letter : ZoneLetters.ALL) {
      remains
          .of(Subnet.class)
          .filter(subnet -> subnet.key().equals(ZoneLetters.workload(letter)))
          .findFirst()
          .ifPresent(subnet -> subnets.put(letter, value.apply(subnet)));
    }
    return subnets;
  }

  /** In the order of the instances, which take the zones in turn. */
  private List<String> subnetIds() {
    return remains
        .of(NetworkInterface.class)
        .sorted(
            Comparator.comparingInt((NetworkInterface one) -> one.key().name().length())
                .thenComparing(NetworkInterface::key))
        .map(NetworkInterface::subnet)
        .flatMap(subnet -> subnet instanceof Ref.ToId(String id) ? Stream.of(id) : Stream.empty())
        .distinct()
        .toList();
  }
}
