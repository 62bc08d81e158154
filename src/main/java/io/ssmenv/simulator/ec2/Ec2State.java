package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Account;
import io.ssmenv.simulator.core.Scoped.Scope;
import io.ssmenv.simulator.core.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What exists in EC2 in one account and region. Guarded by the account's lock. */
final class Ec2State {
  private final Simulation simulation;
  private final Account account;
  private final String region;
  private final ClientTokens tokens = new ClientTokens();
  private final VpcMembers members = new VpcMembers(this);
  private final Set<String> formerAddressAssociations = new HashSet<>();

  private final Ec2Store<Vpc> vpcs;
  private final Ec2Store<Subnet> subnets;
  private final Ec2Store<InternetGateway> internetGateways;
  private final Ec2Store<RouteTable> routeTables;
  private final Ec2Store<Address> addresses;
  private final Ec2Store<NatGateway> natGateways;
  private final Ec2Store<VpcEndpoint> endpoints;
  private final Ec2Store<SecurityGroup> groups;
  private final Ec2Store<SecurityGroupRule> rules;
  private final Ec2Store<NetworkInterface> interfaces;
  private final Ec2Store<Instance> instances;
  private final Ec2Store<NetworkAcl> networkAcls;
  private final Ec2Store<Volume> volumes;
  private final Ec2Store<ProfileAssociation> profileAssociations;
  private final Belongings belongings;

  Ec2State(Simulation simulation, Scope scope) {
    this.simulation = simulation;
    this.account = simulation.accounts().account(scope.accountId());
    this.region = scope.region();
    vpcs = new Ec2Store<>(simulation, Kind.VPC, members);
    subnets = new Ec2Store<>(simulation, Kind.SUBNET, members);
    internetGateways = new Ec2Store<>(simulation, Kind.INTERNET_GATEWAY, members);
    routeTables = new Ec2Store<>(simulation, Kind.ROUTE_TABLE, members);
    addresses = new Ec2Store<>(simulation, Kind.ADDRESS, members);
    natGateways = new Ec2Store<>(simulation, Kind.NAT_GATEWAY, members);
    endpoints = new Ec2Store<>(simulation, Kind.VPC_ENDPOINT, members);
    groups = new Ec2Store<>(simulation, Kind.SECURITY_GROUP, members);
    rules = new Ec2Store<>(simulation, Kind.SECURITY_GROUP_RULE, members);
    interfaces = new Ec2Store<>(simulation, Kind.NETWORK_INTERFACE, members);
    instances = new Ec2Store<>(simulation, Kind.INSTANCE, members);
    networkAcls = new Ec2Store<>(simulation, Kind.NETWORK_ACL, members);
    volumes = new Ec2Store<>(simulation, Kind.VOLUME, members);
    profileAssociations = new Ec2Store<>(simulation, Kind.PROFILE_ASSOCIATION, members);
    belongings = new Belongings(this);
  }

  String accountId() {
    return account.id();
  }

  String region() {
    return region;
  }

  Simulation simulation() {
    return simulation;
  }

  VpcMembers members() {
    return members;
  }

  ClientTokens tokens() {
    return tokens;
  }

  Ec2Store<Vpc> vpcs() {
    return vpcs;
  }

  Ec2Store<Subnet> subnets() {
    return subnets;
  }

  Ec2Store<InternetGateway> internetGateways() {
    return internetGateways;
  }

  Ec2Store<RouteTable> routeTables() {
    return routeTables;
  }

  Ec2Store<Address> addresses() {
    return addresses;
  }

  Ec2Store<NatGateway> natGateways() {
    return natGateways;
  }

  Ec2Store<VpcEndpoint> endpoints() {
    return endpoints;
  }

  Ec2Store<SecurityGroup> groups() {
    return groups;
  }

  Ec2Store<SecurityGroupRule> rules() {
    return rules;
  }

  Ec2Store<NetworkInterface> interfaces() {
    return interfaces;
  }

  Ec2Store<Instance> instances() {
    return instances;
  }

  Ec2Store<NetworkAcl> networkAcls() {
    return networkAcls;
  }

  Ec2Store<Volume> volumes() {
    return volumes;
  }

  Ec2Store<ProfileAssociation> profileAssociations() {
    return profileAssociations;
  }

  /** What belongs to what. */
  Belongings belongings() {
    return belongings;
  }

  /** Every kind that can be tagged. */
  List<Ec2Store<? extends Ec2Resource<?>>> taggable() {
    return List.of(
        vpcs,
        subnets,
        internetGateways,
        routeTables,
        addresses,
        natGateways,
        endpoints,
        groups,
        rules,
        interfaces,
        instances,
        networkAcls,
        volumes);
  }

  /** A fresh id of a kind. */
  String newId(Kind kind) {
    return simulation.ids().next(kind.prefix());
  }

  /** The time that a state of a resource takes. */
  Duration time(StateTime stateTime, String id) {
    return stateTime.of(id, simulation.draw());
  }

  /** Plans what happens to a resource when a state's time is over. */
  void after(Instant now, StateTime stateTime, String id, Consumer<Instant> effect) {
    Transition.plan(simulation, account, now.plus(time(stateTime, id)), stateTime, id, effect);
  }

  /** An ARN of a resource here. */
  String arn(String path) {
    return "arn:aws:ec2:%s:%s:%s".formatted(region, account.id(), path);
  }

  /** The gateway that is attached to a VPC. */
  Optional<InternetGateway> gatewayOf(String vpcId) {
    return internetGateways
        .all()
        .filter(gateway -> gateway.vpcId().filter(vpcId::equals).isPresent())
        .findFirst();
  }

  /** The interfaces in a VPC. */
  Stream<NetworkInterface> interfacesIn(String vpcId) {
    return interfaces.all().filter(eni -> eni.vpcId().equals(vpcId));
  }

  /** The Elastic IP on a network interface. */
  Optional<Address> addressOn(String networkInterfaceId) {
    return belongings.addressesOn(networkInterfaceId).findFirst();
  }

  /**
   * The public address of a network interface: an Elastic IP, or one that came with the instance.
   */
  Optional<String> publicIpOf(NetworkInterface eni) {
    return addressOn(eni.id()).map(Address::publicIp).or(eni::autoPublicIp);
  }

  /** Takes an Elastic IP off its network interface. */
  void disassociate(Address address, Instant now) {
    address.association().ifPresent(old -> formerAddressAssociations.add(old.id()));
    addresses.update(address.id(), now, a -> a.with(Optional.empty()));
  }

  /** Whether an association of an Elastic IP existed once: to end it again is no error. */
  boolean wasAddressAssociation(String associationId) {
    return formerAddressAssociations.contains(associationId);
  }

  /** The living NAT gateway that an Elastic IP belongs to. */
  Optional<NatGateway> natOf(Address address) {
    return natGateways
        .all()
        .filter(NatGateway::lives)
        .filter(nat ->
            nat.address().flatMap(NatGateway.Sender::allocationId).stream()
                .anyMatch(address.id()::equals))
        .findFirst();
  }

  /** The groups of a VPC that are named; each has to be there and in the VPC. */
  Set<String> requireGroups(Iterable<String> groupIds, String vpcId, Instant now) {
    Set<String> ids = new LinkedHashSet<>();
    for (String id : groupIds) {
      SecurityGroup group = groups.require(id, now);
      if (!group.vpcId().equals(vpcId)) {
        throw Refusals.invalidParameter(
            "Security group %s and VPC %s belong to different networks", id, vpcId);
      }
      ids.add(id);
    }
    return Refusals.notTooManyGroups(ids);
  }

  /** The default group of a VPC. */
  SecurityGroup defaultGroup(String vpcId) {
    return groups
        .all()
        .filter(group -> group.vpcId().equals(vpcId) && group.isDefault())
        .findFirst()
        .orElseThrow();
  }
}
