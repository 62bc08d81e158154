package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Scoped;
import io.ssmenv.simulator.network.NetworkView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells the network as it was built. */
final class NetworkViews implements NetworkView.Source {
  private final Scoped<Ec2State> states;

  NetworkViews(Scoped<Ec2State> states) {
    this.states = states;
  }

  @Override
  public NetworkView of(String accountId, String region) {
    Ec2State state = states.of(accountId, region);
    return new NetworkView(
        byId(state.vpcs().all().map(NetworkViews::view), NetworkView.Vpc::id),
        byId(state.subnets().all().map(NetworkViews::view), NetworkView.Subnet::id),
        byId(state.routeTables().all().map(t -> view(state, t)), NetworkView.RouteTable::id),
        byId(
            state
                .internetGateways()
                .all()
                .map(g -> new NetworkView.InternetGateway(g.id(), g.vpcId())),
            NetworkView.InternetGateway::id),
        byId(
            state
                .natGateways()
                .all()
                .filter(n -> !n.state().equals("deleted"))
                .map(NetworkViews::view),
            NetworkView.NatGateway::id),
        byId(state.endpoints().all().map(NetworkViews::view), NetworkView.Endpoint::id),
        byId(groups(state), NetworkView.Group::id),
        byId(state.networkAcls().all().map(NetworkViews::view), NetworkView.Acl::id),
        byId(
            state.instances().all().flatMap(instance -> view(state, instance).stream()),
            NetworkView.Instance::id));
  }

  private static <T> Map<String, T> byId(Stream<T> items, Function<T, String> id) {
    return items.collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }

  private static NetworkView.Vpc view(Vpc vpc) {
    return new NetworkView.Vpc(
        vpc.id(), vpc.cidr().toString(), vpc.dnsSupport(), vpc.dnsHostnames());
  }

  private static NetworkView.Subnet view(Subnet subnet) {
    return new NetworkView.Subnet(
        subnet.id(), subnet.vpcId(), subnet.cidr().toString(), subnet.zone());
  }

  private static NetworkView.RouteTable view(Ec2State state, RouteTable table) {
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

  private static NetworkView.NatGateway view(NatGateway nat) {
    return new NetworkView.NatGateway(
        nat.id(), nat.subnetId(), nat.state(), nat.address().flatMap(NatGateway.Sender::publicIp));
  }

  private static NetworkView.Endpoint view(VpcEndpoint endpoint) {
    return new NetworkView.Endpoint(
        endpoint.id(),
        endpoint.vpcId(),
        endpoint.service(),
        endpoint.type(),
        endpoint.state(),
        endpoint.links().privateDns(),
        endpoint.links().subnetIds(),
        endpoint.links().groupIds(),
        endpoint.links().routeTableIds(),
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

  private static Stream<NetworkView.Group> groups(Ec2State state) {
    Map<String, List<SecurityGroupRule>> rules =
        state.rules().all().collect(Collectors.groupingBy(SecurityGroupRule::groupId));
    return state
        .groups()
        .all()
        .map(group ->
            new NetworkView.Group(
                group.id(),
                group.vpcId(),
                rules(rules.getOrDefault(group.id(), List.of()), false),
                rules(rules.getOrDefault(group.id(), List.of()), true)));
  }

  private static List<NetworkView.Rule> rules(List<SecurityGroupRule> rules, boolean egress) {
    return rules.stream()
        .filter(rule -> rule.egress() == egress)
        .map(SecurityGroupRule::match)
        .map(match ->
            new NetworkView.Rule(match.protocol(), match.fromPort(), match.toPort(), match.peer()))
        .toList();
  }

  private static Optional<NetworkView.Instance> view(Ec2State state, Instance instance) {
    Optional<NetworkInterface> primary =
        instance.place().flatMap(p -> state.interfaces().get(p.networkInterfaceId()));
    return primary.map(eni ->
        new NetworkView.Instance(
            instance.id(),
            instance.state().name().wireName(),
            Optional.of(instance.state().since())
                .filter(since -> instance.is(Instance.StateName.RUNNING)),
            instance.launch().image().id(),
            eni.id(),
            eni.subnetId(),
            eni.privateIp(),
            state.publicIpOf(eni),
            Set.copyOf(eni.settings().groupIds()),
            InstanceView.profile(state, instance).map(ProfileAssociation::profileArn),
            instance.tags()));
  }
}
