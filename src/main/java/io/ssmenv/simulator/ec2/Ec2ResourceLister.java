package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.ResourceLister;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.core.SimulatedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists the EC2 resources in all regions of an account. */
final class Ec2ResourceLister implements ResourceLister {
  private final RegionalState<Ec2State> states;

  Ec2ResourceLister(RegionalState<Ec2State> states) {
    this.states = states;
  }

  @Override
  public List<ResourceSummary> list(SimulatedAccount account) {
    List<ResourceSummary> summaries = new ArrayList<>();
    states.forEach(account.id(), (_, state) -> summaries(state).forEach(summaries::add));
    return summaries;
  }

  private static Stream<ResourceSummary> summaries(Ec2State state) {
    return Stream.of(
            of(state, state.vpcs(), state.vpcs().all(), SimulatedVpc::state),
            of(state, state.subnets(), state.subnets().all(), SimulatedSubnet::state),
            of(
                state,
                state.internetGateways(),
                state.internetGateways().all(),
                gateway -> gateway.vpcId().map(_ -> "available").orElse("")),
            of(
                state,
                state.routeTables(),
                state.routeTables().all().filter(table -> !table.main()),
                _ -> ""),
            of(state, state.addresses(), state.addresses().all(), _ -> ""),
            of(
                state,
                state.natGateways(),
                state.natGateways().all().filter(nat -> !nat.state().equals("deleted")),
                SimulatedNatGateway::state),
            of(state, state.endpoints(), state.endpoints().all(), SimulatedVpcEndpoint::state),
            of(
                state,
                state.groups(),
                state.groups().all().filter(group -> !group.isDefault()),
                _ -> ""),
            of(
                state,
                state.interfaces(),
                state.interfaces().all().filter(eni -> !eni.requesterManaged()),
                SimulatedNetworkInterface::state),
            of(
                state,
                state.instances(),
                state.instances().all().filter(i -> !i.is(SimulatedInstance.StateName.TERMINATED)),
                instance -> instance.state().name().wireName()),
            of(
                state,
                state.networkAcls(),
                state.networkAcls().all().filter(acl -> !acl.isDefault()),
                _ -> ""),
            of(state, state.volumes(), state.volumes().all(), _ -> "in-use"),
            connections(state, state.connections()),
            settings(state, state.settings()))
        .flatMap(summaries -> summaries);
  }

  private static Stream<ResourceSummary> connections(Ec2State state, VpcConnections connections) {
    return Stream.of(
            of(
                state,
                connections.egressOnlyGateways(),
                connections.egressOnlyGateways().all(),
                _ -> "attached"),
            of(
                state,
                connections.vpnGateways(),
                connections.vpnGateways().all().filter(gateway -> !gateway.isDeleted()),
                SimulatedVpnGateway::state),
            of(
                state,
                connections.peeringConnections(),
                connections.peeringConnections().all().filter(one -> !one.status().isOver()),
                peering -> peering.status().wireName()))
        .flatMap(summaries -> summaries);
  }

  private static Stream<ResourceSummary> settings(Ec2State state, RegionalSettings settings) {
    return Stream.concat(
        of(
            state,
            settings.dhcpOptions(),
            settings
                .dhcpOptions()
                .all()
                .filter(one -> !one.id().equals(SimulatedDhcpOptions.DEFAULT_ID)),
            _ -> ""),
        of(state, settings.exclusions(), settings.exclusions().all(), _ -> "create-complete"));
  }

  private static <R extends Ec2Resource<R>> Stream<ResourceSummary> of(
      Ec2State state, Ec2Store<R> store, Stream<R> resources, Function<R, String> status) {
    return resources.map(resource ->
        new ResourceSummary(
            state.accountId(),
            state.region(),
            store.idType().resourceType(),
            resource.id(),
            status.apply(resource),
            resource.tags()));
  }
}
