package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Modifies VPC endpoints. */
final class ModifyVpcEndpointAction implements Ec2ActionGroup {
  private final Ec2Context ec2;

  ModifyVpcEndpointAction(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
            "ModifyVpcEndpoint",
            this::modify,
            "VpcEndpointId",
            "PrivateDnsEnabled",
            "PolicyDocument",
            "ResetPolicy",
            "AddRouteTableId",
            "RemoveRouteTableId",
            "AddSubnetId",
            "RemoveSubnetId",
            "AddSecurityGroupId",
            "RemoveSecurityGroupId"));
  }

  private Struct modify(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedVpcEndpoint endpoint =
        state.endpoints().require(call.params().required("VpcEndpointId"), call.now());
    if (!endpoint.state().equals("available")) {
      throw ErrorWords.error("incorrect-state", endpoint.id(), endpoint.state());
    }
    Stream<String> foreign =
        endpoint.isInterface()
            ? Stream.of("AddRouteTableId", "RemoveRouteTableId")
            : Stream.of(
                "PrivateDnsEnabled",
                "AddSubnetId",
                "RemoveSubnetId",
                "AddSecurityGroupId",
                "RemoveSecurityGroupId");
    foreign
        .filter(call.params()::has)
        .forEach(name -> {
          throw ApiErrors.invalidParameter(
              "%s is not supported for endpoints of the type %s", name, endpoint.type());
        });
    Optional<String> given = EndpointPolicy.of(call);
    SimulatedVpcEndpoint.Settings settings =
        endpoint.isInterface()
            ? interfaceSettings(call, state, endpoint)
            : gatewaySettings(call, state, endpoint);
    String policy =
        call.params().flag("ResetPolicy").orElse(false)
            ? EndpointPolicy.FULL_ACCESS
            : given.orElse(endpoint.policy());
    state.endpoints().update(endpoint.id(), call.now(), e -> e.with(settings, policy));
    return Ec2Context.success();
  }

  private static SimulatedVpcEndpoint.Settings interfaceSettings(
      Call call, Ec2State state, SimulatedVpcEndpoint endpoint) {
    SimulatedVpcEndpoint.Settings old = endpoint.settings();
    SimulatedVpc vpc = state.vpcs().get(endpoint.vpcId()).orElseThrow();
    boolean privateDns = call.params().flag("PrivateDnsEnabled").orElse(old.privateDns());
    EndpointService service = EndpointServiceActions.require(call.region(), endpoint.service());
    if (privateDns && !old.privateDns()) {
      EndpointRules.checkPrivateDns(state, vpc, service, endpoint.id());
    }
    Set<String> groups = groups(call, state, endpoint);
    List<String> removed = call.params().texts("RemoveSubnetId");
    List<SimulatedSubnet> kept =
        old.subnetIds().stream()
            .filter(id -> !removed.contains(id))
            .flatMap(id -> state.subnets().get(id).stream())
            .toList();
    List<SimulatedSubnet> added =
        EndpointRules.subnets(state, vpc, call.params().texts("AddSubnetId"), call.now()).stream()
            .filter(subnet -> !kept.contains(subnet))
            .toList();
    List<SimulatedSubnet> all = Stream.concat(kept.stream(), added.stream()).toList();
    EndpointRules.checkZones(all);
    EndpointRules.checkServed(state, service, added);
    added.forEach(subnet -> NetworkInterfaces.requireFree(state, subnet, 1));

    List<String> interfaces = new ArrayList<>();
    for (String id : old.networkInterfaceIds()) {
      SimulatedNetworkInterface eni = state.interfaces().get(id).orElseThrow();
      if (removed.contains(eni.subnetId())) {
        NetworkInterfaces.remove(state, id, call.now());
      } else {
        SimulatedNetworkInterface.Settings interfaceSettings =
            new SimulatedNetworkInterface.Settings(eni.settings().description(), groups, false);
        state.interfaces().update(id, call.now(), e -> e.with(interfaceSettings));
        interfaces.add(id);
      }
    }
    added.forEach(subnet ->
        interfaces.add(
            EndpointRules.newInterface(state, subnet, endpoint.id(), groups, call.now())));
    Set<String> subnetIds = new LinkedHashSet<>(all.stream().map(SimulatedSubnet::id).toList());
    return new SimulatedVpcEndpoint.Settings(privateDns, subnetIds, interfaces, groups, Set.of());
  }

  private static Set<String> groups(Call call, Ec2State state, SimulatedVpcEndpoint endpoint) {
    Set<String> groups = new LinkedHashSet<>(endpoint.settings().groupIds());
    groups.addAll(
        SecurityGroupActions.require(
            state, call.params().texts("AddSecurityGroupId"), endpoint.vpcId(), call.now()));
    call.params().texts("RemoveSecurityGroupId").forEach(groups::remove);
    if (groups.isEmpty()) {
      throw ApiErrors.invalidParameter("%s must keep at least one security group", endpoint.id());
    }
    return groups;
  }

  private static SimulatedVpcEndpoint.Settings gatewaySettings(
      Call call, Ec2State state, SimulatedVpcEndpoint endpoint) {
    SimulatedVpcEndpoint.Settings old = endpoint.settings();
    Set<String> added =
        EndpointRules.routeTables(
            state,
            endpoint.vpcId(),
            endpoint.service(),
            call.params().texts("AddRouteTableId"),
            call.now());
    List<String> removed = call.params().texts("RemoveRouteTableId");
    Set<String> tables = new LinkedHashSet<>(old.routeTableIds());
    tables.addAll(added);
    removed.forEach(tables::remove);
    removed.forEach(id -> EndpointRules.removeRoute(state, endpoint, id, call.now()));
    added.forEach(id -> EndpointRules.addRoute(state, endpoint, id, call.now()));
    return new SimulatedVpcEndpoint.Settings(false, Set.of(), List.of(), Set.of(), tables);
  }
}
