package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.network.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Manages VPCs and their attributes. A new VPC has a main route table, a default group and a
 * default ACL.
 */
final class VpcActions implements Ec2ActionGroup {
  private static final Filters<SimulatedVpc> FILTERS =
      Filters.tagged(SimulatedVpc::tags)
          .one("vpc-id", SimulatedVpc::id)
          .one("state", SimulatedVpc::state)
          .one("cidr", vpc -> vpc.cidr().toString())
          .one("cidr-block-association.cidr-block", vpc -> vpc.cidr().toString())
          .one("dhcp-options-id", SimulatedVpc::dhcpOptionsId)
          .one("is-default", _ -> "false");

  private final Ec2Context ec2;

  VpcActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateVpc", this::create, "CidrBlock", "InstanceTenancy").and(Ec2Tags.ON_CREATE),
        read("DescribeVpcs", this::describe, "VpcId").and(Filters.PARAMETERS).and(Pages.PARAMETERS),
        write("DeleteVpc", this::delete, "VpcId"),
        write(
            "ModifyVpcAttribute",
            this::modify,
            "VpcId",
            "EnableDnsSupport.Value",
            "EnableDnsHostnames.Value"),
        read("DescribeVpcAttribute", this::describeAttribute, "VpcId", "Attribute"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    String text = call.params().required("CidrBlock");
    Cidr cidr =
        Cidr.parse(text)
            .orElseThrow(() ->
                ApiErrors.invalid(
                    "Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block.",
                    text))
            .canonical();
    if (cidr.prefix() < 16 || cidr.prefix() > 28) {
      throw ErrorWords.error("invalid-vpc-range", text);
    }
    String tenancy = call.params().text("InstanceTenancy").orElse("default");
    if (!tenancy.equals("default")) {
      throw ApiErrors.invalid("The simulator does not support the instance tenancy '%s'", tenancy);
    }
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.VPC);
    if (state.vpcs().all().count() >= ec2.quotas().vpcs()) {
      throw ErrorWords.error("vpc-limit-exceeded");
    }
    SimulatedVpc vpc =
        new SimulatedVpc(
            state.newId(ResourceIdType.VPC),
            cidr,
            "pending",
            true,
            false,
            SimulatedDhcpOptions.DEFAULT_ID,
            tags);
    state.vpcs().add(vpc, call.now());
    state.schedule(
        call.now(),
        StateDuration.VPC_AVAILABLE,
        vpc.id(),
        at -> state.vpcs().update(vpc.id(), at, v -> v.withState("available")));
    addDefaultResources(state, vpc);
    return Struct.empty().with("vpc", render(call, vpc));
  }

  private void addDefaultResources(Ec2State state, SimulatedVpc vpc) {
    SimulatedRouteTable main =
        RouteTableActions.empty(state, vpc, Map.of())
            .with(
                new SimulatedRouteTable.Association(
                    RouteTableActions.newAssociationId(state), Optional.empty(), "associated"));
    state.routeTables().addWithoutLag(main);
    state
        .networkAcls()
        .addWithoutLag(NetworkAcl.ofNewVpc(state.newId(ResourceIdType.NETWORK_ACL), vpc.id()));
    SimulatedSecurityGroup group =
        new SimulatedSecurityGroup(
            state.newId(ResourceIdType.SECURITY_GROUP),
            vpc.id(),
            SimulatedSecurityGroup.DEFAULT,
            "default VPC security group",
            Map.of());
    state.groups().addWithoutLag(group);
    SecurityGroupActions.addDefaultRules(state, group);
  }

  private Struct describe(Call call) {
    return ec2.page(
        call,
        "vpcSet",
        Pages.THOUSAND,
        () ->
            ec2.state(call)
                .vpcs()
                .described(call.params().texts("VpcId"), call.now())
                .filter(FILTERS.of(call))
                .map(vpc -> render(call, vpc)));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    String id = state.vpcs().require(call.params().required("VpcId"), call.now()).id();
    boolean used =
        state.subnets().all().anyMatch(subnet -> subnet.vpcId().equals(id))
            || state.gatewayOf(id).isPresent()
            || state.interfacesIn(id).findAny().isPresent()
            || state.endpoints().all().anyMatch(endpoint -> endpoint.vpcId().equals(id))
            || state.routeTables().all().anyMatch(t -> t.vpcId().equals(id) && !t.main())
            || state.networkAcls().all().anyMatch(a -> a.vpcId().equals(id) && !a.isDefault())
            || state.groups().all().anyMatch(g -> g.vpcId().equals(id) && !g.isDefault())
            || state.connections().blockDeletionOf(id);
    if (used) {
      throw ApiErrors.dependencies("vpc", id);
    }
    state.routeTables().all().filter(t -> t.vpcId().equals(id)).toList().stream()
        .forEach(table -> state.routeTables().remove(table.id(), call.now()));
    state.networkAcls().remove(NetworkAclActions.defaultOf(state, id).id(), call.now());
    SecurityGroupActions.remove(state, state.defaultGroup(id), call.now());
    PeeringActions.requesterDeleted(state, id, call.now());
    state.vpcs().remove(id, call.now());
    return Ec2Context.success();
  }

  private Struct modify(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
    Optional<Boolean> support = attribute(call, "EnableDnsSupport");
    Optional<Boolean> hostnames = attribute(call, "EnableDnsHostnames");
    if (support.isPresent() == hostnames.isPresent()) {
      throw ApiErrors.combination(
          "Exactly one of EnableDnsSupport and EnableDnsHostnames must be specified");
    }
    if (hostnames.orElse(false) && !vpc.dnsSupport()) {
      throw ApiErrors.combination("DNS hostnames of %s require DNS support", vpc.id());
    }
    state
        .vpcs()
        .update(
            vpc.id(),
            call.now(),
            v -> v.withDns(support.orElse(v.dnsSupport()), hostnames.orElse(v.dnsHostnames())));
    return Ec2Context.success();
  }

  private static Optional<Boolean> attribute(Call call, String name) {
    return call.params().struct(name).flatMap(attribute -> attribute.flag("Value"));
  }

  private Struct describeAttribute(Call call) {
    String id = call.params().required("VpcId");
    SimulatedVpc vpc =
        ec2.state(call).vpcs().described(List.of(id), call.now()).findFirst().orElseThrow();
    String attribute = call.params().required("Attribute");
    boolean value =
        switch (attribute) {
          case "enableDnsSupport" -> vpc.dnsSupport();
          case "enableDnsHostnames" -> vpc.dnsHostnames();
          default ->
              throw ApiErrors.invalid(
                  "Value (%s) for parameter attribute is invalid. Unknown attribute.", attribute);
        };
    return Struct.empty().with("vpcId", id).with(attribute, Struct.empty().with("value", value));
  }

  private static Struct render(Call call, SimulatedVpc vpc) {
    Struct block =
        Struct.empty()
            .with("associationId", vpc.id().replace("vpc-", "vpc-cidr-assoc-"))
            .with("cidrBlock", vpc.cidr().toString())
            .with("cidrBlockState", Struct.empty().with("state", "associated"));
    return Struct.empty()
        .with("vpcId", vpc.id())
        .with("ownerId", call.accountId())
        .with("state", vpc.state())
        .with("cidrBlock", vpc.cidr().toString())
        .with("cidrBlockAssociationSet", List.of(block))
        .with("dhcpOptionsId", vpc.dhcpOptionsId())
        .with("instanceTenancy", "default")
        .with("isDefault", false)
        .with("tagSet", Ec2Tags.set(vpc.tags()));
  }
}
