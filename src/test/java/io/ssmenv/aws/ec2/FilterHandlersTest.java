package io.ssmenv.aws.ec2;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handlers of security groups, their rules and VPC endpoints on a simulated AWS. */
class FilterHandlersTest extends WireTest {

  private static final String REGION = "com.amazonaws.eu-west-1.";
  private static final Vpc VPC = new Vpc(Key.of("vpc"), "10.20.0.0/16", true, true, TAGS);
  private static final Subnet SUBNET =
      new Subnet(Key.of("subnet", "workload-a"), Ref.to(VPC), "10.20.1.0/24", "eu-west-1a", TAGS);
  private static final RouteTable TABLE =
      new RouteTable(Key.of("routetable", "workload-a"), Ref.to(VPC), TAGS);
  private static final SecurityGroup WORKLOAD = group("workload");
  private static final SecurityGroup ENDPOINTS = group("endpoints");

  private final VpcHandler vpcs = new VpcHandler();
  private final SubnetHandler subnets = new SubnetHandler();
  private final RouteTableHandler tables = new RouteTableHandler();
  private final SecurityGroupHandler groups = new SecurityGroupHandler();
  private final SecurityGroupRuleHandler rules = new SecurityGroupRuleHandler();
  private final VpcEndpointHandler endpoints = new VpcEndpointHandler();

  @BeforeEach
  void prepare() {
    fixture.create(vpcs, VPC);
    fixture.correct(vpcs, vpcs, VPC);
    fixture.createReady(subnets, SUBNET);
    fixture.createReady(tables, TABLE);
    fixture.createReady(groups, WORKLOAD);
    fixture.createReady(groups, ENDPOINTS);
  }

  private static SecurityGroup group(String name) {
    return new SecurityGroup(Key.of("securitygroup", name), Ref.to(VPC), name, "The " + name, TAGS);
  }

  private static VpcEndpoint endpoint(String service) {
    return new VpcEndpoint(
        Key.of("vpcendpoint", service),
        Ref.to(VPC),
        REGION + service,
        VpcEndpoint.Type.INTERFACE,
        set(Ref.to(SUBNET)),
        set(Ref.to(ENDPOINTS)),
        set(),
        true,
        TAGS);
  }

  private static SortedSet<Ref> set(Ref... refs) {
    return Arrays.stream(refs).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aNewGroupAllowsAllEgressUntilThatRuleIsDeleted() {
    SecurityGroup third = group("third");
    Observed implied = fixture.create(groups, third).createdLinks().getFirst();
    SecurityGroupRule allEgress = SecurityGroupRuleHandler.everythingOut(third.key());
    assertThat(implied.resource()).isEqualTo(allEgress);
    assertThat(fixture.find(groups, allEgress.key())).contains(implied);

    fixture.deleteFully(rules, groups, allEgress);
    fixture.deleteFully(groups, third);
  }

  @Test
  void anOwnedGroupIsAdoptedAndAForeignGroupIsRefused() {
    assertThat(fixture.create(groups, WORKLOAD).id()).isEqualTo(fixture.id(WORKLOAD));

    fixture
        .clients()
        .ec2()
        .createSecurityGroup(
            request -> request.groupName("third").description("x").vpcId(fixture.id(VPC)));
    assertThatThrownBy(() -> fixture.create(groups, group("third")))
        .isInstanceOfSatisfying(
            CloudException.class,
            e -> assertThat(e.error()).isInstanceOf(CloudError.Refused.class));
  }

  @Test
  void eachPeerHasARuleOfItsOwn() {
    SecurityGroupRule out =
        SecurityGroupRule.https(
            WORKLOAD.key(), Direction.EGRESS, new Peer.Group(Ref.to(ENDPOINTS)));
    SecurityGroupRule in =
        SecurityGroupRule.https(ENDPOINTS.key(), Direction.INGRESS, new Peer.Cidr("10.20.0.0/16"));
    SecurityGroupRule secondIn =
        SecurityGroupRule.https(ENDPOINTS.key(), Direction.INGRESS, new Peer.Cidr("192.0.2.0/24"));
    fixture.createReady(rules, groups, out);
    fixture.createReady(rules, groups, in);
    fixture.createReady(rules, groups, secondIn);
    fixture.create(rules, in);

    assertThat(fixture.listed(groups)).hasSize(2 + 2 + 3);
    fixture.deleteFully(rules, groups, out);
    fixture.deleteFully(rules, groups, secondIn);
    fixture.deleteFully(groups, WORKLOAD);
  }

  @Test
  void foreignIngressIsPrunedImmediatelyAndOtherRulesAfterTheCutover() {
    Topology empty = Topology.builder().build();
    Topology.Builder remaining = Topology.builder();
    remaining.add(VPC);
    remaining.add(WORKLOAD);
    Topology network = remaining.build();
    SecurityGroupRule foreignIngress =
        SecurityGroupRule.of(
            WORKLOAD.key(), Direction.INGRESS, "tcp", 22, 22, new Peer.Cidr("0.0.0.0/0"));
    SecurityGroupRule out =
        SecurityGroupRule.https(WORKLOAD.key(), Direction.EGRESS, new Peer.Cidr("0.0.0.0/0"));
    SecurityGroupRule toEndpoints =
        SecurityGroupRule.https(ENDPOINTS.key(), Direction.INGRESS, new Peer.Cidr("10.20.0.0/16"));

    assertThat(rules.pruneTiming(foreignIngress, network)).isEqualTo(PruneTiming.IMMEDIATE);
    assertThat(rules.pruneTiming(out, network)).isEqualTo(PruneTiming.AFTER_CUTOVER);
    assertThat(rules.pruneTiming(toEndpoints, network)).isEqualTo(PruneTiming.AFTER_CUTOVER);
    assertThat(rules.pruneTiming(foreignIngress, empty)).isEqualTo(PruneTiming.AFTER_CUTOVER);
  }

  @Test
  void anInterfaceEndpointIsCreatedOnceCorrectedDrainedAndDeleted() {
    VpcEndpoint ssm = endpoint("ssm");
    fixture.createReady(endpoints, ssm);
    String id = fixture.id(ssm);
    assertThat(fixture.create(endpoints, ssm).id()).isEqualTo(id);
    fixture
        .clients()
        .ec2()
        .modifyVpcEndpoint(request ->
            request
                .vpcEndpointId(id)
                .addSecurityGroupIds(fixture.id(WORKLOAD))
                .removeSecurityGroupIds(fixture.id(ENDPOINTS)));
    fixture.correct(endpoints, endpoints, ssm);

    VpcEndpoint drained = endpoints.drainedForm(ssm).orElseThrow();
    fixture.correct(endpoints, endpoints, drained);
    assertThat(endpoints.drainedForm(drained)).isEmpty();
    fixture.deleteFully(endpoints, ssm);
  }

  @Test
  void aSecondEndpointWithTheSamePrivateDnsNameIsAConflict() {
    fixture.createReady(endpoints, endpoint("ssm"));
    VpcEndpoint second =
        new VpcEndpoint(
            Key.of("vpcendpoint", "second"),
            Ref.to(VPC),
            REGION + "ssm",
            VpcEndpoint.Type.INTERFACE,
            set(Ref.to(SUBNET)),
            set(Ref.to(ENDPOINTS)),
            set(),
            true,
            TAGS);

    assertThatThrownBy(() -> fixture.create(endpoints, second))
        .satisfies(e ->
            assertThat(ErrorClassifier.classify("CreateVpcEndpoint", e))
                .isInstanceOf(CloudError.Conflict.class));
  }

  @Test
  void theRouteOfAGatewayEndpointIsNotListedAsARoute() {
    VpcEndpoint s3 =
        new VpcEndpoint(
            Key.of("vpcendpoint", "s3"),
            Ref.to(VPC),
            REGION + "s3",
            VpcEndpoint.Type.GATEWAY,
            set(),
            set(),
            set(Ref.to(TABLE)),
            false,
            TAGS);
    fixture.createReady(endpoints, s3);

    assertThat(fixture.listed(tables)).hasSize(1);
    assertThat(
            fixture
                .clients()
                .ec2()
                .describeRouteTables(request -> request.routeTableIds(fixture.id(TABLE)))
                .routeTables()
                .getFirst()
                .routes())
        .hasSize(2);
    fixture
        .clients()
        .ec2()
        .modifyVpcEndpoint(request ->
            request.vpcEndpointId(fixture.id(s3)).removeRouteTableIds(fixture.id(TABLE)));
    fixture.correct(endpoints, endpoints, s3);
    fixture.deleteFully(endpoints, s3);
  }

  @Test
  void aChangeOfTheServiceReplacesTheEndpoint() {
    fixture.createReady(endpoints, endpoint("ssm"));
    VpcEndpoint ssm = endpoint("ssm");
    VpcEndpoint other =
        new VpcEndpoint(
            ssm.key(),
            ssm.vpc(),
            REGION + "logs",
            ssm.type(),
            ssm.subnets(),
            ssm.groups(),
            ssm.tables(),
            true,
            TAGS);

    assertThat(fixture.change(endpoints, endpoints, other)).isEqualTo(new Change.DeleteFirst());
  }
}
