package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.network.NetworkView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the network views of VPCs from the resources. */
final class NetworkViewBuilder implements NetworkView.Source {
  private final RegionalState<Ec2State> states;

  NetworkViewBuilder(RegionalState<Ec2State> states) {
    this.states = states;
  }

  @Override
  public Map<String, NetworkView> takeChanged(String accountId, String region) {
    Ec2State state = states.of(accountId, region);
    Map<String, NetworkView> views = new LinkedHashMap<>();
    state.members().takeChanged().forEach(vpcId -> views.put(vpcId, view(state, vpcId)));
    return views;
  }

  private static NetworkView view(Ec2State state, String vpcId) {
    return new NetworkView(
        byId(in(vpcId, state, state.vpcs()).map(vpc -> view(state, vpc)), NetworkView.Vpc::id),
        byId(
            in(vpcId, state, state.subnets()).map(subnet -> view(state, subnet)),
            NetworkView.Subnet::id),
        byId(
            in(vpcId, state, state.routeTables()).map(t -> view(state, t)),
            NetworkView.RouteTable::id),
        byId(
            in(vpcId, state, state.internetGateways())
                .map(g -> new NetworkView.InternetGateway(g.id(), g.vpcId())),
            NetworkView.InternetGateway::id),
        byId(
            in(vpcId, state, state.natGateways())
                .filter(n -> !n.state().equals("deleted"))
                .map(NetworkViewBuilder::view),
            NetworkView.NatGateway::id),
        byId(
            in(vpcId, state, state.endpoints()).map(NetworkViewBuilder::view),
            NetworkView.Endpoint::id),
        byId(groups(state, vpcId), NetworkView.Group::id),
        byId(
            in(vpcId, state, state.networkAcls()).map(NetworkViewBuilder::view),
            NetworkView.Acl::id),
        byId(
            in(vpcId, state, state.instances()).flatMap(i -> view(state, i).stream()),
            NetworkView.Instance::id));
  }

  private static <R extends Ec2Resource<R>> Stream<R> in(
      String vpcId, Ec2State state, Ec2Store<R> store) {
    return state.members().of(vpcId, store.idType()).stream().flatMap(id -> store.get(id).stream());
  }

  private static <T> Map<String, T> byId(Stream<T> items, Function<T, String> id) {
    return items.collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }

  private static NetworkView.Vpc view(Ec2State state, SimulatedVpc vpc) {
    return new NetworkView.Vpc(
        vpc.id(),
        vpc.cidr().toString(),
        vpc.dnsSupport(),
        vpc.dnsHostnames(),
        state.settings().amazonDns(vpc));
  }

  private static NetworkView.Subnet view(Ec2State state, SimulatedSubnet subnet) {
    return new NetworkView.Subnet(
        subnet.id(),
        subnet.vpcId(),
        subnet.cidr().toString(),
        subnet.zone(),
        blocked(state.settings().blockModeOf(subnet)));
  }

  private static NetworkView.PublicAccessBlock blocked(String mode) {
    return switch (mode) {
      case RegionalSettings.BIDIRECTIONAL -> NetworkView.PublicAccessBlock.EVERYTHING;
      case RegionalSettings.INGRESS -> NetworkView.PublicAccessBlock.ALL_BUT_NAT;
      default -> NetworkView.PublicAccessBlock.NOTHING;
    };
  }

  private static NetworkView.RouteTable view(Ec2State state, SimulatedRouteTable table) {
    List<NetworkView.Route> routes =
        table.routes().stream()
            .map(route ->
                new NetworkView.Route(
                    route.destination(),
                    route.target(),
                    RouteState.of(state, table, route).equals(RouteState.ACTIVE)))
            .toList();
    return new NetworkView.RouteTable(
        table.id(),
        table.vpcId(),
        table.main(),
        table.subnetIds().collect(Collectors.toUnmodifiableSet()),
        routes);
  }

  private static NetworkView.NatGateway view(SimulatedNatGateway nat) {
    return new NetworkView.NatGateway(
        nat.id(),
        nat.subnetId(),
        nat.state(),
        nat.address().flatMap(SimulatedNatGateway.Address::publicIp));
  }

  private static NetworkView.Endpoint view(SimulatedVpcEndpoint endpoint) {
    return new NetworkView.Endpoint(
        endpoint.id(),
        endpoint.vpcId(),
        endpoint.service(),
        endpoint.type(),
        endpoint.state(),
        endpoint.settings().privateDns(),
        endpoint.settings().subnetIds(),
        endpoint.settings().groupIds(),
        endpoint.settings().routeTableIds(),
        endpoint.policy());
  }

  private static NetworkView.Acl view(NetworkAcl acl) {
    return new NetworkView.Acl(
        acl.id(),
        acl.vpcId(),
        acl.associations().stream()
            .map(NetworkAcl.Association::subnetId)
            .collect(Collectors.toUnmodifiableSet()),
        acl.entries().stream()
            .map(entry ->
                new NetworkView.AclEntry(
                    entry.egress(),
                    entry.number(),
                    entry.protocol(),
                    entry.allow(),
                    entry.cidr(),
                    entry.fromPort().orElse(0),
                    entry.toPort().orElse(65_535)))
            .toList());
  }

  private static Stream<NetworkView.Group> groups(Ec2State state, String vpcId) {
    Map<String, List<SimulatedSecurityGroupRule>> rules =
        in(vpcId, state, state.rules())
            .collect(Collectors.groupingBy(SimulatedSecurityGroupRule::groupId));
    return in(vpcId, state, state.groups())
        .map(group ->
            new NetworkView.Group(
                group.id(),
                group.vpcId(),
                rules(rules.getOrDefault(group.id(), List.of()), false),
                rules(rules.getOrDefault(group.id(), List.of()), true)));
  }

  private static List<NetworkView.Rule> rules(
      List<SimulatedSecurityGroupRule> rules, boolean egress) {
    return rules.stream()
        .filter(rule -> rule.egress() == egress)
        .map(SimulatedSecurityGroupRule::match)
        .map(match ->
            new NetworkView.Rule(match.protocol(), match.fromPort(), match.toPort(), match.peer()))
        .toList();
  }

  private static Optional<NetworkView.Instance> view(Ec2State state, SimulatedInstance instance) {
    Optional<SimulatedNetworkInterface> primary =
        instance.primaryInterface().flatMap(p -> state.interfaces().get(p.networkInterfaceId()));
    return primary.map(eni ->
        new NetworkView.Instance(
            instance.id(),
            instance.state().name().wireName(),
            Optional.of(instance.state().since())
                .filter(_ -> instance.is(SimulatedInstance.StateName.RUNNING)),
            instance.health().unreachable(instance.id()),
            instance.launch().image().id(),
            eni.id(),
            eni.subnetId(),
            eni.privateIp(),
            state.publicIpOf(eni),
            Set.copyOf(eni.settings().groupIds()),
            InstanceView.profile(state, instance).map(ProfileAssociation::profileArn),
            instance.metadata().httpEndpoint().equals("enabled"),
            instance.tags()));
  }
}
