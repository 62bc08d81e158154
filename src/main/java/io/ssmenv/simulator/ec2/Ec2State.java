package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.RegionalState.RegionKey;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The EC2 resources of one account and region. Guarded by the account's lock. */
final class Ec2State {
  private final Simulation simulation;
  private final SimulatedAccount account;
  private final String region;
  private final ClientTokens tokens = new ClientTokens(this);
  private final VpcMembers members = new VpcMembers(this);
  private final Set<String> formerAddressAssociations = new HashSet<>();

  private final Ec2Store<SimulatedVpc> vpcs;
  private final Ec2Store<SimulatedSubnet> subnets;
  private final Ec2Store<SimulatedInternetGateway> internetGateways;
  private final Ec2Store<SimulatedRouteTable> routeTables;
  private final Ec2Store<SimulatedAddress> addresses;
  private final Ec2Store<SimulatedNatGateway> natGateways;
  private final Ec2Store<SimulatedVpcEndpoint> endpoints;
  private final Ec2Store<SimulatedSecurityGroup> groups;
  private final Ec2Store<SimulatedSecurityGroupRule> rules;
  private final Ec2Store<SimulatedNetworkInterface> interfaces;
  private final Ec2Store<SimulatedInstance> instances;
  private final Ec2Store<NetworkAcl> networkAcls;
  private final Ec2Store<Volume> volumes;
  private final Ec2Store<ProfileAssociation> profileAssociations;
  private final VpcConnections connections;
  private final RegionalSettings settings;
  private final ReverseIndex reverseIndex;

  Ec2State(Simulation simulation, RegionKey scope) {
    this.simulation = simulation;
    this.account = simulation.accounts().account(scope.accountId());
    this.region = scope.region();
    vpcs = new Ec2Store<>(simulation, ResourceIdType.VPC, members);
    subnets = new Ec2Store<>(simulation, ResourceIdType.SUBNET, members);
    internetGateways = new Ec2Store<>(simulation, ResourceIdType.INTERNET_GATEWAY, members);
    routeTables = new Ec2Store<>(simulation, ResourceIdType.ROUTE_TABLE, members);
    addresses = new Ec2Store<>(simulation, ResourceIdType.ADDRESS, members);
    natGateways = new Ec2Store<>(simulation, ResourceIdType.NAT_GATEWAY, members);
    endpoints = new Ec2Store<>(simulation, ResourceIdType.VPC_ENDPOINT, members);
    groups = new Ec2Store<>(simulation, ResourceIdType.SECURITY_GROUP, members);
    rules = new Ec2Store<>(simulation, ResourceIdType.SECURITY_GROUP_RULE, members);
    interfaces = new Ec2Store<>(simulation, ResourceIdType.NETWORK_INTERFACE, members);
    instances = new Ec2Store<>(simulation, ResourceIdType.INSTANCE, members);
    networkAcls = new Ec2Store<>(simulation, ResourceIdType.NETWORK_ACL, members);
    volumes = new Ec2Store<>(simulation, ResourceIdType.VOLUME, members);
    profileAssociations = new Ec2Store<>(simulation, ResourceIdType.PROFILE_ASSOCIATION, members);
    connections = new VpcConnections(simulation, members);
    settings = new RegionalSettings(simulation, region, members);
    reverseIndex = new ReverseIndex(this);
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

  Ec2Store<SimulatedVpc> vpcs() {
    return vpcs;
  }

  Ec2Store<SimulatedSubnet> subnets() {
    return subnets;
  }

  Ec2Store<SimulatedInternetGateway> internetGateways() {
    return internetGateways;
  }

  Ec2Store<SimulatedRouteTable> routeTables() {
    return routeTables;
  }

  Ec2Store<SimulatedAddress> addresses() {
    return addresses;
  }

  Ec2Store<SimulatedNatGateway> natGateways() {
    return natGateways;
  }

  Ec2Store<SimulatedVpcEndpoint> endpoints() {
    return endpoints;
  }

  Ec2Store<SimulatedSecurityGroup> groups() {
    return groups;
  }

  Ec2Store<SimulatedSecurityGroupRule> rules() {
    return rules;
  }

  Ec2Store<SimulatedNetworkInterface> interfaces() {
    return interfaces;
  }

  Ec2Store<SimulatedInstance> instances() {
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

  VpcConnections connections() {
    return connections;
  }

  RegionalSettings settings() {
    return settings;
  }

  ReverseIndex reverseIndex() {
    return reverseIndex;
  }

  /** Returns the stores of all taggable types. */
  List<Ec2Store<? extends Ec2Resource<?>>> taggable() {
    List<Ec2Store<? extends Ec2Resource<?>>> stores = new ArrayList<>(connections.stores());
    stores.addAll(settings.stores());
    stores.addAll(
        List.of(vpcs, subnets, internetGateways, routeTables, addresses, natGateways, endpoints));
    stores.addAll(List.of(groups, rules, interfaces, instances, networkAcls, volumes));
    return stores;
  }

  /** Returns a new id. */
  String newId(ResourceIdType idType) {
    return simulation.ids().next(idType.prefix());
  }

  /** Returns how long a resource stays in a state. */
  Duration duration(StateDuration state, String id) {
    return state.of(id, simulation.random());
  }

  /** Schedules the end of a resource's state. */
  void schedule(Instant now, StateDuration state, String id, Consumer<Instant> effect) {
    Transition.schedule(simulation, account, now.plus(duration(state, id)), state, id, effect);
  }

  /** Returns the ARN of a resource. */
  String arn(String path) {
    return "arn:aws:ec2:%s:%s:%s".formatted(region, account.id(), path);
  }

  /** Returns the gateway that is attached to a VPC. */
  Optional<SimulatedInternetGateway> gatewayOf(String vpcId) {
    return internetGateways
        .all()
        .filter(gateway -> gateway.vpcId().filter(vpcId::equals).isPresent())
        .findFirst();
  }

  /** Returns the interfaces in a VPC. */
  Stream<SimulatedNetworkInterface> interfacesIn(String vpcId) {
    return interfaces.all().filter(eni -> eni.vpcId().equals(vpcId));
  }

  /** Returns the Elastic IP of a network interface. */
  Optional<SimulatedAddress> addressOn(String networkInterfaceId) {
    return reverseIndex.addressesOn(networkInterfaceId).findFirst();
  }

  /** Returns the public address of a network interface: an Elastic IP, or the automatic address. */
  Optional<String> publicIpOf(SimulatedNetworkInterface eni) {
    return addressOn(eni.id()).map(SimulatedAddress::publicIp).or(eni::autoPublicIp);
  }

  /** Disassociates an Elastic IP from its network interface. */
  void disassociate(SimulatedAddress address, Instant now) {
    address.association().ifPresent(old -> formerAddressAssociations.add(old.id()));
    addresses.update(address.id(), now, SimulatedAddress::withoutAssociation);
  }

  /**
   * Returns whether an association of an Elastic IP has existed: ending it again is not an error.
   */
  boolean wasAddressAssociation(String associationId) {
    return formerAddressAssociations.contains(associationId);
  }

  /** Returns the active NAT gateway of an Elastic IP. */
  Optional<SimulatedNatGateway> natOf(SimulatedAddress address) {
    return natGateways
        .all()
        .filter(SimulatedNatGateway::isActive)
        .filter(nat ->
            nat.address().flatMap(SimulatedNatGateway.Address::allocationId).stream()
                .anyMatch(address.id()::equals))
        .findFirst();
  }

  /** Returns the default group of a VPC. */
  SimulatedSecurityGroup defaultGroup(String vpcId) {
    return groups
        .all()
        .filter(group -> group.vpcId().equals(vpcId) && group.isDefault())
        .findFirst()
        .orElseThrow();
  }
}
