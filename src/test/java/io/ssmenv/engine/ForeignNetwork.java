package io.ssmenv.engine;

import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.simulator.core.ResourceSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * A VPC that other hands have built: an Internet gateway, a subnet that is open to it, one behind a
 * NAT gateway, and one without a way out, each in another zone.
 */
final class ForeignNetwork {

  static final String RANGE = "10.1.64.0/24";
  static final String ANYWHERE = "0.0.0.0/0";
  static final Duration VISIBLE = Duration.ofMinutes(1);

  final EngineScenario scenario;
  final Ec2Client ec2;
  final String vpc;
  final String gateway;
  final String open;
  final String natted;
  final String closed;
  private final String nats;
  final String group;
  private final List<String> tables;
  private final String natGateway;
  private final Set<String> ids;

  private ForeignNetwork(EngineScenario scenario) {
    this.scenario = scenario;
    this.ec2 = scenario.otherClient.ec2();
    vpc =
        ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16").tagSpecifications(tags(ResourceType.VPC)))
            .vpc()
            .vpcId();
    gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    scenario.advance(VISIBLE);
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
    ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    open = subnet("10.1.0.0/24", "eu-west-1a");
    natted = subnet("10.1.1.0/24", "eu-west-1b");
    closed = subnet("10.1.2.0/24", "eu-west-1c");
    nats = subnet("10.1.3.0/24", "eu-west-1a");
    group =
        ec2.createSecurityGroup(
                r -> r.vpcId(vpc).groupName("company").description("of the company"))
            .groupId();
    tables = Stream.of(open, natted, closed, nats).map(_ -> table()).toList();
    String address = ec2.allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
    scenario.advance(VISIBLE);
    associate(open, 0);
    associate(natted, 1);
    associate(closed, 2);
    associate(nats, 3);
    ec2.createRoute(
        r -> r.routeTableId(tables.get(0)).destinationCidrBlock(ANYWHERE).gatewayId(gateway));
    ec2.createRoute(
        r -> r.routeTableId(tables.get(3)).destinationCidrBlock(ANYWHERE).gatewayId(gateway));
    natGateway =
        ec2.createNatGateway(r -> r.subnetId(nats).allocationId(address))
            .natGateway()
            .natGatewayId();
    scenario.advance(Duration.ofMinutes(10));
    ec2.createRoute(
        r -> r.routeTableId(tables.get(1)).destinationCidrBlock(ANYWHERE).natGatewayId(natGateway));
    scenario.advance(VISIBLE);
    ids = scenario.aws.resources().stream().map(ResourceSummary::id).collect(Collectors.toSet());
  }

  /** Builds it, and waits until every read shows it. */
  static ForeignNetwork build(EngineScenario scenario) {
    return new ForeignNetwork(scenario);
  }

  private static TagSpecification tags(ResourceType type) {
    return TagSpecification.builder().resourceType(type).tags(tag(Consent.TAG, "lab")).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  String subnet(String range, String zone) {
    return ec2.createSubnet(r ->
            r.vpcId(vpc)
                .cidrBlock(range)
                .availabilityZone(zone)
                .tagSpecifications(tags(ResourceType.SUBNET)))
        .subnet()
        .subnetId();
  }

  private String table() {
    return ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
  }

  private void associate(String subnet, int table) {
    ec2.associateRouteTable(r -> r.subnetId(subnet).routeTableId(tables.get(table)));
  }

  /** The subnet whose route fits a pattern. */
  String subnetFor(String pattern) {
    return switch (pattern) {
      case "ElasticIp" -> open;
      case "NatGateway" -> natted;
      default -> closed;
    };
  }

  /** Changes the default route of a subnet from what one pattern needs to what another needs. */
  void reroute(String subnet, String from, String to) {
    String id = tables.get(List.of(open, natted, closed).indexOf(subnet));
    if (!from.equals("PrivateEndpoints")) {
      ec2.deleteRoute(r -> r.routeTableId(id).destinationCidrBlock(ANYWHERE));
    }
    switch (to) {
      case "ElasticIp" ->
          ec2.createRoute(
              r -> r.routeTableId(id).destinationCidrBlock(ANYWHERE).gatewayId(gateway));
      case "NatGateway" ->
          ec2.createRoute(
              r -> r.routeTableId(id).destinationCidrBlock(ANYWHERE).natGatewayId(natGateway));
      default -> {} // There is no way out.
    }
  }

  /** As far as AWS allows it: the NAT gateway of the company has an address behind it. */
  void dropGateway() {
    ec2.deleteNatGateway(r -> r.natGatewayId(natGateway));
    scenario.advance(Duration.ofMinutes(10));
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
  }

  void attachGateway() {
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
  }

  /** Allows HTTPS from a range to the endpoints of the company. */
  void allowHttps(String range) {
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(group)
            .ipPermissions(
                p -> p.ipProtocol("tcp").fromPort(443).toPort(443).ipRanges(i -> i.cidrIp(range))));
  }

  /** An endpoint of the company, which has the name of its service in the VPC. */
  String endpoint(String service) {
    return ec2.createVpcEndpoint(r ->
            r.vpcId(vpc)
                .serviceName("com.amazonaws.eu-west-1." + service)
                .vpcEndpointType(VpcEndpointType.INTERFACE)
                .subnetIds(closed)
                .securityGroupIds(group)
                .privateDnsEnabled(true))
        .vpcEndpoint()
        .vpcEndpointId();
  }

  void consent(String namespaces) {
    ec2.createTags(r -> r.resources(vpc).tags(tag(Consent.TAG, namespaces)));
  }

  void withdrawConsent() {
    ec2.deleteTags(r -> r.resources(vpc).tags(Tag.builder().key(Consent.TAG).build()));
  }

  /** A spec for subnets of the environment's own. */
  String inRanges(String pattern, String... more) {
    return inRange(pattern, RANGE, more);
  }

  String inRange(String pattern, String ranges, String... more) {
    return EngineScenario.spec(
        pattern,
        Stream.concat(
                Stream.of("network: {existing: {vpcId: %s, cidrs: [%s]}}".formatted(vpc, ranges)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** A spec for existing subnets. */
  String inSubnets(String pattern, String... subnets) {
    return EngineScenario.spec(
        pattern, "network: {existing: {subnetIds: [%s]}}".formatted(String.join(", ", subnets)));
  }

  /** Everything that is not of an environment, object by object, as AWS describes it. */
  Map<String, String> state() {
    return new ForeignState(ec2, vpc, ids).objects();
  }

  /** Whether a resource is a part of it. */
  boolean contains(ResourceSummary resource) {
    return ids.contains(resource.id());
  }

  /** Deletes a VPC with its subnets, route tables and security groups. */
  static void wipe(EngineScenario scenario, String vpc) {
    Ec2Client ec2 = scenario.otherClient.ec2();
    Filter ofVpc = Filter.builder().name("vpc-id").values(vpc).build();
    ec2.describeSubnets(r -> r.filters(ofVpc))
        .subnets()
        .forEach(one -> ec2.deleteSubnet(r -> r.subnetId(one.subnetId())));
    ec2.describeRouteTables(r -> r.filters(ofVpc)).routeTables().stream()
        .filter(one -> one.associations().stream().noneMatch(association -> association.main()))
        .forEach(one -> ec2.deleteRouteTable(r -> r.routeTableId(one.routeTableId())));
    ec2.describeSecurityGroups(r -> r.filters(ofVpc)).securityGroups().stream()
        .filter(one -> !one.groupName().equals("default"))
        .forEach(one -> ec2.deleteSecurityGroup(r -> r.groupId(one.groupId())));
    ec2.deleteVpc(r -> r.vpcId(vpc));
  }
}
