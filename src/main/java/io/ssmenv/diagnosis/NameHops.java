package io.ssmenv.diagnosis;

import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the names of the services resolve to in the VPC. */
record NameHops(Evidence evidence, ObservedGraph graph) {

  /** What the name of a service resolves to. */
  sealed interface Answer {

    /** The public addresses of the service. */
    record Public() implements Answer {}

    /** The addresses of an endpoint. */
    record Private(ServiceEndpoint endpoint) implements Answer {}

    /** Nothing that could be followed. */
    record Nowhere() implements Answer {}
  }

  /** A hop, and where the next one is. */
  record Resolved(List<Hop> hops, Answer answer) {}

  /** Whether a service has an endpoint in the VPC. */
  boolean hasEndpoints() {
    return AgentServices.NAMES.stream().anyMatch(service -> endpoint(service).isPresent());
  }

  /** Whether a service has no endpoint for certain, as far as the VPC is concerned. */
  boolean lacksEndpoint(String service) {
    return !evidence.spec().connectivity().endpointsOrDefault().providedOrDefault()
        && evidence.endpointsOfOthers(graph).isPresent()
        && endpoint(service).isEmpty()
        && !(graph.find(evidence.network(EndpointServices.endpoint(service)))
            instanceof Lookup.Unread);
  }

  /** The endpoint of a service; one of somebody else comes first, because it has the name. */
  private Optional<ServiceEndpoint> endpoint(String service) {
    String name = EndpointServices.fullName(evidence.spec().region(), service);
    return evidence
        .endpointsOfOthers(graph)
        .flatMap(all -> all.stream().filter(one -> one.service().equals(name)).findFirst())
        .<ServiceEndpoint>map(ServiceEndpoint.Foreign::new)
        .or(() -> own(service));
  }

  private Optional<ServiceEndpoint> own(String service) {
    return graph.find(evidence.network(EndpointServices.endpoint(service)))
                instanceof Lookup.Found(Key key, Observed found)
            && found.resource() instanceof VpcEndpoint endpoint
        ? Optional.of(new ServiceEndpoint.Own(key, found, endpoint))
        : Optional.empty();
  }

  /**
   * Of the name of a service.
   *
   * @param hasWayOut whether the subnet has a default route: without it, a name that should resolve
   *     to an endpoint, and does not, is the fault
   */
  Resolved resolve(String service, boolean hasWayOut) {
    Optional<ServiceEndpoint> endpoint = endpoint(service);
    if (evidence.spec().connectivity().endpointsOrDefault().providedOrDefault()
        && endpoint.isEmpty()
        && !hasWayOut) {
      return nowhere(
          Hop.unknown(
              Place.SERVICE_NAME,
              service,
              "The endpoint of %s is outside the VPC, and the operator does not know where"
                  .formatted(service)));
    }
    return switch (endpoint.orElse(null)) {
      case ServiceEndpoint.Foreign foreign when isTaken(service) ->
          taken(service, foreign, named(service, foreign, hasWayOut));
      case ServiceEndpoint.Foreign foreign -> named(service, foreign, hasWayOut);
      case ServiceEndpoint.Own own when own.hasName() -> named(service, own, hasWayOut);
      case ServiceEndpoint.Own own -> hasWayOut ? unnamed(service) : withoutName(service, own);
      case null -> hasWayOut ? unnamed(service) : withoutEndpoint(service);
    };
  }

  private Resolved named(String service, ServiceEndpoint endpoint, boolean hasWayOut) {
    VpcDnsHops dns = new VpcDnsHops(evidence, graph);
    Optional<VpcDnsHops.Resolver> resolver = dns.resolver();
    if (resolver.filter(known -> !known.hostnames()).isPresent()) {
      String id = resolver.get().id();
      return hasWayOut
          ? unnamed(service)
          : unresolved(
              Hop.broken(
                  Place.VPC_DNS,
                  id,
                  "%s has enableDnsHostnames disabled, so the name of %s does not resolve to %s"
                      .formatted(id, service, endpoint.id()),
                  dns.mend("Enable it", id)),
              endpoint);
    }
    return new Resolved(
        List.of(
            Hop.ok(
                Place.SERVICE_NAME,
                service,
                "The name of %s resolves to %s".formatted(service, endpoint.id()))),
        new Answer.Private(endpoint));
  }

  /** Whether the environment should have an endpoint of its own, and has none. */
  private boolean isTaken(String service) {
    Key key = EndpointServices.endpoint(service);
    return evidence.desired().filter(desired -> desired.contains(key)).isPresent()
        && graph.find(key) instanceof Lookup.Absent;
  }

  /** Only one endpoint in a VPC can have a name: AWS refuses that of the environment. */
  private Resolved taken(String service, ServiceEndpoint other, Resolved resolved) {
    List<Hop> hops = new ArrayList<>();
    Hop hop =
        Hop.suspect(
            Place.SERVICE_NAME,
            service,
            "The endpoint %s of somebody else has the name of %s, so the environment cannot have its own"
                .formatted(other.id(), service),
            "Turn private DNS of %s off, or delete it".formatted(other.id()));
    hops.add(evidence.foreign().isPresent() ? hop : evidence.dated(Part.ENDPOINTS, hop));
    hops.addAll(resolved.hops());
    return new Resolved(hops, resolved.answer());
  }

  /** An endpoint of somebody else in the VPC would change that. */
  private Resolved unnamed(String service) {
    Hop hop =
        evidence.endpointsOfOthers(graph).isPresent()
            ? Hop.ok(
                Place.SERVICE_NAME,
                service,
                "The name of %s resolves to public addresses".formatted(service))
            : Hop.unknown(
                Place.SERVICE_NAME,
                service,
                Unread.of(
                    evidence,
                    Part.ENDPOINTS,
                    "The endpoints of others that may have the name of " + service));
    return new Resolved(List.of(hop), new Answer.Public());
  }

  private Resolved withoutName(String service, ServiceEndpoint.Own own) {
    return own.endpoint().privateDns()
        ? nowhere(
            Hop.broken(
                Place.ENDPOINT,
                own.id(),
                "The endpoint %s of %s is %s"
                    .formatted(own.id(), service, own.observed().awsState()),
                evidence.remedy(own.key(), "Wait until it is available, or create it again")))
        : unresolved(
            Hop.broken(
                Place.ENDPOINT,
                own.id(),
                "The endpoint %s has private DNS disabled, so the name of %s resolves to public addresses, to which there is no route"
                    .formatted(own.id(), service),
                evidence.remedy(own.key(), "Enable private DNS")),
            own);
  }

  /** DNS servers other than the resolver of the VPC may know the addresses of an endpoint. */
  private Resolved unresolved(Hop hop, ServiceEndpoint endpoint) {
    Hop dated = evidence.dated(Part.DHCP_OPTIONS, hop);
    return new VpcDnsHops(evidence, graph).decides()
        ? nowhere(dated)
        : new Resolved(List.of(dated.uncertain()), new Answer.Private(endpoint));
  }

  private Resolved withoutEndpoint(String service) {
    Key key = evidence.network(EndpointServices.endpoint(service));
    boolean wanted =
        evidence
            .desired()
            .filter(desired -> desired.contains(key) || desired.externals().containsKey(key))
            .isPresent();
    if (!wanted) {
      return unnamed(service);
    }
    return nowhere(
        graph.find(key) instanceof Lookup.Unread(String why)
            ? Hop.unknown(Place.ENDPOINT, key.value(), why)
            : Hop.broken(
                Place.ENDPOINT,
                key.value(),
                "There is no endpoint of %s in the VPC".formatted(service),
                evidence.remedy(key, "Create it")));
  }

  private static Resolved nowhere(Hop hop) {
    return new Resolved(List.of(hop), new Answer.Nowhere());
  }
}
