package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.core.Durations;
import io.ssmenv.testing.Simulations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Reads and references of resources shortly after a write. */
class EventualConsistencyTest {
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "ec2.amazonaws.com"}}]}\
      """;

  private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

  private Ec2Fixture fixture = start(Durations.LONGEST);

  private static Ec2Fixture start(Durations durations) {
    return Ec2Fixture.start(Simulations.options().withDurations(durations));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String taggedVpc() {
    return fixture
        .ec2
        .createVpc(r ->
            r.cidrBlock("10.20.0.0/16")
                .tagSpecifications(Ec2Fixture.tags(ResourceType.VPC, "of", "test")))
        .vpc()
        .vpcId();
  }

  private int listed(String tag) {
    return fixture.ec2.describeVpcs(r -> r.filters(filter("tag:of", tag))).vpcs().size();
  }

  private int named(String vpc) {
    return fixture.ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs().size();
  }

  @Test
  void aNewIdIsUnknownToReadsAndWritesForAWhile() {
    String vpc = taggedVpc();
    refused("InvalidVpcID.NotFound", () -> named(vpc));
    refused("InvalidVpcID.NotFound", () -> fixture.subnet(vpc, "10.20.1.0/24"));
    fixture.passSeconds(2);
    refused("InvalidVpcID.NotFound", () -> named(vpc));
    fixture.passSeconds(1);
    assertThat(named(vpc)).isOne();
    assertThat(fixture.subnet(vpc, "10.20.1.0/24")).startsWith("subnet-");
  }

  @Test
  void aNewResourceIsMissingFromAFilteredDescribeLongerThanItsIdIsUnknown() {
    String vpc = taggedVpc();
    fixture.passSeconds(7);
    assertThat(named(vpc)).isOne();
    assertThat(listed("test")).isZero();
    fixture.passSeconds(1);
    assertThat(listed("test")).isOne();
  }

  @Test
  void changedTagsAreFoundByTheirOldValuesForAWhile() {
    String vpc = taggedVpc();
    fixture.passSeconds(8);
    fixture.ec2.createTags(r -> r.resources(vpc).tags(Tag.builder().key("of").value("b").build()));
    fixture.passSeconds(2);
    assertThat(listed("test")).isOne();
    assertThat(listed("b")).isZero();
    assertThat(fixture.ec2.describeTags(r -> r.filters(filter("resource-id", vpc))).tags())
        .singleElement()
        .matches(tag -> tag.value().equals("test"));
    fixture.passSeconds(1);
    assertThat(listed("test")).isZero();
    assertThat(listed("b")).isOne();
  }

  @Test
  void aDeletedResourceIsListedForAWhileButCannotBeUsed() {
    String vpc = taggedVpc();
    fixture.passSeconds(8);
    fixture.ec2.deleteVpc(r -> r.vpcId(vpc));
    fixture.passSeconds(2);
    assertThat(listed("test")).isOne();
    refused("InvalidVpcID.NotFound", () -> fixture.subnet(vpc, "10.20.1.0/24"));
    fixture.passSeconds(1);
    assertThat(listed("test")).isZero();
  }

  @Test
  void aNewAddressIsUnknownToNatGatewaysWithASpecificErrorCode() {
    String vpc = fixture.vpc();
    fixture.passSeconds(8);
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    fixture.passSeconds(8);
    String address = fixture.address();
    Runnable create =
        () -> fixture.ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(address));
    refused("InvalidElasticIpID.NotFound", create);
    fixture.passSeconds(3);
    create.run();
  }

  @Test
  void theAddressOfADeletedNatGatewayCannotBeReleasedForAWhile() {
    String vpc = fixture.vpc();
    fixture.passSeconds(8);
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    String gateway =
        fixture.ec2.createInternetGateway(_ -> {}).internetGateway().internetGatewayId();
    String address = fixture.address();
    fixture.passSeconds(8);
    fixture.ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    String nat =
        fixture
            .ec2
            .createNatGateway(r -> r.subnetId(subnet).allocationId(address))
            .natGateway()
            .natGatewayId();
    fixture.passSeconds(125);
    fixture.ec2.deleteNatGateway(r -> r.natGatewayId(nat));
    fixture.passSeconds(79 + 9);
    assertThat(fixture.ec2.describeNatGateways(r -> r.natGatewayIds(nat)).natGateways())
        .singleElement()
        .matches(one -> one.stateAsString().equals("deleted"));
    refused("AuthFailure", () -> fixture.ec2.releaseAddress(r -> r.allocationId(address)));
    fixture.passSeconds(1);
    fixture.ec2.releaseAddress(r -> r.allocationId(address));
  }

  @ParameterizedTest
  @CsvSource({"SHORTEST, 4", "LONGEST, 13"})
  void aNewInstanceProfileIsUnknownToRunInstancesForAWhile(Durations durations, int still) {
    fixture.close();
    fixture = start(durations);
    String vpc = fixture.vpc();
    fixture.passSeconds(3);
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    fixture.passSeconds(3);
    fixture.iam.createInstanceProfile(r -> r.instanceProfileName("fresh"));
    fixture.passSeconds(still);
    assertThat(refused("InvalidParameterValue", () -> launch(subnet)).getMessage())
        .contains("Invalid IAM Instance Profile name");
    fixture.passSeconds(1);
    launch(subnet);
  }

  private void launch(String subnet) {
    fixture.ec2.runInstances(r ->
        r.imageId(Ec2Fixture.image())
            .instanceType(InstanceType.T3_MICRO)
            .minCount(1)
            .maxCount(1)
            .subnetId(subnet)
            .iamInstanceProfile(p -> p.name("fresh")));
  }

  @Test
  void iamReadsLagForMinutesWhileWritesSeeTheChangeImmediately() {
    fixture.iam.createRole(r -> r.roleName("fresh").assumeRolePolicyDocument(TRUST));
    fixture.iam.attachRolePolicy(r -> r.roleName("fresh").policyArn(CORE));
    fixture.passSeconds(44);
    assertThatThrownBy(() -> fixture.iam.getRole(r -> r.roleName("fresh")))
        .isInstanceOf(NoSuchEntityException.class);
    fixture.passSeconds(1);
    assertThat(fixture.iam.getRole(r -> r.roleName("fresh")).role().roleName()).isEqualTo("fresh");
    fixture.passSeconds(74);
    assertThat(fixture.iam.listRoles().roles()).isEmpty();
    fixture.passSeconds(1);
    assertThat(fixture.iam.listRoles().roles()).hasSize(1);
  }

  @Test
  void atTheirShortestLagsReadsAgreeWithTheLastWrite() {
    fixture.close();
    fixture = start(Durations.SHORTEST);
    String vpc = taggedVpc();
    assertThat(named(vpc)).isOne();
    assertThat(listed("test")).isOne();
    fixture.ec2.deleteVpc(r -> r.vpcId(vpc));
    assertThat(listed("test")).isZero();
    fixture.iam.createRole(r -> r.roleName("fresh").assumeRolePolicyDocument(TRUST));
    assertThat(fixture.iam.listRoles().roles()).hasSize(1);
  }
}
