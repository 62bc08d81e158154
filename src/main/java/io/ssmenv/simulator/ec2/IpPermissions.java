package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.SimulatedSecurityGroupRule.Match;
import io.ssmenv.simulator.ec2.SimulatedSecurityGroupRule.PeerType;
import io.ssmenv.simulator.network.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Converts rules from and to {@code IpPermissions}, which list the peers for a protocol and a port
 * range.
 */
final class IpPermissions {
  /** The request parameters of permissions. */
  static final String[] PARAMETERS = {
    "IpPermissions.IpProtocol",
    "IpPermissions.FromPort",
    "IpPermissions.ToPort",
    "IpPermissions.IpRanges.CidrIp",
    "IpPermissions.IpRanges.Description",
    "IpPermissions.Ipv6Ranges.CidrIpv6",
    "IpPermissions.Ipv6Ranges.Description",
    "IpPermissions.Groups.GroupId",
    "IpPermissions.Groups.UserId",
    "IpPermissions.Groups.VpcId",
    "IpPermissions.Groups.Description",
    "IpPermissions.PrefixListIds.PrefixListId",
    "IpPermissions.PrefixListIds.Description"
  };

  private static final int ALL = -1;

  /** A rule in a request. */
  record RequestedRule(Match match, Optional<String> description) {}

  private record Ports(String protocol, int from, int to) {}

  private IpPermissions() {}

  /** Parses the rules of a call. */
  static List<RequestedRule> read(Call call, Ec2State state) {
    List<RequestedRule> rules = new ArrayList<>();
    for (Params permission : call.params().structs("IpPermissions")) {
      Ports ports = ports(permission);
      int before = rules.size();
      for (Params range : permission.structs("IpRanges")) {
        rules.add(requestedRule(ports, PeerType.CIDR_IPV4, cidr(range.required("CidrIp")), range));
      }
      for (Params range : permission.structs("Ipv6Ranges")) {
        rules.add(requestedRule(ports, PeerType.CIDR_IPV6, range.required("CidrIpv6"), range));
      }
      for (Params group : permission.structs("Groups")) {
        String id = state.groups().require(group.required("GroupId"), call.now()).id();
        rules.add(requestedRule(ports, PeerType.GROUP, id, group));
      }
      for (Params list : permission.structs("PrefixListIds")) {
        String id = list.required("PrefixListId");
        SimulatedPrefixList.byId(state.region(), id);
        rules.add(requestedRule(ports, PeerType.PREFIX_LIST, id, list));
      }
      if (rules.size() == before) {
        throw ApiErrors.missing(permission.path() + ".IpRanges, Groups or PrefixListIds");
      }
    }
    return rules;
  }

  private static RequestedRule requestedRule(
      Ports ports, PeerType type, String peer, Params source) {
    return new RequestedRule(
        new Match(ports.protocol(), ports.from(), ports.to(), type, peer),
        source.text("Description").filter(d -> !d.isEmpty()));
  }

  private static String cidr(String text) {
    Cidr cidr =
        Cidr.parse(text).orElseThrow(() -> ApiErrors.invalid("CIDR block %s is malformed", text));
    return cidr.canonical().toString();
  }

  private static Ports ports(Params permission) {
    String protocol =
        switch (permission.required("IpProtocol")) {
          case "6", "tcp" -> "tcp";
          case "17", "udp" -> "udp";
          case "1", "icmp" -> "icmp";
          case "all", "-1" -> "-1";
          case String other -> other;
        };
    if (protocol.equals("-1")) {
      return new Ports(protocol, ALL, ALL);
    }
    Optional<Integer> from = permission.integer("FromPort");
    Optional<Integer> to = permission.integer("ToPort");
    boolean needsPorts = protocol.equals("tcp") || protocol.equals("udp");
    if (needsPorts && (from.isEmpty() || to.isEmpty())) {
      throw ApiErrors.invalid(
          "Invalid value '%s' for portRange. Must specify both from and to ports.", protocol);
    }
    Ports ports = new Ports(protocol, from.orElse(ALL), to.orElse(ALL));
    if (needsPorts && (ports.from() < 0 || ports.to() > 65535 || ports.from() > ports.to())) {
      throw ApiErrors.invalid("Invalid port range %d-%d", ports.from(), ports.to());
    }
    return ports;
  }

  /** Returns the error for a rule that already exists, in AWS's wording. */
  static AwsError duplicate(Match match) {
    return ErrorWords.error(
        "invalid-permission-duplicate",
        match.peer(),
        match.protocol().toUpperCase(Locale.ROOT),
        match.fromPort(),
        match.toPort());
  }

  /** Renders the rules of one direction, grouped by protocol and ports as in AWS. */
  static List<Struct> render(
      Ec2State state, List<SimulatedSecurityGroupRule> rules, boolean egress) {
    Map<Ports, List<SimulatedSecurityGroupRule>> byPorts = new LinkedHashMap<>();
    for (SimulatedSecurityGroupRule rule : rules) {
      if (rule.egress() == egress) {
        Match m = rule.match();
        byPorts
            .computeIfAbsent(
                new Ports(m.protocol(), m.fromPort(), m.toPort()), _ -> new ArrayList<>())
            .add(rule);
      }
    }
    return byPorts.entrySet().stream().map(e -> render(state, e.getKey(), e.getValue())).toList();
  }

  private static Struct render(
      Ec2State state, Ports ports, List<SimulatedSecurityGroupRule> rules) {
    Struct permission = Struct.empty().with("ipProtocol", ports.protocol());
    if (!ports.protocol().equals("-1")) {
      permission.with("fromPort", ports.from()).with("toPort", ports.to());
    }
    return permission
        .with("groups", groups(state, rules))
        .with("ipRanges", peers(rules, PeerType.CIDR_IPV4, "cidrIp"))
        .with("ipv6Ranges", peers(rules, PeerType.CIDR_IPV6, "cidrIpv6"))
        .with("prefixListIds", peers(rules, PeerType.PREFIX_LIST, "prefixListId"));
  }

  private static List<Struct> groups(Ec2State state, List<SimulatedSecurityGroupRule> rules) {
    return peers(rules, PeerType.GROUP, "groupId").stream()
        .map(peer -> peer.with("userId", state.accountId()))
        .toList();
  }

  private static List<Struct> peers(
      List<SimulatedSecurityGroupRule> rules, PeerType type, String name) {
    return rules.stream()
        .filter(rule -> rule.match().peerType() == type)
        .map(rule ->
            Struct.empty().with(name, rule.match().peer()).with("description", rule.description()))
        .toList();
  }
}
