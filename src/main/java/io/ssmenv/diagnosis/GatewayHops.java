package io.ssmenv.diagnosis;

import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.List;
import java.util.Optional;

/** The Internet gateway, and the public address that it translates to. */
record GatewayHops(Evidence evidence, ObservedGraph graph) {

  /** Of a gateway of the environment or of its host. */
  Hop attached(Key gateway, String id) {
    Key attachment =
        gateway.ofHost().isPresent()
            ? InternetGatewayAttachment.KEY.inHost()
            : InternetGatewayAttachment.KEY;
    return switch (graph.find(attachment)) {
      case Lookup.Found(var _, Observed found) when found.is(State.READY) ->
          Hop.ok(Place.INTERNET_GATEWAY, id, id + " is attached to the VPC");
      case Lookup.Unread(String why) -> Hop.unknown(Place.INTERNET_GATEWAY, id, why);
      default ->
          Hop.broken(
              Place.INTERNET_GATEWAY,
              id,
              "The Internet gateway %s is not attached to the VPC".formatted(id),
              evidence.remedy(gateway, "Attach it"));
    };
  }

  /** Of a gateway of somebody else, which is that of the VPC. */
  Hop foreign(String id) {
    return Hop.ok(Place.INTERNET_GATEWAY, id, id + " is attached to the VPC");
  }

  /**
   * Of the way from the subnet of a NAT gateway to the Internet.
   *
   * @param target of its default route
   */
  List<Hop> ofNat(Hop route, Optional<Lookup> target) {
    if (route.isBroken() || target.isEmpty()) {
      return List.of(route);
    }
    return switch (target.get()) {
      case Lookup.Found(Key key, Observed found) when found.resource() instanceof InternetGateway ->
          List.of(route, attached(key, found.id()));
      case Lookup.Outside(String id)
          when evidence
              .foreign()
              .flatMap(vpc -> vpc.internetGateway())
              .filter(id::equals)
              .isPresent() ->
          List.of(route, foreign(id));
      case Lookup.Unread(String why) ->
          List.of(route, Hop.unknown(Place.INTERNET_GATEWAY, route.resource(), why));
      default ->
          List.of(
              route,
              Hop.suspect(
                  Place.ROUTE,
                  route.resource(),
                  "The default route of the subnet of the NAT gateway does not lead to an Internet gateway that the operator knows",
                  evidence.remedy("Lead it to the Internet gateway")));
    };
  }

  /** An association that was just created and not listed yet has no public IP of its own. */
  Hop publicAddress(Workplace work) {
    Optional<Observed> association = graph.address(work.networkInterface());
    Optional<String> unread = graph.unread(Key.of("addressassociation"));
    return association
        .map(found ->
            Hop.ok(
                Place.PUBLIC_ADDRESS,
                work.id(),
                "%s has the address %s"
                    .formatted(
                        work.id(), found.detail(Observed.PUBLIC_IP).orElse("of its Elastic IP"))))
        .or(() -> unread.map(why -> Hop.unknown(Place.PUBLIC_ADDRESS, work.id(), why)))
        .orElseGet(() ->
            Hop.broken(
                Place.PUBLIC_ADDRESS,
                work.id(),
                "The interface %s has no public address".formatted(work.id()),
                evidence.remedy("Associate its Elastic IP")));
  }
}
