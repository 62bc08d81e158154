package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.IpPermissions.RequestedRule;
import io.ssmenv.simulator.ec2.SimulatedSecurityGroupRule.Match;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Manages rules of security groups. A call takes effect for all of its rules or for none. */
final class SecurityGroupRuleActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  SecurityGroupRuleActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        authorize("AuthorizeSecurityGroupIngress", false),
        authorize("AuthorizeSecurityGroupEgress", true),
        revoke("RevokeSecurityGroupIngress", false),
        revoke("RevokeSecurityGroupEgress", true),
        read("DescribeSecurityGroupRules", this::describe, "SecurityGroupRuleId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS));
  }

  private Operation authorize(String name, boolean egress) {
    return write(name, call -> authorize(call, egress), "GroupId")
        .and(IpPermissions.PARAMETERS)
        .and(Ec2Tags.ON_CREATE);
  }

  private Operation revoke(String name, boolean egress) {
    return write(name, call -> revoke(call, egress), "GroupId", "SecurityGroupRuleId")
        .and(IpPermissions.PARAMETERS);
  }

  private Struct authorize(Call call, boolean egress) {
    Ec2State state = ec2.state(call);
    SimulatedSecurityGroup group = group(call, state);
    List<RequestedRule> requested = IpPermissions.read(call, state);
    if (requested.isEmpty()) {
      throw ApiErrors.missing("IpPermissions");
    }
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.SECURITY_GROUP_RULE);
    Set<Match> existing = new HashSet<>();
    rules(state, group, egress).map(SimulatedSecurityGroupRule::match).forEach(existing::add);
    for (RequestedRule rule : requested) {
      if (!existing.add(rule.match())) {
        throw IpPermissions.duplicate(rule.match());
      }
    }
    if (existing.size() > ec2.quotas().rulesPerGroup()) {
      throw ErrorWords.error("rules-per-security-group-limit-exceeded");
    }
    List<SimulatedSecurityGroupRule> created =
        requested.stream()
            .map(rule ->
                new SimulatedSecurityGroupRule(
                    state.newId(ResourceIdType.SECURITY_GROUP_RULE),
                    group.id(),
                    egress,
                    rule.match(),
                    rule.description(),
                    tags))
            .toList();
    created.forEach(rule -> state.rules().addPart(rule, call.now()));
    return Ec2Context.success()
        .with("securityGroupRuleSet", created.stream().map(rule -> render(state, rule)));
  }

  private Struct revoke(Call call, boolean egress) {
    Ec2State state = ec2.state(call);
    SimulatedSecurityGroup group = group(call, state);
    List<String> ids = call.params().texts("SecurityGroupRuleId");
    List<RequestedRule> requested = IpPermissions.read(call, state);
    if (ids.isEmpty() == requested.isEmpty()) {
      throw ApiErrors.combination("Specify either IpPermissions or SecurityGroupRuleId");
    }
    List<SimulatedSecurityGroupRule> existing = rules(state, group, egress).toList();
    List<SimulatedSecurityGroupRule> revoked =
        ids.isEmpty()
            ? requested.stream().map(rule -> byMatch(existing, rule.match())).toList()
            : ids.stream().map(id -> byId(existing, id)).toList();
    revoked.forEach(rule -> state.rules().remove(rule.id(), call.now()));
    return Ec2Context.success()
        .with("revokedSecurityGroupRuleSet", revoked.stream().map(rule -> renderRevoked(rule)));
  }

  private static SimulatedSecurityGroupRule byMatch(
      List<SimulatedSecurityGroupRule> existing, Match match) {
    return existing.stream()
        .filter(rule -> rule.match().equals(match))
        .findFirst()
        .orElseThrow(() -> ErrorWords.error("invalid-permission-not-found"));
  }

  private static SimulatedSecurityGroupRule byId(
      List<SimulatedSecurityGroupRule> existing, String id) {
    return existing.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ResourceIdType.SECURITY_GROUP_RULE.notFound(List.of(id)));
  }

  private static SimulatedSecurityGroup group(Call call, Ec2State state) {
    return state.groups().require(call.params().required("GroupId"), call.now());
  }

  private static Stream<SimulatedSecurityGroupRule> rules(
      Ec2State state, SimulatedSecurityGroup group, boolean egress) {
    return state
        .rules()
        .all()
        .filter(rule -> rule.groupId().equals(group.id()) && rule.egress() == egress);
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    Filters<SimulatedSecurityGroupRule> filters =
        Filters.tagged(SimulatedSecurityGroupRule::tags)
            .one("group-id", SimulatedSecurityGroupRule::groupId)
            .one("security-group-rule-id", SimulatedSecurityGroupRule::id);
    return ec2.page(
        call,
        "securityGroupRuleSet",
        Pages.THOUSAND,
        () ->
            state
                .rules()
                .described(call.params().texts("SecurityGroupRuleId"), call.now())
                .filter(filters.of(call))
                .map(rule -> render(state, rule)));
  }

  private static Struct render(Ec2State state, SimulatedSecurityGroupRule rule) {
    Struct rendered =
        Struct.empty()
            .with("securityGroupRuleId", rule.id())
            .with("securityGroupRuleArn", state.arn("security-group-rule/" + rule.id()))
            .with("groupId", rule.groupId())
            .with("groupOwnerId", state.accountId())
            .with("isEgress", rule.egress())
            .with("ipProtocol", rule.match().protocol())
            .with("fromPort", rule.match().fromPort())
            .with("toPort", rule.match().toPort())
            .with("description", rule.description())
            .with("tagSet", Ec2Tags.set(rule.tags()));
    String peer = rule.match().peer();
    return switch (rule.match().peerType()) {
      case CIDR_IPV4 -> rendered.with("cidrIpv4", peer);
      case CIDR_IPV6 -> rendered.with("cidrIpv6", peer);
      case PREFIX_LIST -> rendered.with("prefixListId", peer);
      case GROUP ->
          rendered.with(
              "referencedGroupInfo",
              Struct.empty().with("groupId", peer).with("userId", state.accountId()));
    };
  }

  private static Struct renderRevoked(SimulatedSecurityGroupRule rule) {
    Optional<String> peer = Optional.of(rule.match().peer());
    SimulatedSecurityGroupRule.PeerType type = rule.match().peerType();
    return Struct.empty()
        .with("securityGroupRuleId", rule.id())
        .with("groupId", rule.groupId())
        .with("isEgress", rule.egress())
        .with("ipProtocol", rule.match().protocol())
        .with("fromPort", rule.match().fromPort())
        .with("toPort", rule.match().toPort())
        .with("cidrIpv4", peer.filter(_ -> type == SimulatedSecurityGroupRule.PeerType.CIDR_IPV4))
        .with("cidrIpv6", peer.filter(_ -> type == SimulatedSecurityGroupRule.PeerType.CIDR_IPV6))
        .with(
            "prefixListId",
            peer.filter(_ -> type == SimulatedSecurityGroupRule.PeerType.PREFIX_LIST))
        .with(
            "referencedGroupId",
            peer.filter(_ -> type == SimulatedSecurityGroupRule.PeerType.GROUP))
        .with("description", rule.description());
  }
}
