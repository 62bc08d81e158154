package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Common behaviour of all describes: filters, pagination and tags. */
class DescribeTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String subnet(int number, String owner) {
    return ec2.createSubnet(r ->
            r.vpcId(vpc)
                .cidrBlock("10.20." + number + ".0/24")
                .tagSpecifications(Ec2Fixture.tags(ResourceType.SUBNET, "owner", owner)))
        .subnet()
        .subnetId();
  }

  @Test
  void filtersAreCombinedWithAndAndTheirValuesWithOr() {
    String alice = subnet(1, "alice");
    String bob = subnet(2, "bob");
    subnet(3, "carol");
    assertThat(
            ec2.describeSubnets(
                    r -> r.filters(filter("tag:owner", "alice", "b*"), filter("vpc-id", vpc)))
                .subnets())
        .extracting(Subnet::subnetId)
        .containsExactly(alice, bob);
    assertThat(
            ec2.describeSubnets(r ->
                    r.filters(filter("tag-key", "owner"), filter("cidr-block", "10.20.9.0/24")))
                .subnets())
        .isEmpty();
  }

  @Test
  void anUnknownFilterIsRejectedByName() {
    assertThat(
            refused(
                    "InvalidParameterValue",
                    () -> ec2.describeSubnets(r -> r.filters(filter("colour", "red"))))
                .getMessage())
        .contains("colour");
    refused(
        "InvalidParameterValue",
        () ->
            ec2.describeIamInstanceProfileAssociations(
                r -> r.filters(filter("tag:owner", "alice"))));
    List<String> many = IntStream.range(0, 201).mapToObj(Integer::toString).toList();
    refused(
        "FilterLimitExceeded",
        () ->
            ec2.describeSubnets(r -> r.filters(filter("tag:owner", many.toArray(String[]::new)))));
    String[] half = many.subList(0, 101).toArray(String[]::new);
    assertThat(ec2.describeSubnets(r -> r.filters(filter("tag:owner", half))).subnets()).isEmpty();
    refused(
        "FilterLimitExceeded",
        () ->
            ec2.describeSubnets(
                r -> r.filters(filter("tag:owner", half), filter("tag:team", half))));
  }

  @Test
  void pagesHaveTheRequestedSizeAndTheStateOfTheFirstPage() {
    IntStream.range(0, 12).forEach(i -> subnet(i, "alice"));
    DescribeSubnetsResponse first = ec2.describeSubnets(r -> r.maxResults(5));
    assertThat(first.subnets()).hasSize(5);
    ec2.deleteSubnet(r -> r.subnetId(first.subnets().getFirst().subnetId()));
    DescribeSubnetsResponse second =
        ec2.describeSubnets(r -> r.maxResults(5).nextToken(first.nextToken()));
    DescribeSubnetsResponse third =
        ec2.describeSubnets(r -> r.maxResults(5).nextToken(second.nextToken()));
    assertThat(second.subnets()).hasSize(5);
    assertThat(third.subnets()).hasSize(2);
    assertThat(third.nextToken()).isNull();
  }

  @Test
  void pageSizesHaveLimits() {
    refused("InvalidParameterValue", () -> ec2.describeSubnets(r -> r.maxResults(4)));
    refused("InvalidParameterValue", () -> ec2.describeSubnets(r -> r.maxResults(1001)));
    refused("InvalidParameterValue", () -> ec2.describeRouteTables(r -> r.maxResults(101)));
    refused("InvalidNextToken", () -> ec2.describeSubnets(r -> r.nextToken("made up")));
    refused(
        "InvalidParameterCombination",
        () -> ec2.describeInstances(r -> r.maxResults(5).instanceIds("i-0123456789abcdef0")));
    refused(
        "InvalidParameterCombination",
        () ->
            ec2.describeNetworkInterfaces(
                r -> r.maxResults(5).networkInterfaceIds("eni-0123456789abcdef0")));
    assertThat(ec2.describeVpcEndpoints(r -> r.maxResults(1001)).vpcEndpoints()).isEmpty();
    assertThat(ec2.describeVpcEndpointServices(r -> r.maxResults(1001)).serviceDetails())
        .isNotEmpty();
  }

  @Test
  void addressesAreNotPaginated() {
    assertThat(ec2.describeAddresses(_ -> {}).addresses()).isEmpty();
    Stream.generate(fixture::address).limit(120).forEach(_ -> {});
    assertThat(ec2.describeAddresses(_ -> {}).addresses()).hasSize(120);
  }

  @Test
  void tagsOnCreationApplyToTheCreatedType() {
    refused(
        "InvalidParameterValue",
        () ->
            ec2.createVpc(r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(Ec2Fixture.tags(ResourceType.SUBNET, "a", "b"))));
    refused(
        "InvalidParameterValue",
        () ->
            ec2.createVpc(r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(Ec2Fixture.tags(ResourceType.VPC, "aws:a", "b"))));
  }

  @Test
  void tagsCanBeChangedAndRemovedByKeyOrByKeyAndValue() {
    String id = subnet(1, "alice");
    Tag team = Tag.builder().key("team").value("red").build();
    ec2.createTags(r -> r.resources(id, vpc).tags(team));
    assertThat(ec2.describeTags(r -> r.filters(filter("resource-id", id))).tags())
        .extracting("key", "value")
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("owner", "alice"),
            org.assertj.core.groups.Tuple.tuple("team", "red"));
    ec2.deleteTags(r -> r.resources(id).tags(Tag.builder().key("owner").value("bob").build()));
    ec2.deleteTags(r -> r.resources(id).tags(Tag.builder().key("team").build()));
    assertThat(ec2.describeSubnets(r -> r.subnetIds(id)).subnets().getFirst().tags())
        .singleElement()
        .extracting(Tag::key)
        .isEqualTo("owner");
    refused(
        "InvalidSubnetID.NotFound",
        () -> ec2.createTags(r -> r.resources("subnet-0123456789abcdef0").tags(team)));
    refused("InvalidID", () -> ec2.createTags(r -> r.resources("thing-1").tags(team)));
  }

  @Test
  void malformedIdsAreRejected() {
    refused("InvalidSubnetID.Malformed", () -> ec2.describeSubnets(r -> r.subnetIds(vpc)));
    refused(
        "InvalidRouteTableId.Malformed", () -> ec2.describeRouteTables(r -> r.routeTableIds(vpc)));
    refused(
        "InvalidInternetGatewayId.Malformed",
        () -> ec2.describeInternetGateways(r -> r.internetGatewayIds(vpc)));
    refused(
        "InvalidNetworkInterfaceId.Malformed",
        () -> ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(vpc)));
    refused("NatGatewayMalformed", () -> ec2.describeNatGateways(r -> r.natGatewayIds("nat")));
  }

  @Test
  void aRegionHasThreeZonesAndAnImageForEachArchitecture() {
    assertThat(ec2.describeAvailabilityZones().availabilityZones())
        .extracting(AvailabilityZone::zoneName)
        .containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1c");
    assertThat(
            ec2.describeImages(r ->
                    r.owners("amazon")
                        .filters(filter("architecture", "arm64"), filter("name", "al2023-*")))
                .images())
        .hasSize(2);
    assertThat(
            ec2.describeInstanceTypeOfferings(r ->
                    r.locationType("availability-zone")
                        .filters(filter("instance-type", "t3.micro")))
                .instanceTypeOfferings())
        .hasSize(3);
  }
}
