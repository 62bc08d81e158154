package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.Image;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.status.Messages;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The manifest of an environment that would adopt an orphan, as far as its resources tell the spec.
 */
final class AdoptionManifest {

  private AdoptionManifest() {}

  /**
   * The manifest as YAML.
   *
   * @throws IllegalStateException with a message for users, if no environment can adopt the orphan
   */
  static String of(Orphan orphan, Finding finding) {
    if (orphan.regions().size() != 1) {
      throw new IllegalStateException(
          orphan.regions().isEmpty()
              ? orphan.id()
                  + ": only IAM resources are left, which cannot be adopted. Use --delete "
                  + orphan.id()
              : orphan.id()
                  + ": the resources are in several regions, but an environment has one. Use"
                  + " --delete "
                  + orphan.id());
    }
    int slash = orphan.owner().indexOf('/');
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: %s/v1alpha1
            kind: SsmManagedEnvironment
            metadata:
              namespace: %s
              name: %s
              annotations:
                %s: %s
            spec:
              region: %s
              connectivity: {pattern: %s
            """
                .formatted(
                    SsmManagedEnvironment.GROUP,
                    orphan.owner().substring(0, Math.max(0, slash)),
                    orphan.owner().substring(slash + 1),
                    SsmManagedEnvironment.ADOPT,
                    orphan.id(),
                    orphan.regions().getFirst(),
                    pattern(orphan)));
    yaml.append(network(orphan, finding)).append("  instances:\n");
    groups(orphan).forEach((name, instances) -> yaml.append(group(name, instances)));
    return yaml.toString();
  }

  private static String network(Orphan orphan, Finding finding) {
    Optional<Vpc> vpc = resources(orphan, Vpc.class).findFirst();
    Set<String> zones =
        resources(orphan, Subnet.class)
            .filter(subnet -> subnet.key().name().startsWith("workload-"))
            .map(Subnet::zone)
            .collect(Collectors.toCollection(TreeSet::new));
    return vpc.map(own ->
            """
              network:
                cidr: %s
                availabilityZones: %d # %s
            """
                .formatted(own.cidr(), Math.max(1, zones.size()), String.join(", ", zones)))
        .orElseGet(() -> inOtherVpc(orphan, finding));
  }

  private static String inOtherVpc(Orphan orphan, Finding finding) {
    String vpc = finding.vpcOf(orphan).orElse("VPC");
    Optional<String> host = finding.ownerOf(vpc);
    if (host.isPresent()) {
      return """
        network:
          environment: {name: %s} # in whose VPC the resources are
      """
          .formatted(host.get().substring(host.get().indexOf('/') + 1));
    }
    List<String> own = resources(orphan, Subnet.class).map(Subnet::cidr).sorted().toList();
    return own.isEmpty()
        ? """
          network:
            existing: {vpcId: %s, subnetIds: [%s]} # in the order of before
        """
            .formatted(vpc, String.join(", ", subnetIds(orphan)))
        : """
          network:
            existing: {vpcId: %s, cidrs: [RANGES]} # as before; the subnets have %s
        """
            .formatted(vpc, String.join(", ", own));
  }

  private static List<String> subnetIds(Orphan orphan) {
    return resources(orphan, NetworkInterface.class)
        .map(NetworkInterface::subnet)
        .flatMap(subnet -> subnet instanceof Ref.ToId(String id) ? Stream.of(id) : Stream.empty())
        .distinct()
        .toList();
  }

  /** The instances by the name of their group, which ends with a number. */
  private static Map<String, List<Instance>> groups(Orphan orphan) {
    return resources(orphan, Instance.class)
        .collect(
            Collectors.groupingBy(
                instance ->
                    instance.key().name().substring(0, instance.key().name().lastIndexOf('-')),
                TreeMap::new,
                Collectors.toList()));
  }

  private static String group(String name, List<Instance> instances) {
    int count =
        1
            + instances.stream()
                .map(instance -> instance.key().name())
                .mapToInt(full -> Integer.parseInt(full.substring(full.lastIndexOf('-') + 1)))
                .max()
                .orElse(0);
    Instance first = instances.getFirst();
    String image =
        Stream.of(Image.DEFAULT.source(), first.imageId())
            .filter(source -> AwsNames.launch(source, first.type()).equals(first.launch()))
            .findFirst()
            .map(
                source -> source.equals(first.imageId()) ? "    image: {id: " + source + "}\n" : "")
            .orElse(
                "    image: {parameter: NAME} # as before: with another one the instances are replaced\n");
    return "  - name: %s\n    count: %d\n    type: %s\n%s"
        .formatted(name, count, first.type(), image);
  }

  /** The end of its line. The resources of a guest or of provided endpoints do not tell it. */
  private static String pattern(Orphan orphan) {
    if (has(orphan, NatGateway.class)) {
      return Messages.name(Pattern.NAT_GATEWAY) + "}";
    }
    if (resources(orphan, VpcEndpoint.class)
        .anyMatch(endpoint -> endpoint.type() == VpcEndpoint.Type.INTERFACE)) {
      return Messages.name(Pattern.PRIVATE_ENDPOINTS) + "}";
    }
    return has(orphan, Address.class) || !has(orphan, Instance.class)
        ? Messages.name(Pattern.ELASTIC_IP) + "}"
        : "PATTERN} # as before: NatGateway or PrivateEndpoints";
  }

  private static boolean has(Orphan orphan, Class<? extends Resource> type) {
    return resources(orphan, type).findAny().isPresent();
  }

  private static <R extends Resource> Stream<R> resources(Orphan orphan, Class<R> type) {
    return orphan.resources().stream()
        .map(Found::observed)
        .map(one -> one.resource())
        .filter(type::isInstance)
        .map(type::cast);
  }
}
