package io.ssmenv.diagnosis;

import io.ssmenv.topology.Ipv4Range;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for HTTPS of a security group of an environment. */
record GroupRules(Evidence evidence, ObservedGraph graph) {

  private static final String ALL = "-1";

  /** The rules of a group that allow HTTPS. */
  Stream<SecurityGroupRule> of(Key group, Direction direction) {
    return graph
        .links(SecurityGroupRule.class, group)
        .filter(rule -> rule.direction() == direction)
        .filter(rule ->
            rule.group() instanceof Ref.ToKey(Key key)
                && ObservedGraph.as(group, key).equals(group))
        .filter(GroupRules::isHttps);
  }

  /** A rule for all protocols has no ports. */
  private static boolean isHttps(SecurityGroupRule rule) {
    return rule.protocol().equals(ALL)
        || (rule.protocol().equals("tcp")
            && rule.fromPort() <= AgentServices.HTTPS
            && rule.toPort() >= AgentServices.HTTPS);
  }

  /** Whether a peer is a range that has all of another one. */
  static boolean covers(Peer peer, String range) {
    return peer instanceof Peer.Cidr(String all)
        && !all.contains(":")
        && new Ipv4Range(all).contains(new Ipv4Range(range));
  }

  /** Whether a rule allows a part of a range, in which the other side may be. */
  static boolean overlaps(SecurityGroupRule rule, String range) {
    return rule.peer() instanceof Peer.Cidr(String part)
        && !part.contains(":")
        && new Ipv4Range(part).overlaps(new Ipv4Range(range));
  }

  /** Whether it is not known what is in the prefix list of a rule; that of S3 is desired. */
  boolean isUnread(SecurityGroupRule rule) {
    return rule.peer() instanceof Peer.PrefixList
        && evidence.desired().filter(desired -> desired.contains(rule.key())).isEmpty();
  }

  /** The peers of some rules, for messages; empty if there is none. */
  String peers(Key group, Direction direction, Predicate<SecurityGroupRule> filter) {
    return of(group, direction)
        .filter(filter)
        .map(rule -> rule.peer().toString())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
