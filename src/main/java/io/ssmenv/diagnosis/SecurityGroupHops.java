package io.ssmenv.diagnosis;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The security groups of the interface and of the endpoints. They are stateful: answers pass. */
record SecurityGroupHops(Evidence evidence, ObservedGraph graph, Workplace work) {

  private GroupRules rules() {
    return new GroupRules(evidence, graph);
  }

  /** Of packets to public addresses. The operator does not know which ones these are. */
  Hop toInternet() {
    return egress(
        peer -> peer instanceof Peer.Cidr(String range) && range.equals(Route.DEFAULT),
        "any address",
        rules()
            .peers(
                TopologyBuilder.GROUP,
                Direction.EGRESS,
                rule -> rule.peer() instanceof Peer.Cidr || rules().isUnread(rule)));
  }

  /**
   * Of packets to an endpoint. Each of its subnets may have a rule of its own.
   *
   * @param ranges of its subnets; none if they are not known
   */
  Hop to(ServiceEndpoint endpoint, Collection<String> ranges) {
    List<Peer> peers =
        rules().of(TopologyBuilder.GROUP, Direction.EGRESS).map(SecurityGroupRule::peer).toList();
    boolean all =
        !ranges.isEmpty()
            && ranges.stream()
                .allMatch(range -> peers.stream().anyMatch(peer -> GroupRules.covers(peer, range)));
    Hop hop =
        egress(
            peer ->
                all
                    || (peer instanceof Peer.Group(Ref group)
                        && groupIds(endpoint).contains(name(TopologyBuilder.GROUP, group))),
            endpoint.id(),
            rules()
                .peers(
                    TopologyBuilder.GROUP,
                    Direction.EGRESS,
                    rule ->
                        rules().isUnread(rule)
                            || ranges.stream()
                                .anyMatch(range -> GroupRules.overlaps(rule, range))));
    return ranges.isEmpty() ? hop.uncertain() : hop;
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
   * @param partly the ranges and prefix lists that are allowed, if they may be enough
   */
  private Hop egress(Predicate<Peer> reached, String whither, String partly) {
    String own = name(TopologyBuilder.GROUP, Ref.to(TopologyBuilder.GROUP));
    String all = work.groups().stream().map(this::nameOfGroup).collect(Collectors.joining(", "));
    boolean hasOwn = work.groups().contains(Ref.to(TopologyBuilder.GROUP));
    boolean allowed =
        hasOwn
            && rules()
                .of(TopologyBuilder.GROUP, Direction.EGRESS)
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
    if (hasOwn
        && rules().of(group, Direction.INGRESS).anyMatch(rule -> admits(group, rule.peer()))) {
      return Hop.ok(
          Place.SECURITY_GROUP,
          names,
          "%s of %s allows HTTPS from %s".formatted(names, own.id(), work.subnet().cidr()));
    }
    Optional<String> unread = graph.unread(Key.of("securitygrouprule"));
    if (unread.isPresent()) {
      return Hop.unknown(Place.SECURITY_GROUP, names, unread.get());
    }
    String partly =
        rules()
            .peers(
                group,
                Direction.INGRESS,
                rule -> rules().isUnread(rule) || GroupRules.overlaps(rule, work.subnet().cidr()));
    return hasOwn && own.endpoint().groups().size() == 1
        ? notAdmitted(
            "the endpoint " + own.id(), names, partly, evidence.remedy(own.key(), "Allow it"))
        : Hop.suspect(
            Place.SECURITY_GROUP,
            names,
            "The endpoint %s has the security groups %s, whose rules were not read"
                .formatted(own.id(), names),
            evidence.remedy(own.key(), "Set its group to that of the environment"));
  }

  private boolean admits(Key group, Peer peer) {
    return switch (peer) {
      case Peer.Cidr _ -> GroupRules.covers(peer, work.subnet().cidr());
      case Peer.Group(Ref member) ->
          work.groups().stream().map(this::nameOfGroup).toList().contains(name(group, member));
      case Peer.PrefixList _ -> false;
    };
  }

  /**
   * @param partly what is allowed, if the instance may be in it
   */
  private Hop notAdmitted(String endpoint, String names, String partly, String remedy) {
    return partly.isEmpty()
        ? Hop.broken(
            Place.SECURITY_GROUP,
            names,
            "The security groups %s of %s do not allow HTTPS from %s"
                .formatted(names, endpoint, work.subnet().cidr()),
            remedy)
        : Hop.suspect(
            Place.SECURITY_GROUP,
            names,
            "The security groups %s of %s allow HTTPS from %s only"
                .formatted(names, endpoint, partly),
            remedy);
  }

  private Hop into(ServiceEndpoint.Foreign foreign) {
    ForeignVpc.Endpoint endpoint = foreign.endpoint();
    String names = String.join(", ", endpoint.groups());
    List<String> groups = work.groups().stream().map(this::nameOfGroup).toList();
    String range = work.subnet().cidr();
    String whose =
        "the endpoint %s, which has the name of %s,".formatted(foreign.id(), foreign.service());
    return switch (endpoint.admission(range, groups)) {
      case ForeignVpc.Admission.Yes _ ->
          Hop.ok(
              Place.SECURITY_GROUP,
              names,
              "%s of %s allows HTTPS from %s".formatted(names, foreign.id(), range));
      case ForeignVpc.Admission.No _ ->
          notAdmitted(
              whose,
              names,
              "",
              "Allow it in %s, or turn private DNS of %s off".formatted(names, foreign.id()));
      case ForeignVpc.Admission.Perhaps(var sources) ->
          notAdmitted(
              whose,
              names,
              String.join(", ", sources),
              "Allow it from %s, or turn private DNS of %s off".formatted(range, foreign.id()));
    };
  }
}
