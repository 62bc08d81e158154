package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The rules of security groups. Their id is that of their group. */
public final class SecurityGroupRuleHandler implements ResourceHandler<SecurityGroupRule, AwsCall> {

  private static final String ALL = "-1";
  private static final int NO_PORT = -1;
  private static final int HTTPS = 443;

  @Override
  public Class<SecurityGroupRule> type() {
    return SecurityGroupRule.class;
  }

  /** Returns the rule that AWS adds to a new group [D]. */
  static SecurityGroupRule everythingOut(Key group) {
    return SecurityGroupRule.of(
        group, Direction.EGRESS, ALL, NO_PORT, NO_PORT, new Peer.Cidr("0.0.0.0/0"));
  }

  @Override
  public Created create(AwsCall call, SecurityGroupRule desired) {
    String group = call.id(desired.group());
    IpPermission permission = permission(call, desired);
    try {
      switch (desired.direction()) {
        case INGRESS ->
            call.ec2()
                .authorizeSecurityGroupIngress(
                    request -> request.groupId(group).ipPermissions(permission));
        case EGRESS ->
            call.ec2()
                .authorizeSecurityGroupEgress(
                    request -> request.groupId(group).ipPermissions(permission));
      }
    } catch (Ec2Exception e) {
      if (!ErrorClassifier.isCode(e, "InvalidPermission.Duplicate")) {
        throw e;
      }
    }
    return new Created(group, State.READY, "active", List.of(), Optional.empty());
  }

  @Override
  public String update(
      AwsCall call, SecurityGroupRule desired, Observed current, Set<Component> changed) {
    throw new IllegalStateException("A security group rule is replaced, never updated");
  }

  @Override
  public Deletion delete(AwsCall call, SecurityGroupRule observed, String id) {
    IpPermission permission = permission(call, observed);
    return NotFound.linkDeleted(
        "InvalidPermission.NotFound",
        () -> {
          switch (observed.direction()) {
            case INGRESS ->
                call.ec2()
                    .revokeSecurityGroupIngress(
                        request -> request.groupId(id).ipPermissions(permission));
            case EGRESS ->
                call.ec2()
                    .revokeSecurityGroupEgress(
                        request -> request.groupId(id).ipPermissions(permission));
          }
        });
  }

  @Override
  public Change change(
      SecurityGroupRule desired, SecurityGroupRule observed, Set<Component> changed) {
    return new Change.DeleteFirst();
  }

  /**
   * HTTPS may be the current path to Systems Manager, and so may any rule of a group that is not
   * wanted any more. Other rules are deleted at once.
   */
  @Override
  public PruneTiming pruneTiming(SecurityGroupRule observed, Topology desired) {
    boolean groupStays =
        observed.group() instanceof Ref.ToKey(Key group) && desired.contains(group);
    boolean httpsOut =
        observed.direction() == Direction.EGRESS
            && observed.protocol().equals("tcp")
            && observed.fromPort() == HTTPS
            && observed.toPort() == HTTPS;
    return httpsOut || !groupStays ? PruneTiming.AFTER_CUTOVER : PruneTiming.IMMEDIATE;
  }

  /** With its group. Two groups that allow each other would keep each other [D]. */
  @Override
  public Optional<Ref> deletedWith(SecurityGroupRule observed) {
    return observed.peer() instanceof Peer.Group ? Optional.empty() : Optional.of(observed.group());
  }

  /** Returns one record for each combination of protocol, ports and peer, as AWS counts rules. */
  static List<Observed> decode(SecurityGroup group, Key key) {
    return Stream.concat(
            group.ipPermissions().stream()
                .flatMap(one -> rules(group, key, Direction.INGRESS, one)),
            group.ipPermissionsEgress().stream()
                .flatMap(one -> rules(group, key, Direction.EGRESS, one)))
        .map(rule -> new Observed(rule, group.groupId(), State.READY, "active"))
        .toList();
  }

  private static Stream<SecurityGroupRule> rules(
      SecurityGroup group, Key key, Direction direction, IpPermission permission) {
    int from = Optional.ofNullable(permission.fromPort()).orElse(NO_PORT);
    int to = Optional.ofNullable(permission.toPort()).orElse(NO_PORT);
    return peers(permission)
        .map(peer ->
            new SecurityGroupRule(
                SecurityGroupRule.of(key, direction, permission.ipProtocol(), from, to, peer).key(),
                Ref.id(group.groupId()),
                direction,
                permission.ipProtocol(),
                from,
                to,
                peer));
  }

  private static Stream<Peer> peers(IpPermission permission) {
    return Stream.of(
            permission.ipRanges().stream().<Peer>map(range -> new Peer.Cidr(range.cidrIp())),
            permission.ipv6Ranges().stream().<Peer>map(range -> new Peer.Cidr(range.cidrIpv6())),
            permission.prefixListIds().stream()
                .<Peer>map(list -> new Peer.PrefixList(list.prefixListId())),
            permission.userIdGroupPairs().stream()
                .<Peer>map(pair -> new Peer.Group(Ref.id(pair.groupId()))))
        .flatMap(peers -> peers);
  }

  private static IpPermission permission(AwsCall call, SecurityGroupRule rule) {
    IpPermission.Builder permission = IpPermission.builder().ipProtocol(rule.protocol());
    if (!rule.protocol().equals(ALL)) {
      permission.fromPort(rule.fromPort()).toPort(rule.toPort());
    }
    switch (rule.peer()) {
      case Peer.Cidr(String cidr) when cidr.contains(":") ->
          permission.ipv6Ranges(Ipv6Range.builder().cidrIpv6(cidr).build());
      case Peer.Cidr(String cidr) -> permission.ipRanges(IpRange.builder().cidrIp(cidr).build());
      case Peer.PrefixList(String id) ->
          permission.prefixListIds(PrefixListId.builder().prefixListId(id).build());
      case Peer.Group(Ref group) ->
          permission.userIdGroupPairs(UserIdGroupPair.builder().groupId(call.id(group)).build());
    }
    return permission.build();
  }
}
