package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.BlockingResources.Blocking;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A deletion that a resource of somebody else blocks names that resource, and goes on when it is
 * gone. RoleDeletionTest has the same for roles.
 */
@Execution(ExecutionMode.CONCURRENT)
class DeletionBlockersTest {

  /** The reads that only a search for blockers makes. */
  private static final List<String> ONLY_FOR_BLOCKERS =
      List.of(
          "DescribeNetworkAcls",
          "DescribeEgressOnlyInternetGateways",
          "DescribeVpnGateways",
          "DescribeVpcPeeringConnections");

  /** An older policy of the operator, without the newer reads. */
  private static final String OLDER_POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": ["ec2:DescribeNetworkAcls", "ec2:DescribeVpnGateways"],
         "Resource": "*"}]}
      """;

  /** The call that is refused, how the message names what blocks, and what blocks. */
  static Stream<Arguments> blockers() {
    return Stream.of(
        row("DeleteSubnet", "network interface %s (theirs)", b -> b.interfaceInOurSubnet()),
        row("DeleteSecurityGroup", "network interface %s (theirs)", b -> b.interfaceInOurGroup()),
        row("DeleteSecurityGroup", "a rule of security group %s (theirs)", b -> b.ruleOfGroup()),
        row(
            "DeleteSecurityGroup",
            "a rule of security group %s (default)",
            b -> b.ruleOfDefaultGroup()),
        row(
            "DetachInternetGateway",
            "network interface %s (theirs)",
            b -> b.interfaceWithPublicAddress()),
        row("DeleteRouteTable", "the association with subnet %s", b -> b.associatedSubnet()),
        row(
            "DeleteRouteTable",
            "the association with VPC %s as its main route table",
            b -> b.mainRouteTable()),
        row("DeleteVpc", "subnet %s", b -> b.subnet()),
        row("DeleteVpc", "security group %s (theirs)", b -> b.group()),
        row("DeleteVpc", "route table %s", b -> b.routeTable()),
        row("DeleteVpc", "network ACL %s", b -> b.networkAcl()),
        row("DeleteVpc", "VPC endpoint %s", b -> b.gatewayEndpoint()),
        row("DeleteVpc", "egress-only internet gateway %s", b -> b.egressOnlyGateway()),
        row("DeleteVpc", "VPN gateway %s", b -> b.vpnGateway()),
        row("DeleteVpc", "VPC peering connection %s (active)", b -> b.peeringConnection()),
        row(
            "DeleteVpc",
            "VPC peering connection %s (pending-acceptance)",
            b -> b.peeringRequest()));
  }

  private static Arguments row(
      String action, String text, Function<BlockingResources, Blocking> create) {
    return Arguments.of(action, text, create);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("blockers")
  void aLastingConflictNamesWhatBlocksAndTheDeletionGoesOnWithoutIt(
      String action, String text, Function<BlockingResources, Blocking> create) {
    assertNamed("ElasticIp", action, text, create);
  }

  /** A VPC has one internet gateway, and this pattern has none. */
  @Test
  void aLastingConflictNamesAForeignInternetGateway() {
    assertNamed("PrivateEndpoints", "DeleteVpc", "internet gateway %s", b -> b.internetGateway());
  }

  private static void assertNamed(
      String pattern, String action, String text, Function<BlockingResources, Blocking> create) {
    try (EngineScenario scenario = EngineScenario.open(61)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitReady(owner);
      Blocking blocking = create.apply(new BlockingResources(scenario, owner));

      scenario.harness.delete(owner);

      assertBlocked(
          scenario,
          owner,
          action + ": DependencyViolation",
          "Blocked by " + text.formatted(blocking.id()) + ". Delete or detach what blocks");
      assertThat(scenario.harness.isGone(owner)).isFalse();
      blocking.remove().run();
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources())
          .noneMatch(left -> owner.uid().equals(left.tags().get(Ownership.TAG_ENVIRONMENT)));
    }
  }

  @Test
  void aRequestForPeeringThatTheVpcHasMadeBlocksNothing() {
    try (EngineScenario scenario = EngineScenario.open(64)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      var ec2 = scenario.otherClient.ec2();
      String other = ec2.createVpc(r -> r.cidrBlock("10.99.0.0/16")).vpc().vpcId();
      scenario.retryUntilAccepted(() ->
          ec2.createVpcPeeringConnection(r -> r.vpcId(scenario.id(owner, "vpc")).peerVpcId(other)));

      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  @Test
  void whatAnOlderPolicyDoesNotListHidesNoOtherBlocker() {
    try (EngineScenario scenario = EngineScenario.open(65)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario
          .aws
          .callerPolicies()
          .restrict(EngineScenario.ENGINE_KEY, List.of(OLDER_POLICY), Map.of());
      BlockingResources blocking = new BlockingResources(scenario, owner);
      Blocking acl = blocking.networkAcl();
      Blocking subnet = blocking.subnet();
      Blocking gateway = blocking.egressOnlyGateway();

      scenario.harness.delete(owner);

      assertBlocked(
          scenario,
          owner,
          "Blocked by subnet "
              + subnet.id()
              + ", egress-only internet gateway "
              + gateway.id()
              + ", resources that could not be listed: network ACLs (DescribeNetworkAcls:"
              + " UnauthorizedOperation), VPN gateways (DescribeVpnGateways:"
              + " UnauthorizedOperation). Delete");
      Stream.of(subnet, gateway, acl).forEach(one -> one.remove().run());
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  @Test
  void blockersAreListedOnlyWhenAConflictLastsAndOnceForEachAttempt() {
    try (EngineScenario scenario = EngineScenario.open(66)) {
      List<Owner> owners = scenario.onePerPattern();
      scenario.awaitReady(owners);
      Owner blocked = scenario.harness.apply("blocked", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(blocked);
      scenario.deleteAndAwaitGone(owners);
      ONLY_FOR_BLOCKERS.forEach(read -> assertThat(scenario.calls(0, read)).as(read).isEmpty());

      Blocking acl = new BlockingResources(scenario, blocked).networkAcl();
      long mark = scenario.mark();
      scenario.harness.delete(blocked);
      assertBlocked(scenario, blocked, "Blocked by network ACL " + acl.id());
      scenario.advance(Duration.ofMinutes(10));

      List<CallRecord> attempts = scenario.calls(mark, "DeleteVpc");
      assertThat(attempts).hasSizeBetween(10, 60);
      assertThat(scenario.calls(mark, "DescribeNetworkAcls")).hasSize(attempts.size() - 3);
    }
  }

  private static void assertBlocked(EngineScenario scenario, Owner owner, String... parts) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Deleting"))
            .as(scenario.describe(owner))
            .contains(parts));
  }
}
