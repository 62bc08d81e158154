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

/** Creates, describes, modifies and deletes subnets. */
final class SubnetActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  SubnetActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
                "CreateSubnet",
                this::create,
                "VpcId",
                "CidrBlock",
                "AvailabilityZone",
                "AvailabilityZoneId")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeSubnets", this::describe, "SubnetId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteSubnet", this::delete, "SubnetId"),
        write("ModifySubnetAttribute", this::modify, "SubnetId", "MapPublicIpOnLaunch.Value"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
    Cidr cidr = range(state, vpc, call.params().required("CidrBlock"));
    String zone = zone(call);
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.SUBNET);
    long count = state.subnets().all().filter(s -> s.vpcId().equals(vpc.id())).count();
    if (count >= ec2.quotas().subnetsPerVpc()) {
      throw ErrorWords.error("subnet-limit-exceeded");
    }
    SimulatedSubnet subnet =
        new SimulatedSubnet(
            state.newId(ResourceIdType.SUBNET), vpc.id(), cidr, zone, "pending", false, tags);
    state.subnets().add(subnet, call.now());
    NetworkAclActions.associateWithDefault(state, subnet, call.now());
    state.schedule(
        call.now(),
        StateDuration.VPC_AVAILABLE,
        subnet.id(),
        at -> state.subnets().update(subnet.id(), at, s -> s.withState("available")));
    return Struct.empty().with("subnet", render(state, subnet));
  }

  private static Cidr range(Ec2State state, SimulatedVpc vpc, String text) {
    Cidr cidr =
        Cidr.parse(text)
            .orElseThrow(() ->
                ApiErrors.invalid(
                    "Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR"
                        + " block.",
                    text));
    if (cidr.prefix() > 28 || !cidr.isCanonical() || !vpc.cidr().contains(cidr)) {
      throw ErrorWords.error("invalid-subnet-range", text);
    }
    boolean conflict =
        state
            .subnets()
            .all()
            .anyMatch(other -> other.vpcId().equals(vpc.id()) && other.cidr().overlaps(cidr));
    if (conflict) {
      throw ErrorWords.error("invalid-subnet-conflict", text);
    }
    return cidr;
  }

  private static String zone(Call call) {
    List<Zone> zones = Zone.of(call.region());
    Optional<String> name = call.params().text("AvailabilityZone");
    Optional<String> id = call.params().text("AvailabilityZoneId");
    if (name.isEmpty() && id.isEmpty()) {
      return zones.getFirst().name();
    }
    return zones.stream()
        .filter(zone -> name.map(zone.name()::equals).orElse(true))
        .filter(zone -> id.map(zone.id()::equals).orElse(true))
        .map(Zone::name)
        .findFirst()
        .orElseThrow(() ->
            ApiErrors.invalid(
                "Value (%s) for parameter availabilityZone is invalid. Subnets can currently only"
                    + " be created in the following availability zones: %s.",
                name.or(() -> id).orElse(""),
                String.join(", ", zones.stream().map(Zone::name).toList())));
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    return ec2.page(
        call,
        "subnetSet",
        Pages.THOUSAND,
        () ->
            state
                .subnets()
                .described(call.params().texts("SubnetId"), call.now())
                .filter(filters(state).of(call))
                .map(subnet -> render(state, subnet)));
  }

  private static Filters<SimulatedSubnet> filters(Ec2State state) {
    return Filters.tagged(SimulatedSubnet::tags)
        .one("subnet-id", SimulatedSubnet::id)
        .one("vpc-id", SimulatedSubnet::vpcId)
        .one("state", SimulatedSubnet::state)
        .one("cidr", subnet -> subnet.cidr().toString())
        .one("cidr-block", subnet -> subnet.cidr().toString())
        .one("availability-zone", SimulatedSubnet::zone)
        .one("availabilityZone", SimulatedSubnet::zone)
        .one("availability-zone-id", subnet -> Zone.id(state.region(), subnet.zone()))
        .one("available-ip-address-count", subnet -> Long.toString(free(state, subnet)))
        .one("default-for-az", _ -> "false")
        .one("map-public-ip-on-launch", subnet -> Boolean.toString(subnet.publicIps()))
        .one("owner-id", _ -> state.accountId())
        .one("subnet-arn", subnet -> state.arn("subnet/" + subnet.id()));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    String id = state.subnets().require(call.params().required("SubnetId"), call.now()).id();
    if (state.reverseIndex().countInterfacesIn(id) > 0) {
      throw ApiErrors.dependencies("subnet", id);
    }
    state.routeTables().all().filter(t -> t.subnetIds().anyMatch(id::equals)).toList().stream()
        .forEach(table ->
            state
                .routeTables()
                .update(
                    table.id(),
                    call.now(),
                    t -> t.withoutAssociations(a -> a.subnetId().filter(id::equals).isPresent())));
    NetworkAclActions.disassociate(state, id, call.now());
    state.subnets().remove(id, call.now());
    return Ec2Context.success();
  }

  private Struct modify(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedSubnet subnet =
        state.subnets().require(call.params().required("SubnetId"), call.now());
    boolean publicIps =
        call.params()
            .struct("MapPublicIpOnLaunch")
            .flatMap(attribute -> attribute.flag("Value"))
            .orElseThrow(() -> ApiErrors.missing("MapPublicIpOnLaunch.Value"));
    state.subnets().update(subnet.id(), call.now(), s -> s.withPublicIps(publicIps));
    return Ec2Context.success();
  }

  /** Returns the number of free addresses; AWS reserves five in each subnet [D]. */
  static long free(Ec2State state, SimulatedSubnet subnet) {
    return subnet.cidr().size() - 5 - state.reverseIndex().countInterfacesIn(subnet.id());
  }

  private static Struct render(Ec2State state, SimulatedSubnet subnet) {
    return Struct.empty()
        .with("subnetId", subnet.id())
        .with("subnetArn", state.arn("subnet/" + subnet.id()))
        .with("state", subnet.state())
        .with("vpcId", subnet.vpcId())
        .with("ownerId", state.accountId())
        .with("cidrBlock", subnet.cidr().toString())
        .with("ipv6CidrBlockAssociationSet", List.of())
        .with("availableIpAddressCount", free(state, subnet))
        .with("availabilityZone", subnet.zone())
        .with("availabilityZoneId", Zone.id(state.region(), subnet.zone()))
        .with("defaultForAz", false)
        .with("mapPublicIpOnLaunch", subnet.publicIps())
        .with("assignIpv6AddressOnCreation", false)
        .with("ipv6Native", false)
        .with("enableDns64", false)
        .with("mapCustomerOwnedIpOnLaunch", false)
        .with(
            "privateDnsNameOptionsOnLaunch",
            Struct.empty()
                .with("hostnameType", "ip-name")
                .with("enableResourceNameDnsARecord", false)
                .with("enableResourceNameDnsAAAARecord", false))
        .with("tagSet", Ec2Tags.set(subnet.tags()));
  }
}
