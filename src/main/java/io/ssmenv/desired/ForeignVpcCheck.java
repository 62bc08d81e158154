package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.topology.Ipv4Range;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether an environment may stand in a VPC of somebody else, and what that VPC lacks. All of it is
 * for its owner to change.
 *
 * @param vpc without what the environment itself has there
 * @param where the VPC and the ranges or subnets as the spec names them
 * @param namespace of the environment
 */
public record ForeignVpcCheck(
    ForeignVpc vpc, ExistingVpc where, EnvironmentSpec spec, String namespace) {

  private static final String AGAIN = "create this environment again with ";

  /** The first problem; empty if there is none. */
  public Optional<DesiredState.Unresolved> problem() {
    Stream<Supplier<Optional<? extends DesiredState.Unresolved>>> checks =
        Stream.of(
            this::notShared,
            () -> first(List.of(missingSubnets(), subnetsInOneZone())),
            this::subnetNotShared,
            () -> first(List.of(rangesOutside(), rangesOverlapping(), rangesTaken())),
            () -> first(List.of(withoutGateway(), wrongRoutes(), withoutDns())),
            () -> new ForeignEndpointCheck(vpc, spec, workloadRanges()).problem());
    return checks
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .map(DesiredState.Unresolved.class::cast)
        .findFirst();
  }

  private static Optional<DesiredState.VpcUnsuitable> first(List<Stream<String>> problems) {
    return problems.stream()
        .flatMap(stream -> stream)
        .findFirst()
        .map(DesiredState.VpcUnsuitable::new);
  }

  private Optional<DesiredState.VpcNotShared> notShared() {
    return notShared("The VPC " + vpc.id(), vpc.consent());
  }

  /** IAM allows what is created in a subnet by the tags of the subnet, not by those of its VPC. */
  private Optional<DesiredState.VpcNotShared> subnetNotShared() {
    return subnets()
        .flatMap(subnet ->
            notShared("The subnet " + subnet.id() + " of " + vpc.id(), subnet.consent()).stream())
        .findFirst();
  }

  private Optional<DesiredState.VpcNotShared> notShared(String what, Consent consent) {
    return consent.covers(namespace)
        ? Optional.empty()
        : Optional.of(
            new DesiredState.VpcNotShared(
                "%s does not allow environments of the namespace %s: its tag %s %s. Ask its owner to set the tag to a list that has %2$s, or to *. Until then nothing is written, except for a deletion"
                    .formatted(
                        what,
                        namespace,
                        Consent.TAG,
                        consent.tag().isPresent() ? "does not name it" : "is not set")));
  }

  private Stream<ForeignVpc.Subnet> subnets() {
    return where.subnets().stream().flatMap(id -> vpc.subnet(id).stream());
  }

  private Stream<String> missingSubnets() {
    return where.subnets().stream()
        .filter(id -> vpc.subnet(id).isEmpty())
        .map(id ->
            "spec.network.existing: there is no subnet %s in %s. If it is gone, %sother subnets"
                .formatted(id, vpc.id(), AGAIN));
  }

  private Stream<String> subnetsInOneZone() {
    List<ForeignVpc.Subnet> all = subnets().toList();
    return all.stream()
        .flatMap(one ->
            all.stream()
                .filter(other -> other.zone().equals(one.zone()) && !other.equals(one))
                .map(other ->
                    "spec.network.existing.subnetIds: %s and %s are both in %s, but each has to be in another availability zone. Delete this environment, and %sone subnet for each zone"
                        .formatted(one.id(), other.id(), one.zone(), AGAIN)));
  }

  private Stream<String> rangesOutside() {
    return where.ranges().stream()
        .filter(range ->
            vpc.cidrs().stream()
                .noneMatch(all -> new Ipv4Range(all).contains(new Ipv4Range(range))))
        .map(range ->
            "spec.network.existing.cidrs: %s is not in the ranges of %s, which are %s. Add it to the VPC, or %sa range in them"
                .formatted(range, vpc.id(), String.join(", ", vpc.cidrs()), AGAIN));
  }

  private Stream<String> rangesOverlapping() {
    List<String> all = where.ranges();
    return all.stream()
        .flatMap(one ->
            all.stream()
                .filter(other -> !other.equals(one))
                .filter(other -> new Ipv4Range(other).overlaps(new Ipv4Range(one)))
                .map(other ->
                    "spec.network.existing.cidrs: %s and %s overlap. Delete this environment, and %sranges that do not"
                        .formatted(one, other, AGAIN)));
  }

  /** AWS lets no subnet overlap another one, so a range of an own subnet is not taken. */
  private Stream<String> rangesTaken() {
    return where.ranges().isEmpty() ? Stream.empty() : wantedRanges().flatMap(this::taken);
  }

  private Stream<String> taken(String range) {
    return vpc.subnets().stream()
        .filter(subnet -> new Ipv4Range(subnet.cidr()).overlaps(new Ipv4Range(range)))
        .map(subnet ->
            "The subnet %s (%s) of %s%s overlaps with %s, which this environment needs for a subnet of its own. Create this environment again with other ranges%s"
                .formatted(
                    subnet.id(),
                    subnet.cidr(),
                    vpc.id(),
                    subnet.environment().isEmpty()
                        ? ""
                        : ", which is of the environment with the id " + subnet.environment() + ",",
                    range,
                    subnet.environment().isEmpty()
                        ? ", or delete " + subnet.id() + " if nobody needs it"
                        : ""));
  }

  private Stream<String> wantedRanges() {
    AddressPlan plan = AddressPlan.of(where.ranges());
    return ZoneLetters.wanted(spec).stream()
        .map(ZoneLetters.ALL::indexOf)
        .flatMap(zone ->
            pattern() == Pattern.NAT_GATEWAY
                ? Stream.of(plan.workloadSubnet(zone), plan.publicSubnet(zone))
                : Stream.of(plan.workloadSubnet(zone)));
  }

  private List<String> workloadRanges() {
    return where.ranges().isEmpty()
        ? subnets().map(ForeignVpc.Subnet::cidr).toList()
        : List.copyOf(
            AddressPlan.of(where.ranges()).workloadSubnets(ZoneLetters.wanted(spec)).values());
  }

  private Pattern pattern() {
    return spec.connectivity().pattern();
  }

  private boolean provided() {
    return spec.connectivity().endpointsOrDefault().providedOrDefault();
  }

  private Stream<String> withoutGateway() {
    boolean needed =
        pattern() == Pattern.ELASTIC_IP
            || (pattern() == Pattern.NAT_GATEWAY && where.subnets().isEmpty());
    return needed && vpc.internetGateway().isEmpty()
        ? Stream.of(
            "The VPC %s has no Internet gateway, which this pattern needs. Attach one, or set spec.connectivity.pattern to PrivateEndpoints"
                .formatted(vpc.id()))
        : Stream.empty();
  }

  private Stream<String> wrongRoutes() {
    return provided() ? Stream.empty() : subnets().flatMap(subnet -> wrongRoute(subnet).stream());
  }

  private Optional<String> wrongRoute(ForeignVpc.Subnet subnet) {
    String needs =
        switch (subnet.egress().kind()) {
          case UNKNOWN -> "";
          case INTERNET_GATEWAY ->
              switch (pattern()) {
                case ELASTIC_IP -> "";
                case NAT_GATEWAY -> "one to a NAT gateway or a transit gateway";
                case PRIVATE_ENDPOINTS -> "none";
              };
          case OTHER ->
              switch (pattern()) {
                case ELASTIC_IP -> "one to the Internet gateway";
                case NAT_GATEWAY -> "";
                case PRIVATE_ENDPOINTS -> "none";
              };
          case NONE ->
              switch (pattern()) {
                case ELASTIC_IP -> "one to the Internet gateway";
                case NAT_GATEWAY -> "one to a NAT gateway or a transit gateway";
                case PRIVATE_ENDPOINTS -> "";
              };
        };
    String has =
        subnet.egress().target().isEmpty()
            ? "no default route"
            : "a default route to " + subnet.egress().target();
    return needs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The subnet %s of %s has %s, but the connectivity pattern needs %s. Change its route table, or spec.connectivity.pattern"
                .formatted(subnet.id(), vpc.id(), has, needs));
  }

  private Stream<String> withoutDns() {
    if (pattern() != Pattern.PRIVATE_ENDPOINTS || provided()) {
      return Stream.empty();
    }
    return Stream.concat(
            vpc.dnsSupport() ? Stream.empty() : Stream.of("enableDnsSupport"),
            vpc.dnsHostnames() ? Stream.empty() : Stream.of("enableDnsHostnames"))
        .map(attribute ->
            "The attribute %s of the VPC %s is off, so endpoints cannot have the names of their services. Enable it, or set spec.connectivity.endpoints to {provided: true} if the instances reach endpoints elsewhere"
                .formatted(attribute, vpc.id()));
  }
}
