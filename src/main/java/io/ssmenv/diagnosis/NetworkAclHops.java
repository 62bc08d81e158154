package io.ssmenv.diagnosis;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.NetworkAcl;
import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.diagnosis.TrafficFlow.Direction;
import io.ssmenv.diagnosis.TrafficFlow.Ports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The network ACLs on the way. They are stateless, and do not see traffic within a subnet. */
record NetworkAclHops(Evidence evidence) {

  /**
   * Of the way between a subnet and those of an endpoint or a NAT gateway. As long as one of
   * several can be reached, none of them stops the agent for certain.
   */
  List<Hop> between(SubnetPlace client, List<SubnetPlace> servers) {
    List<SubnetPlace> others =
        servers.stream().filter(server -> !server.id().equals(client.id())).toList();
    List<Way> ways = others.stream().map(server -> way(client, server)).toList();
    boolean certain = others.size() == servers.size() && ways.stream().allMatch(Way::isBroken);
    List<Hop> hops = new ArrayList<>();
    ways.stream()
        .map(Way::out)
        .max(Comparator.comparing(Hop::isBroken).thenComparing(Hop::isSuspect))
        .ifPresent(hops::add);
    ways.stream().map(Way::in).forEach(hops::add);
    return hops.stream().map(hop -> certain ? hop : hop.uncertain()).toList();
  }

  /** Between two subnets: the hops at the client and at the server. */
  private record Way(Hop out, Hop in) {
    private boolean isBroken() {
      return out.isBroken() || in.isBroken();
    }
  }

  private Way way(SubnetPlace client, SubnetPlace server) {
    return new Way(
        hop(client, connections(client, server.cidr(), Ports.OF_INSTANCES)),
        hop(
            server,
            Stream.of(
                new TrafficFlow(server.id(), Direction.IN, client.cidr(), Ports.HTTPS),
                new TrafficFlow(server.id(), Direction.OUT, client.cidr(), Ports.OF_INSTANCES))));
  }

  /** Of the way between a subnet and the Internet. */
  Hop outside(SubnetPlace client, Ports answers) {
    return hop(client, connections(client, TrafficFlow.ANYWHERE, answers));
  }

  private static Stream<TrafficFlow> connections(SubnetPlace client, String server, Ports answers) {
    return Stream.of(
        new TrafficFlow(client.id(), Direction.OUT, server, Ports.HTTPS),
        new TrafficFlow(client.id(), Direction.IN, server, answers));
  }

  private Hop hop(SubnetPlace subnet, Stream<TrafficFlow> flows) {
    Optional<NetworkAcl> found =
        evidence
            .controls()
            .map(TrafficControls::acls)
            .flatMap(acls ->
                acls.stream().filter(acl -> acl.subnets().contains(subnet.id())).findFirst());
    if (found.isEmpty()) {
      return Hop.unknown(
          Place.NETWORK_ACL,
          subnet.id(),
          Unread.of(evidence, Part.ACLS, "The network ACLs of " + subnet.id()));
    }
    NetworkAcl acl = found.get();
    List<TrafficFlow.Denial> denials = flows.flatMap(flow -> flow.denial(acl).stream()).toList();
    Hop hop =
        denials.stream()
            .filter(TrafficFlow.Denial::ofAll)
            .findFirst()
            .map(denial -> Hop.broken(Place.NETWORK_ACL, acl.id(), denial.why(), remedy()))
            .or(() ->
                denials.stream()
                    .findFirst()
                    .map(
                        denial -> Hop.suspect(Place.NETWORK_ACL, acl.id(), denial.why(), remedy())))
            .orElseGet(() ->
                Hop.ok(
                    Place.NETWORK_ACL,
                    acl.id(),
                    "%s of %s does not deny it".formatted(acl.id(), subnet.id())));
    return evidence.dated(Part.ACLS, hop);
  }

  private String remedy() {
    return evidence
        .foreign()
        .map(ForeignVpc::id)
        .map(vpc -> "Ask the owner of %s to allow it".formatted(vpc))
        .orElse("Allow it, or associate the subnet with another network ACL");
  }
}
