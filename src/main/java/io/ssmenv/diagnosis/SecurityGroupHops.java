package io.ssmenv.diagnosis;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Ipv4Range;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The security groups of the interface and of the endpoints. They are stateful: answers pass. */
record SecurityGroupHops(Evidence evidence, ObservedGraph graph, Workplace work) {

  private static final String ALL = "-1";

  /** Of packets to public addresses. The operator does not know which ones these are. */
  Hop toInternet() {
    return egress(
        peer -> peer instanceof Peer.Cidr(String range) && range.equals(Route.DEFAULT),
        "any address",
        rules(TopologyBuilder.GROUP, Direction.EGRESS)
            .filter(rule -> rule.peer() instanceof Peer.Cidr)
            .map(rule -> rule.peer().toString())
            .collect(Collectors.joining(", ")));
  }

  /** Of packets to an endpoint. Each of its subnets may have a rule of its own. */
  Hop to(ServiceEndpoint endpoint, List<SubnetPlace> subnets) {
    List<Peer> peers =
        rules(TopologyBuilder.GROUP, Direction.EGRESS).map(SecurityGroupRule::peer).toList();
    List<SubnetPlace> reached =
        subnets.stream()
            .filter(subnet -> peers.stream().anyMatch(peer -> covers(peer, subnet)))
            .toList();
    boolean all = !reached.isEmpty() && reached.size() == subnets.size();
    return egress(
        peer ->
            all
                || (peer instanceof Peer.Group(Ref group)
                    && groupIds(endpoint).contains(name(TopologyBuilder.GROUP, group))),
        endpoint.id(),
        reached.stream().map(SubnetPlace::cidr).collect(Collectors.joining(", ")));
  }

  private static boolean covers(Peer peer, SubnetPlace subnet) {
    return peer instanceof Peer.Cidr(String range) && covers(range, subnet);
  }

  private static boolean covers(String range, SubnetPlace subnet) {
    return !range.contains(":") && new Ipv4Range(range).contains(new Ipv4Range(subnet.cidr()));
  }

  private List<String> groupIds(ServiceEndpoint endpoint) {
    return switch (endpoint) {
      case ServiceEndpoint.Own own ->
          own.endpoint().groups().stream().map(group -> name(own.key(), group)).toList();
      case ServiceEndpoint.Foreign(var known) -> List.copyOf(known.groups());
    };
  }

  private String name(Key from, Ref ref) {
    return graph.name(from, ref);
  }

  /**
   * @param partly the ranges that are allowed, if they may be enough
   */
  private Hop egress(Predicate<Peer> reached, String whither, String partly) {
    String own = name(TopologyBuilder.GROUP, Ref.to(TopologyBuilder.GROUP));
    String all = work.groups().stream().map(this::nameOfGroup).collect(Collectors.joining(", "));
    boolean hasOwn = work.groups().contains(Ref.to(TopologyBuilder.GROUP));
    boolean allowed =
        hasOwn
            && rules(TopologyBuilder.GROUP, Direction.EGRESS)
                .anyMatch(rule -> reached.test(rule.peer()));
    if (allowed) {
      return Hop.ok(Place.SECURITY_GROUP, own, "%s allows HTTPS to %s".formatted(own, whither));
    }
    Optional<String> unread = graph.unread(Key.of("securitygrouprule"));
    if (unread.isPresent()) {
      return Hop.unknown(Place.SECURITY_GROUP, all, unread.get());
    }
    if (!hasOwn || work.groups().size() > 1) {
      return Hop.suspect(
          Place.SECURITY_GROUP,
          all,
          "%s has the security groups %s instead of %s, and their rules were not read"
              .formatted(work.id(), all, own),
          evidence.remedy("Set its group to " + own));
    }
    return partly.isEmpty()
        ? Hop.broken(
            Place.SECURITY_GROUP,
            own,
            "The security group %s of %s does not allow HTTPS to %s"
                .formatted(own, work.id(), whither),
            evidence.remedy("Allow it"))
        : Hop.suspect(
            Place.SECURITY_GROUP,
            own,
            "The security group %s of %s allows HTTPS to %s only".formatted(own, work.id(), partly),
            evidence.remedy("Allow it to " + whither));
  }

  private String nameOfGroup(Ref group) {
    return name(work.networkInterface(), group);
  }

  private Stream<SecurityGroupRule> rules(Key group, Direction direction) {
    return graph
        .links(SecurityGroupRule.class, group)
        .filter(rule -> rule.direction() == direction)
        .filter(rule ->
            rule.group() instanceof Ref.ToKey(Key key)
                && ObservedGraph.as(group, key).equals(group))
        .filter(SecurityGroupHops::isHttps);
  }

  /** A rule for all protocols has no ports. */
  private static boolean isHttps(SecurityGroupRule rule) {
    return rule.protocol().equals(ALL)
        || (rule.protocol().equals("tcp")
            && rule.fromPort() <= AgentServices.HTTPS
            && rule.toPort() >= AgentServices.HTTPS);
  }

  /** Of packets that arrive at an endpoint. */
  Hop into(ServiceEndpoint endpoint) {
    return switch (endpoint) {
      case ServiceEndpoint.Own own -> into(own);
      case ServiceEndpoint.Foreign foreign -> into(foreign);
    };
  }

  private Hop into(ServiceEndpoint.Own own) {
    Key group = ObservedGraph.as(own.key(), SharedNetwork.ENDPOINTS);
    String names = String.join(", ", groupIds(own));
    boolean hasOwn = own.endpoint().groups().contains(Ref.to(SharedNetwork.ENDPOINTS));
    if (hasOwn && rules(group, Direction.INGRESS).anyMatch(rule -> admits(group, rule.peer()))) {
      return Hop.ok(
          Place.SECURITY_GROUP,
          names,
          "%s allows HTTPS from %s".formatted(names, work.subnet().cidr()));
    }
    Optional<String> unread = graph.unread(Key.of("securitygrouprule"));
    if (unread.isPresent()) {
      return Hop.unknown(Place.SECURITY_GROUP, names, unread.get());
    }
    return hasOwn && own.endpoint().groups().size() == 1
        ? notAdmitted("the endpoint " + own.id(), names, evidence.remedy(own.key(), "Allow it"))
        : Hop.suspect(
            Place.SECURITY_GROUP,
            names,
            "The endpoint %s has the security groups %s, whose rules were not read"
                .formatted(own.id(), names),
            evidence.remedy(own.key(), "Set its group to that of the environment"));
  }

  private boolean admits(Key group, Peer peer) {
    return switch (peer) {
      case Peer.Cidr(String range) -> covers(range, work.subnet());
      case Peer.Group(Ref member) ->
          work.groups().stream().map(this::nameOfGroup).toList().contains(name(group, member));
      case Peer.PrefixList _ -> false;
    };
  }

  private Hop notAdmitted(String endpoint, String names, String remedy) {
    return Hop.broken(
        Place.SECURITY_GROUP,
        names,
        "The security groups %s of %s do not allow HTTPS from %s"
            .formatted(names, endpoint, work.subnet().cidr()),
        remedy);
  }

  private Hop into(ServiceEndpoint.Foreign foreign) {
    ForeignVpc.Endpoint endpoint = foreign.endpoint();
    String names = String.join(", ", endpoint.groups());
    List<String> groups = work.groups().stream().map(this::nameOfGroup).toList();
    boolean admitted =
        endpoint.sources().stream().anyMatch(source -> covers(source, work.subnet()))
            || endpoint.sourceIds().stream().anyMatch(groups::contains);
    if (admitted) {
      return Hop.ok(
          Place.SECURITY_GROUP,
          names,
          "%s allows HTTPS from %s".formatted(names, work.subnet().cidr()));
    }
    String whose =
        "the endpoint %s, which has the name of %s,".formatted(foreign.id(), foreign.service());
    return endpoint.sourceIds().isEmpty()
        ? notAdmitted(
            whose,
            names,
            "Allow it in %s, or turn private DNS of %s off".formatted(names, foreign.id()))
        : Hop.suspect(
            Place.SECURITY_GROUP,
            names,
            "The security groups %s of %s allow HTTPS from %s only"
                .formatted(names, whose, String.join(", ", endpoint.sourceIds())),
            "Allow it from %s, or turn private DNS of %s off"
                .formatted(work.subnet().cidr(), foreign.id()));
  }
}
