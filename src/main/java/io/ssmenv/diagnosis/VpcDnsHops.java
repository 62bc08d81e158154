package io.ssmenv.diagnosis;

import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Ipv4Range;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Optional;

/** The resolver of the VPC, and whether the instances ask it. */
record VpcDnsHops(Evidence evidence, ObservedGraph graph) {

  private static final String AMAZON_DNS = "AmazonProvidedDNS";
  private static final String LINK_LOCAL_DNS = "169.254.169.253";

  /** What is known of the resolver of the VPC. */
  record Resolver(String id, List<String> cidrs, boolean support, boolean hostnames) {}

  /** Whom the instances ask for names. */
  private enum Asked {
    VPC,
    OTHERS,
    /** The DHCP options were not read, or name both. */
    UNKNOWN
  }

  /** The key of the VPC: that of the host, for a guest. */
  private Key vpc() {
    return evidence.network(SharedNetwork.VPC);
  }

  /** What is known of it; empty if the VPC was not read. */
  Optional<Resolver> resolver() {
    return evidence
        .foreign()
        .map(vpc -> new Resolver(vpc.id(), vpc.cidrs(), vpc.dnsSupport(), vpc.dnsHostnames()))
        .or(() ->
            graph.find(vpc()) instanceof Lookup.Found(var _, Observed found)
                    && found.resource() instanceof Vpc vpc
                ? Optional.of(
                    new Resolver(
                        found.id(), List.of(vpc.cidr()), vpc.dnsSupport(), vpc.dnsHostnames()))
                : Optional.empty());
  }

  /**
   * Of the VPC's resolver; the DHCP options decide whether instances ask it.
   *
   * @param hasWayOut whether public addresses are enough
   * @param hasEndpoints whether there are other ones
   */
  List<Hop> hops(boolean hasWayOut, boolean hasEndpoints) {
    return resolver()
        .map(resolver -> List.of(support(resolver), servers(resolver, !hasWayOut && hasEndpoints)))
        .orElseGet(() ->
            List.of(Hop.unknown(Place.VPC_DNS, "vpc", "The attributes of the VPC were not read")));
  }

  private Hop support(Resolver resolver) {
    return resolver.support()
        ? Hop.ok(
            Place.VPC_DNS,
            resolver.id(),
            "%s has enableDnsSupport enabled".formatted(resolver.id()))
        : evidence.dated(Part.DHCP_OPTIONS, withoutSupport(resolver));
  }

  private Hop withoutSupport(Resolver resolver) {
    String why = "%s has enableDnsSupport disabled".formatted(resolver.id());
    String remedy = mend("Enable it", resolver.id());
    return switch (asked(resolver)) {
      case VPC -> Hop.broken(Place.VPC_DNS, resolver.id(), why + ", so no name resolves", remedy);
      case OTHERS -> Hop.ok(Place.VPC_DNS, resolver.id(), why);
      case UNKNOWN ->
          Hop.suspect(
              Place.VPC_DNS,
              resolver.id(),
              why + ", so no name resolves unless the instances ask other DNS servers",
              remedy);
    };
  }

  private Hop servers(Resolver resolver, boolean needsPrivateNames) {
    Optional<TrafficControls.DhcpOptions> known =
        evidence.controls().flatMap(TrafficControls::dhcpOptions);
    if (known.isEmpty()) {
      return Hop.unknown(
          Place.DHCP_OPTIONS,
          resolver.id(),
          Unread.of(evidence, Part.DHCP_OPTIONS, "The DHCP options"));
    }
    return evidence.dated(Part.DHCP_OPTIONS, servers(resolver, known.get(), needsPrivateNames));
  }

  private Hop servers(
      Resolver resolver, TrafficControls.DhcpOptions options, boolean needsPrivateNames) {
    if (options.dnsServers().isEmpty()) {
      return Hop.broken(
          Place.DHCP_OPTIONS,
          options.id(),
          "The DHCP options %s of %s name no DNS server".formatted(options.id(), resolver.id()),
          ask(
              "Ask the owner of the VPC for DHCP options with AmazonProvidedDNS",
              "Associate DHCP options with AmazonProvidedDNS"));
    }
    if (needsPrivateNames && asked(resolver) == Asked.OTHERS) {
      return Hop.suspect(
          Place.DHCP_OPTIONS,
          options.id(),
          "The DHCP options %s of %s name the DNS servers %s instead of AmazonProvidedDNS, so the names of Systems Manager may not resolve to the endpoints"
              .formatted(options.id(), resolver.id(), String.join(", ", options.dnsServers())),
          "Have these servers forward the names to the resolver of the VPC, or "
              + ask("ask its owner for other DHCP options", "associate other DHCP options"));
    }
    return Hop.ok(
        Place.DHCP_OPTIONS,
        options.id(),
        "%s names the DNS servers %s"
            .formatted(options.id(), String.join(", ", options.dnsServers())));
  }

  /** Whether it is certain that the instances get the answers of the VPC's resolver. */
  boolean decides() {
    return resolver().filter(known -> asked(known) == Asked.VPC).isPresent();
  }

  private Asked asked(Resolver resolver) {
    List<String> servers =
        evidence
            .controls()
            .flatMap(TrafficControls::dhcpOptions)
            .map(TrafficControls.DhcpOptions::dnsServers)
            .orElse(List.of());
    long own = servers.stream().filter(server -> isOfVpc(server, resolver)).count();
    return servers.isEmpty()
        ? Asked.UNKNOWN
        : own == servers.size() ? Asked.VPC : own == 0 ? Asked.OTHERS : Asked.UNKNOWN;
  }

  /** The resolver of a VPC has the third address of each of its ranges [D]. */
  private static boolean isOfVpc(String server, Resolver resolver) {
    return server.equals(AMAZON_DNS)
        || server.equals(LINK_LOCAL_DNS)
        || resolver.cidrs().stream().anyMatch(range -> new Ipv4Range(range).third().equals(server));
  }

  /** Who changes an attribute of the VPC. */
  String mend(String change, String vpc) {
    return evidence.foreign().isPresent()
        ? "Ask the owner of %s to change it".formatted(vpc)
        : evidence.remedy(vpc(), change);
  }

  private String ask(String ofOwner, String own) {
    return evidence.foreign().isPresent() ? ofOwner : own;
  }
}
