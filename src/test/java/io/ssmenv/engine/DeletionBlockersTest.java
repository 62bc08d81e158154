package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** A deletion that a resource of somebody else blocks names that resource. */
@Execution(ExecutionMode.CONCURRENT)
class DeletionBlockersTest {

  /** Creates a resource that blocks, and returns its id. */
  interface Foreign extends BiFunction<EngineScenario, Owner, String> {}

  static Stream<Arguments> blockers() {
    return Stream.of(
        blocker("network interface %s (theirs)", DeletionBlockersTest::networkInterface),
        blocker("a rule of security group %s (theirs)", DeletionBlockersTest::ruleOfGroup),
        blocker("subnet %s", DeletionBlockersTest::subnet),
        blocker("route table %s", DeletionBlockersTest::routeTable));
  }

  private static Arguments blocker(String text, Foreign foreign) {
    return Arguments.of(text, foreign);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blockers")
  void aLastingConflictNamesWhatBlocks(String text, Foreign foreign) {
    try (EngineScenario scenario = EngineScenario.open(61)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      String id = foreign.apply(scenario, owner);

      scenario.harness.delete(owner);

      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Deleting"))
              .as(scenario.describe(owner))
              .contains("DependencyViolation", "Blocked by " + text.formatted(id)));
      assertThat(scenario.harness.isGone(owner)).isFalse();
    }
  }

  private static String networkInterface(EngineScenario scenario, Owner owner) {
    return ec2(scenario)
        .createNetworkInterface(
            r -> r.subnetId(scenario.id(owner, "subnet/workload-a")).description("theirs"))
        .networkInterface()
        .networkInterfaceId();
  }

  private static String ruleOfGroup(EngineScenario scenario, Owner owner) {
    String group =
        ec2(scenario)
            .createSecurityGroup(
                r -> r.vpcId(scenario.id(owner, "vpc")).groupName("theirs").description("theirs"))
            .groupId();
    String ours = scenario.id(owner, "securitygroup/instances");
    List<IpPermission> fromOurs =
        List.of(
            IpPermission.builder()
                .ipProtocol("-1")
                .userIdGroupPairs(UserIdGroupPair.builder().groupId(ours).build())
                .build());
    scenario.retryUntilAccepted(() ->
        ec2(scenario).authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(fromOurs)));
    return group;
  }

  private static String subnet(EngineScenario scenario, Owner owner) {
    return ec2(scenario)
        .createSubnet(r -> r.vpcId(scenario.id(owner, "vpc")).cidrBlock("10.20.255.0/28"))
        .subnet()
        .subnetId();
  }

  private static String routeTable(EngineScenario scenario, Owner owner) {
    return ec2(scenario)
        .createRouteTable(r -> r.vpcId(scenario.id(owner, "vpc")))
        .routeTable()
        .routeTableId();
  }

  private static Ec2Client ec2(EngineScenario scenario) {
    return scenario.otherClient.ec2();
  }
}
