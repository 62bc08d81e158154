package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates, describes and deletes security groups; {@link SecurityGroupRuleActions} manages their
 * rules.
 */
final class SecurityGroupActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  SecurityGroupActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateSecurityGroup", this::create, "GroupName", "GroupDescription", "VpcId")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeSecurityGroups", this::describe, "GroupId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteSecurityGroup", this::delete, "GroupId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    String name = call.params().required("GroupName");
    String description = call.params().required("GroupDescription");
    String vpcId =
        call.params()
            .text("VpcId")
            .orElseThrow(() -> new AwsError("VPCIdNotSpecified", "No default VPC for this user"));
    SimulatedVpc vpc = state.vpcs().require(vpcId, call.now());
    if (name.startsWith("sg-") || name.length() > 255 || description.length() > 255) {
      throw ApiErrors.invalid("Invalid security group name or description: '%s'", name);
    }
    boolean taken =
        state.groups().all().anyMatch(g -> g.vpcId().equals(vpc.id()) && g.name().equals(name));
    if (taken) {
      throw ErrorWords.error("invalid-group-duplicate", name, vpc.id());
    }
    SimulatedSecurityGroup group =
        new SimulatedSecurityGroup(
            state.newId(ResourceIdType.SECURITY_GROUP),
            vpc.id(),
            name,
            description,
            Ec2Tags.onCreate(call, ResourceIdType.SECURITY_GROUP));
    state.groups().add(group, call.now());
    addAllowAllEgress(state, group);
    return Struct.empty()
        .with("return", true)
        .with("groupId", group.id())
        .with("tagSet", Ec2Tags.set(group.tags()))
        .with("securityGroupArn", state.arn("security-group/" + group.id()));
  }

  /** Adds the default rule of a new group: all egress [D]. */
  private static void addAllowAllEgress(Ec2State state, SimulatedSecurityGroup group) {
    add(state, group, true, SimulatedSecurityGroupRule.PeerType.CIDR_IPV4, "0.0.0.0/0");
  }

  /** Adds the rules of a VPC's default group: all egress, and ingress from itself [D]. */
  static void addDefaultRules(Ec2State state, SimulatedSecurityGroup group) {
    addAllowAllEgress(state, group);
    add(state, group, false, SimulatedSecurityGroupRule.PeerType.GROUP, group.id());
  }

  private static void add(
      Ec2State state,
      SimulatedSecurityGroup group,
      boolean egress,
      SimulatedSecurityGroupRule.PeerType peerType,
      String peer) {
    state
        .rules()
        .addWithoutLag(
            new SimulatedSecurityGroupRule(
                state.newId(ResourceIdType.SECURITY_GROUP_RULE),
                group.id(),
                egress,
                new SimulatedSecurityGroupRule.Match("-1", -1, -1, peerType, peer),
                Optional.empty(),
                Map.of()));
  }

  /** Checks that the groups exist in the VPC and returns their ids. */
  static Set<String> require(Ec2State state, Iterable<String> groupIds, String vpcId, Instant now) {
    Set<String> ids = new LinkedHashSet<>();
    for (String id : groupIds) {
      SimulatedSecurityGroup group = state.groups().require(id, now);
      if (!group.vpcId().equals(vpcId)) {
        throw ApiErrors.invalidParameter(
            "Security group %s and VPC %s belong to different networks", id, vpcId);
      }
      ids.add(id);
    }
    return ApiErrors.checkGroupCount(ids);
  }

  /** Removes a group and its rules. */
  static void remove(Ec2State state, SimulatedSecurityGroup group, Instant now) {
    state.rules().all().filter(rule -> rule.groupId().equals(group.id())).toList().stream()
        .forEach(rule -> state.rules().remove(rule.id(), now));
    state.groups().remove(group.id(), now);
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    return ec2.page(
        call,
        "securityGroupInfo",
        Pages.THOUSAND,
        () -> {
          Function<SimulatedSecurityGroup, List<SimulatedSecurityGroupRule>> rules =
              rulesAsRead(state, call.now());
          return state
              .groups()
              .described(call.params().texts("GroupId"), call.now())
              .filter(filters(state, rules).of(call))
              .map(group -> render(state, group, rules.apply(group)));
        });
  }

  /** Returns the rules of each group as reads show them. */
  private static Function<SimulatedSecurityGroup, List<SimulatedSecurityGroupRule>> rulesAsRead(
      Ec2State state, Instant now) {
    Map<String, List<SimulatedSecurityGroupRule>> byGroup =
        state.rules().list(now).collect(Collectors.groupingBy(SimulatedSecurityGroupRule::groupId));
    return group -> byGroup.getOrDefault(group.id(), List.of());
  }

  private static Filters<SimulatedSecurityGroup> filters(
      Ec2State state, Function<SimulatedSecurityGroup, List<SimulatedSecurityGroupRule>> rules) {
    return Filters.tagged(SimulatedSecurityGroup::tags)
        .one("group-id", SimulatedSecurityGroup::id)
        .one("group-name", SimulatedSecurityGroup::name)
        .one("description", SimulatedSecurityGroup::description)
        .one("vpc-id", SimulatedSecurityGroup::vpcId)
        .one("owner-id", _ -> state.accountId())
        .any("ip-permission.group-id", group -> peers(rules.apply(group), false))
        .any("ip-permission.cidr", group -> peers(rules.apply(group), false))
        .any("egress.ip-permission.group-id", group -> peers(rules.apply(group), true))
        .any("egress.ip-permission.cidr", group -> peers(rules.apply(group), true));
  }

  private static Stream<String> peers(List<SimulatedSecurityGroupRule> rules, boolean egress) {
    return rules.stream().filter(r -> r.egress() == egress).map(r -> r.match().peer());
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedSecurityGroup group =
        state.groups().require(call.params().required("GroupId"), call.now());
    if (group.isDefault()) {
      throw ErrorWords.error("cannot-delete", group.id());
    }
    boolean used =
        state.interfaces().all().anyMatch(e -> e.settings().groupIds().contains(group.id()))
            || state
                .rules()
                .all()
                .anyMatch(r -> r.names(group.id()) && !r.groupId().equals(group.id()));
    if (used) {
      throw ErrorWords.error("dependency-violation-security-group", group.id());
    }
    remove(state, group, call.now());
    return Ec2Context.success().with("groupId", group.id());
  }

  private static Struct render(
      Ec2State state, SimulatedSecurityGroup group, List<SimulatedSecurityGroupRule> rules) {
    return Struct.empty()
        .with("ownerId", state.accountId())
        .with("groupId", group.id())
        .with("groupName", group.name())
        .with("groupDescription", group.description())
        .with("vpcId", group.vpcId())
        .with("securityGroupArn", state.arn("security-group/" + group.id()))
        .with("ipPermissions", IpPermissions.render(state, rules, false))
        .with("ipPermissionsEgress", IpPermissions.render(state, rules, true))
        .with("tagSet", Ec2Tags.set(group.tags()));
  }
}
