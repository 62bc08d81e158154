package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Creates, describes and deletes VPC endpoints of both types. */
final class VpcEndpointActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  VpcEndpointActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
                "CreateVpcEndpoint",
                this::create,
                "VpcId",
                "ServiceName",
                "VpcEndpointType",
                "SubnetId",
                "SecurityGroupId",
                "RouteTableId",
                "PrivateDnsEnabled",
                "PolicyDocument",
                "IpAddressType",
                "ClientToken")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeVpcEndpoints", this::describe, "VpcEndpointId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteVpcEndpoints", this::delete, "VpcEndpointId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    return state.tokens().once(call, () -> create(call, state));
  }

  private Supplier<Struct> create(Call call, Ec2State state) {
    SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
    EndpointService service =
        EndpointServiceActions.require(call.region(), call.params().required("ServiceName"));
    String type = call.params().text("VpcEndpointType").orElse(SimulatedVpcEndpoint.GATEWAY);
    if (!type.equals(service.type())) {
      throw ApiErrors.invalidParameter(
          "Endpoint type (%s) does not match available service types ([%s]).",
          type, service.type());
    }
    if (!call.params().text("IpAddressType").orElse("ipv4").equals("ipv4")) {
      throw ApiErrors.invalidParameter("The simulator supports only the IP address type ipv4");
    }
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.VPC_ENDPOINT);
    String policy = EndpointPolicy.of(call).orElse(EndpointPolicy.FULL_ACCESS);
    String id = state.newId(ResourceIdType.VPC_ENDPOINT);
    SimulatedVpcEndpoint.Settings settings =
        type.equals(SimulatedVpcEndpoint.INTERFACE)
            ? interfaceSettings(call, state, vpc, service, id)
            : gatewaySettings(call, state, vpc, service);
    SimulatedVpcEndpoint endpoint =
        new SimulatedVpcEndpoint(
            id, vpc.id(), service.name(), type, "pending", settings, policy, call.now(), tags);
    state.endpoints().add(endpoint, call.now());
    state.schedule(
        call.now(),
        endpoint.isInterface()
            ? StateDuration.INTERFACE_ENDPOINT_AVAILABLE
            : StateDuration.GATEWAY_ENDPOINT_AVAILABLE,
        id,
        at -> available(state, id, at));
    Optional<String> token = ClientTokens.token(call);
    return () ->
        Struct.empty()
            .with(
                "vpcEndpoint",
                VpcEndpointView.render(state, state.endpoints().get(id).orElse(endpoint)))
            .with("clientToken", token);
  }

  private SimulatedVpcEndpoint.Settings interfaceSettings(
      Call call, Ec2State state, SimulatedVpc vpc, EndpointService service, String id) {
    if (call.params().has("RouteTableId")) {
      throw ApiErrors.invalidParameter(
          "Route tables are only supported for endpoints of the type Gateway");
    }
    boolean privateDns = call.params().flag("PrivateDnsEnabled").orElse(true);
    if (privateDns) {
      EndpointRules.checkPrivateDns(state, vpc, service, id);
    }
    List<SimulatedSubnet> subnets =
        EndpointRules.subnets(state, vpc, call.params().texts("SubnetId"), call.now());
    EndpointRules.checkZones(subnets);
    EndpointRules.checkServed(state, service, subnets);
    Set<String> requested =
        SecurityGroupActions.require(
            state, call.params().texts("SecurityGroupId"), vpc.id(), call.now());
    Set<String> groups =
        requested.isEmpty() ? Set.of(state.defaultGroup(vpc.id()).id()) : Set.copyOf(requested);
    long count =
        state.endpoints().all().filter(e -> e.vpcId().equals(vpc.id()) && e.isInterface()).count();
    if (count >= ec2.quotas().interfaceEndpointsPerVpc()) {
      throw ErrorWords.error("vpc-endpoint-limit-exceeded");
    }
    subnets.forEach(subnet -> NetworkInterfaces.requireFree(state, subnet, 1));
    List<String> interfaces =
        subnets.stream()
            .map(subnet -> EndpointRules.newInterface(state, subnet, id, groups, call.now()))
            .toList();
    Set<String> subnetIds = new LinkedHashSet<>(subnets.stream().map(SimulatedSubnet::id).toList());
    return new SimulatedVpcEndpoint.Settings(privateDns, subnetIds, interfaces, groups, Set.of());
  }

  private static SimulatedVpcEndpoint.Settings gatewaySettings(
      Call call, Ec2State state, SimulatedVpc vpc, EndpointService service) {
    if (call.params().has("SubnetId") || call.params().has("SecurityGroupId")) {
      throw ApiErrors.invalidParameter(
          "Subnets and security groups are only supported for endpoints of the type Interface");
    }
    if (call.params().flag("PrivateDnsEnabled").orElse(false)) {
      throw ApiErrors.invalidParameter(
          "Private DNS is only supported for endpoints of the type Interface");
    }
    Set<String> tables =
        EndpointRules.routeTables(
            state, vpc.id(), service.name(), call.params().texts("RouteTableId"), call.now());
    return new SimulatedVpcEndpoint.Settings(false, Set.of(), List.of(), Set.of(), tables);
  }

  private static void available(Ec2State state, String id, Instant at) {
    Optional<SimulatedVpcEndpoint> pending =
        state.endpoints().get(id).filter(e -> e.state().equals("pending"));
    if (pending.isPresent()) {
      state.endpoints().update(id, at, e -> e.withState("available"));
      pending
          .get()
          .settings()
          .routeTableIds()
          .forEach(tableId -> EndpointRules.addRoute(state, pending.get(), tableId, at));
    }
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    Filters<SimulatedVpcEndpoint> filters =
        Filters.tagged(SimulatedVpcEndpoint::tags)
            .one("vpc-endpoint-id", SimulatedVpcEndpoint::id)
            .one("vpc-id", SimulatedVpcEndpoint::vpcId)
            .one("service-name", SimulatedVpcEndpoint::service)
            .one("vpc-endpoint-type", SimulatedVpcEndpoint::type)
            .one("vpc-endpoint-state", SimulatedVpcEndpoint::state)
            .one("ip-address-type", _ -> "ipv4");
    return ec2.page(
        call,
        "vpcEndpointSet",
        Pages.UP_TO_THOUSAND,
        () ->
            state
                .endpoints()
                .described(call.params().texts("VpcEndpointId"), call.now())
                .filter(filters.of(call))
                .map(endpoint -> VpcEndpointView.render(state, endpoint)));
  }

  /** Returns 200 and lists the endpoints that it could not delete [D]. */
  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    List<String> ids = call.params().texts("VpcEndpointId");
    if (ids.isEmpty()) {
      throw ApiErrors.missing("VpcEndpointId");
    }
    List<Struct> unsuccessful = new ArrayList<>();
    for (String id : ids) {
      try {
        delete(state, state.endpoints().require(id, call.now()), call.now());
      } catch (AwsError e) {
        unsuccessful.add(
            Struct.empty()
                .with("resourceId", id)
                .with("error", Struct.empty().with("code", e.code()).with("message", e.message())));
      }
    }
    return Struct.empty().with("unsuccessful", unsuccessful);
  }

  private static void delete(Ec2State state, SimulatedVpcEndpoint endpoint, Instant now) {
    if (endpoint.state().equals("deleting")) {
      return;
    }
    state.endpoints().update(endpoint.id(), now, e -> e.withState("deleting"));
    state.schedule(
        now,
        endpoint.isInterface()
            ? StateDuration.INTERFACE_ENDPOINT_DELETED
            : StateDuration.GATEWAY_ENDPOINT_DELETED,
        endpoint.id(),
        at -> {
          SimulatedVpcEndpoint last = state.endpoints().get(endpoint.id()).orElseThrow();
          last.settings()
              .networkInterfaceIds()
              .forEach(i -> NetworkInterfaces.remove(state, i, at));
          last.settings()
              .routeTableIds()
              .forEach(t -> EndpointRules.removeRoute(state, last, t, at));
          state.endpoints().remove(endpoint.id(), at);
        });
  }
}
