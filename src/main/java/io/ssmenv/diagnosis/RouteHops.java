package io.ssmenv.diagnosis;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The way from a subnet to public addresses: route table, default route and gateways. */
record RouteHops(Evidence evidence, ObservedGraph graph, Workplace work) {

  private DefaultRoute routes() {
    return new DefaultRoute(evidence, graph);
  }

  /** Whether packets to public addresses may leave the subnet of the instance. */
  boolean hasWayOut() {
    return work.subnet()
        .key()
        .map(subnet ->
            !(routes().of(work.subnet(), subnet) instanceof DefaultRoute.Way.Ends(Hop hop)
                && hop.isBroken()))
        .orElseGet(() -> foreignEgress().kind() != ForeignVpc.Egress.Kind.NONE);
  }

  /** Of packets to public addresses. */
  List<Hop> toInternet() {
    return work.subnet()
        .key()
        .map(subnet -> follow(routes().of(work.subnet(), subnet)))
        .orElseGet(this::throughForeign);
  }

  private List<Hop> follow(DefaultRoute.Way way) {
    return switch (way) {
      case DefaultRoute.Way.Ends(Hop hop) -> List.of(hop);
      case DefaultRoute.Way.To to -> follow(to);
    };
  }

  private List<Hop> follow(DefaultRoute.Way.To to) {
    List<Hop> hops = new ArrayList<>(others(to));
    hops.add(routes().hop(to));
    if (hops.getLast().isBroken()) {
      return hops;
    }
    switch (to.target()) {
      case Lookup.Found(Key key, Observed found) when found.resource() instanceof NatGateway nat ->
          hops.addAll(throughNat(key, found, nat));
      case Lookup.Found(Key key, Observed found) when found.resource() instanceof InternetGateway ->
          hops.addAll(throughGateway(new GatewayHops(evidence, graph).attached(key, found.id())));
      case Lookup.Outside(String id) when isOfVpc(id) ->
          hops.addAll(throughGateway(new GatewayHops(evidence, graph).foreign(id)));
      case Lookup.Unread(String why) -> hops.add(Hop.unknown(Place.ROUTE, to.route().id(), why));
      default ->
          hops.add(
              Hop.suspect(
                  Place.ROUTE,
                  to.route().id(),
                  "The default route of %s leads to %s, which the operator does not know"
                      .formatted(to.route().id(), DefaultRoute.target(to)),
                  evidence.remedy(to.table(), "Lead it to where the spec asks for")));
    }
    return hops;
  }

  private boolean isOfVpc(String id) {
    return evidence.foreign().flatMap(ForeignVpc::internetGateway).filter(id::equals).isPresent();
  }

  /** A more specific route may take the packets to Systems Manager elsewhere. */
  private Stream<Hop> otherRoutes(DefaultRoute.Way.To to) {
    return routes()
        .others(to.table())
        .map(route ->
            Hop.suspect(
                Place.ROUTE,
                to.route().id(),
                "The route %s of %s leads to %s, and may take packets to Systems Manager there"
                    .formatted(route.destination(), to.route().id(), route.target()),
                evidence.remedy(to.table(), "Delete it")));
  }

  private List<Hop> others(DefaultRoute.Way.To to) {
    return otherRoutes(to).toList();
  }

  private List<Hop> throughGateway(Hop gateway) {
    if (gateway.isBroken()) {
      return List.of(gateway);
    }
    return List.of(gateway, access().ofInstance(work.subnet()), publicAddress());
  }

  private Hop publicAddress() {
    return new GatewayHops(evidence, graph).publicAddress(work);
  }

  private PublicAccessHops access() {
    return new PublicAccessHops(evidence, vpc());
  }

  private String vpc() {
    return evidence
        .foreign()
        .map(ForeignVpc::id)
        .orElseGet(() ->
            graph.name(
                work.subnet().key().orElse(SharedNetwork.VPC),
                Ref.to(evidence.network(SharedNetwork.VPC))));
  }

  private List<Hop> throughNat(Key key, Observed found, NatGateway nat) {
    Hop state =
        found.is(State.READY)
            ? Hop.ok(Place.NAT_GATEWAY, found.id(), found.id() + " is available")
            : Hop.broken(
                Place.NAT_GATEWAY,
                found.id(),
                "The NAT gateway %s is %s".formatted(found.id(), found.awsState()),
                evidence.remedy(key, "Replace it"));
    Optional<SubnetPlace> subnet =
        graph.follow(key, nat.subnet()) instanceof Lookup.Found(Key at, Observed known)
            ? SubnetPlace.of(at, known)
            : Optional.empty();
    if (state.isBroken()) {
      return List.of(state);
    }
    return subnet
        .map(place -> behindNat(state, place))
        .orElseGet(() ->
            List.of(
                state,
                Hop.unknown(
                    Place.NAT_GATEWAY,
                    found.id(),
                    "The subnet of %s was not read".formatted(found.id()))));
  }

  private List<Hop> behindNat(Hop state, SubnetPlace place) {
    List<Hop> hops = new ArrayList<>(List.of(state));
    DefaultRoute.Way way = routes().of(place, place.key().orElseThrow());
    hops.addAll(
        new GatewayHops(evidence, graph)
            .ofNat(
                switch (way) {
                  case DefaultRoute.Way.Ends(Hop hop) -> hop;
                  case DefaultRoute.Way.To to -> routes().hop(to);
                },
                way instanceof DefaultRoute.Way.To to
                    ? Optional.of(to.target())
                    : Optional.empty()));
    hops.add(access().ofNatGateway(place));
    NetworkAclHops acls = new NetworkAclHops(evidence);
    acls.between(work.subnet(), List.of(place)).stream().skip(1).forEach(hops::add);
    hops.add(acls.outside(place, TrafficFlow.Ports.OF_NAT_GATEWAYS));
    return hops;
  }

  private ForeignVpc.Egress foreignEgress() {
    return evidence
        .foreign()
        .flatMap(vpc -> vpc.subnet(work.subnet().id()))
        .map(ForeignVpc.Subnet::egress)
        .orElse(new ForeignVpc.Egress(ForeignVpc.Egress.Kind.UNKNOWN, ""));
  }

  private List<Hop> throughForeign() {
    String id = work.subnet().id();
    ForeignVpc.Egress egress = foreignEgress();
    return switch (egress.kind()) {
      case NONE ->
          List.of(
              Hop.broken(
                  Place.ROUTE,
                  id,
                  "The subnet %s has no default route".formatted(id),
                  "Ask the owner of %s for one".formatted(vpc())));
      case INTERNET_GATEWAY ->
          throughGateway(new GatewayHops(evidence, graph).foreign(egress.target()));
      case OTHER -> beyond(id, egress.target());
      case UNKNOWN ->
          List.of(Hop.unknown(Place.ROUTE, id, "The routes of %s were not read".formatted(id)));
    };
  }

  private List<Hop> beyond(String subnet, String target) {
    Hop route =
        Hop.ok(
            Place.ROUTE, subnet, "The default route of %s leads to %s".formatted(subnet, target));
    return target.startsWith("nat-")
        ? List.of(route, access().ofNatGatewayElsewhere(target))
        : List.of(
            route,
            Hop.unknown(Place.ROUTE, target, "What is behind %s was not read".formatted(target)));
  }
}
