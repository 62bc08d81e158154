package io.ssmenv.diagnosis;

import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An endpoint that has the name of a service, and the way to it. */
record EndpointHops(Evidence evidence, ObservedGraph graph, Workplace work) {

  List<Hop> to(ServiceEndpoint endpoint) {
    List<SubnetPlace> subnets = subnets(endpoint);
    SecurityGroupHops groups = new SecurityGroupHops(evidence, graph, work);
    List<Hop> hops = new ArrayList<>();
    hops.add(groups.to(endpoint, ranges(endpoint, subnets)));
    if (subnets.isEmpty()) {
      hops.add(
          Hop.unknown(
              Place.NETWORK_ACL,
              endpoint.id(),
              "The subnets of %s, and so their network ACLs, were not read"
                  .formatted(endpoint.id())));
    }
    hops.addAll(new NetworkAclHops(evidence).between(work.subnet(), subnets));
    hops.add(state(endpoint));
    hops.add(groups.into(endpoint));
    hops.add(policy(endpoint));
    return hops;
  }

  private static Collection<String> ranges(ServiceEndpoint endpoint, List<SubnetPlace> subnets) {
    return switch (endpoint) {
      case ServiceEndpoint.Own _ -> subnets.stream().map(SubnetPlace::cidr).toList();
      case ServiceEndpoint.Foreign(var known) -> known.ranges();
    };
  }

  private List<SubnetPlace> subnets(ServiceEndpoint endpoint) {
    return switch (endpoint) {
      case ServiceEndpoint.Own own ->
          own.endpoint().subnets().stream().flatMap(ref -> subnet(own, ref).stream()).toList();
      case ServiceEndpoint.Foreign(var known) ->
          Stream.concat(ofForeign(), ofObserved())
              .filter(subnet -> known.ranges().contains(subnet.cidr()))
              .distinct()
              .toList();
    };
  }

  private Stream<SubnetPlace> ofForeign() {
    return evidence.foreign().stream()
        .flatMap(vpc -> vpc.subnets().stream())
        .map(subnet -> new SubnetPlace(Optional.empty(), subnet.id(), subnet.cidr()));
  }

  private Stream<SubnetPlace> ofObserved() {
    return Stream.concat(
        graph.own(Subnet.class).flatMap(one -> SubnetPlace.of(one.key(), one).stream()),
        evidence.observed().external().entrySet().stream()
            .flatMap(one -> SubnetPlace.of(one.getKey(), one.getValue()).stream()));
  }

  private Optional<SubnetPlace> subnet(ServiceEndpoint.Own own, Ref ref) {
    return switch (graph.follow(own.key(), ref)) {
      case Lookup.Found(var key, Observed found) -> SubnetPlace.of(key, found);
      case Lookup.Outside(String id) ->
          evidence
              .foreign()
              .flatMap(vpc -> vpc.subnet(id))
              .map(subnet -> new SubnetPlace(Optional.empty(), id, subnet.cidr()));
      case Lookup.Absent _, Lookup.Unread _ -> Optional.empty();
    };
  }

  private Hop state(ServiceEndpoint endpoint) {
    return switch (endpoint) {
      case ServiceEndpoint.Own own when own.endpoint().subnets().isEmpty() ->
          Hop.broken(
              Place.ENDPOINT,
              own.id(),
              "The endpoint %s has no subnet".formatted(own.id()),
              evidence.remedy(own.key(), "Add one"));
      case ServiceEndpoint.Own own -> Hop.ok(Place.ENDPOINT, own.id(), own.id() + " is available");
      case ServiceEndpoint.Foreign foreign when !foreign.endpoint().available() ->
          Hop.broken(
              Place.ENDPOINT,
              foreign.id(),
              "The endpoint %s, which has the name of %s, is not available"
                  .formatted(foreign.id(), foreign.service()),
              "Wait until it is available, or delete it");
      case ServiceEndpoint.Foreign foreign when foreign.endpoint().ranges().isEmpty() ->
          Hop.broken(
              Place.ENDPOINT,
              foreign.id(),
              "The endpoint %s, which has the name of %s, has no subnet"
                  .formatted(foreign.id(), foreign.service()),
              "Add one, or turn private DNS of %s off".formatted(foreign.id()));
      case ServiceEndpoint.Foreign(var known) ->
          Hop.ok(Place.ENDPOINT, known.id(), known.id() + " is available");
    };
  }

  private Hop policy(ServiceEndpoint endpoint) {
    boolean full =
        switch (endpoint) {
          case ServiceEndpoint.Own own -> own.endpoint().policy().equals(VpcEndpoint.FULL_ACCESS);
          case ServiceEndpoint.Foreign(var known) -> known.allowsAll();
        };
    String remedy =
        endpoint instanceof ServiceEndpoint.Own own
            ? evidence.remedy(own.key(), "Remove its restrictions")
            : "Remove its restrictions, or turn private DNS of %s off".formatted(endpoint.id());
    return full
        ? Hop.ok(
            Place.ENDPOINT, endpoint.id(), "The policy of %s allows all".formatted(endpoint.id()))
        : Hop.suspect(
            Place.ENDPOINT,
            endpoint.id(),
            "The policy of the endpoint %s may not let the agent in".formatted(endpoint.id()),
            remedy);
  }
}
