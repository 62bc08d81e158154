package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.topology.InVpc;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether resources in a VPC of somebody else, which an environment takes over, are where its spec
 * says. A subnet or an interface in another place would be replaced.
 */
public record AdoptedPlacement(ExistingVpc where, Observation observed) {

  /**
   * The VPC of resources, if it is neither that of their environment nor that of the one in whose
   * VPC it stands.
   */
  public static Optional<String> vpcId(Observation observed) {
    return observed.present().values().stream()
        .map(Observed::resource)
        .flatMap(resource -> resource instanceof InVpc in ? id(in.vpc()) : Stream.empty())
        .findFirst();
  }

  private static Stream<String> id(Ref ref) {
    return ref instanceof Ref.ToId(String id) ? Stream.of(id) : Stream.empty();
  }

  /** What to set in the spec; empty if it fits. */
  public Optional<String> mismatch() {
    return otherVpc().or(() -> where.ranges().isEmpty() ? otherSubnets() : otherRanges());
  }

  private Optional<String> otherVpc() {
    return vpcId(observed)
        .filter(id -> where.vpcIdIfSet().filter(named -> !named.equals(id)).isPresent())
        .map("The resources are in %s. Set spec.network.existing.vpcId to it"::formatted);
  }

  private Optional<String> otherSubnets() {
    if (subnets().findAny().isPresent()) {
      return Optional.of(
          "The resources include subnets of their own. Set spec.network.existing.vpcId to %s, and spec.network.existing.cidrs as the former environment had it"
              .formatted(vpcId(observed).orElse("their VPC")));
    }
    return interfaces()
        .flatMap(one ->
            id(one.subnet())
                .filter(id -> !where.subnets().contains(id))
                .map(id ->
                    "The network interface %s is in %s. Add this subnet to spec.network.existing.subnetIds"
                        .formatted(one.key(), id)))
        .findFirst();
  }

  private Optional<String> otherRanges() {
    return interfaces()
        .flatMap(one ->
            id(one.subnet())
                .map(id ->
                    "The network interface %s is in %s, which the operator did not create. Set spec.network.existing.subnetIds to the subnets of the instances instead of spec.network.existing.cidrs"
                        .formatted(one.key(), id)))
        .findFirst()
        .or(() ->
            subnets()
                .filter(subnet -> !planned(subnet).equals(Optional.of(subnet.cidr())))
                .findFirst()
                .map(subnet ->
                    "The subnet %s of the resources has the range %s. Set spec.network.existing.cidrs as the former environment had it"
                        .formatted(
                            observed.find(subnet.key()).map(Observed::id).orElse(""),
                            subnet.cidr())));
  }

  /** The range of a workload subnet by the spec. */
  private Optional<String> planned(Subnet subnet) {
    List<String> ranges = where.ranges();
    int zone = ZoneLetters.ALL.indexOf(ZoneLetters.letter(subnet.key()));
    return ranges.size() == 1 || zone < ranges.size()
        ? Optional.of(AddressPlan.of(ranges).workloadSubnet(zone))
        : Optional.empty();
  }

  private Stream<Subnet> subnets() {
    return ZoneLetters.ALL.stream()
        .flatMap(letter -> observed.find(ZoneLetters.workload(letter)).stream())
        .map(one -> (Subnet) one.resource());
  }

  private Stream<NetworkInterface> interfaces() {
    return observed.present().values().stream()
        .map(Observed::resource)
        .filter(NetworkInterface.class::isInstance)
        .map(NetworkInterface.class::cast);
  }
}
