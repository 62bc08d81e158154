package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ErrorWords;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Route;

/** An image that cannot be resolved stops its instance group, and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class GroupImagesTest {

  private static final String BAD = "ami-0123456789abcdef0";
  private static final String ANYWHERE = "0.0.0.0/0";

  @Test
  void aBadImageOfOneGroupDoesNotStopTheRepairOfTheRest() {
    try (EngineScenario scenario = EngineScenario.open(31)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.harness.apply("one", withGroup("{name: extra, image: {id: " + BAD + "}}"));
      awaitStalled(scenario, owner, "instance group extra", BAD, "InvalidAMIID.NotFound");

      deleteDefaultRoute(scenario, owner);
      scenario.eventually(() -> assertThat(defaultRoutes(scenario, owner)).hasSize(1));
      assertThat(scenario.harness.isTrue(owner, "InSync")).isFalse();

      scenario.harness.apply("one", withGroup("{name: extra}"));
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void theInstancesOfAGroupWithABadImageStayAndAreRepaired() {
    try (EngineScenario scenario = EngineScenario.open(32)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.awaitReady(owner);
      String instance = scenario.id(owner, "instance/app-0");
      scenario.harness.apply(
          "one",
          EngineScenario.spec("NatGateway")
              .replace("{name: app}", "{name: app, type: t3.small, image: {id: " + BAD + "}}"));
      awaitStalled(scenario, owner, "instance group app", BAD);

      deleteDefaultRoute(scenario, owner);
      try (Ec2Client ec2 = scenario.otherClient.ec2()) {
        ec2.stopInstances(request -> request.instanceIds(instance));
      }
      scenario.eventually(() -> {
        assertThat(defaultRoutes(scenario, owner)).hasSize(1);
        assertThat(scenario.resource(owner, "instance/app-0").state()).isEqualTo("running");
      });
      assertThat(scenario.id(owner, "instance/app-0")).isEqualTo(instance);
      assertThat(scenario.writes(0))
          .extracting("action")
          .doesNotContain("TerminateInstances", "DeleteNatGateway");
    }
  }

  @Test
  void aNewEnvironmentWithABadGroupBuildsTheOtherGroup() {
    try (EngineScenario scenario = EngineScenario.open(33)) {
      Owner owner =
          scenario.harness.apply(
              "one", withGroup("{name: extra, count: 2, image: {id: " + BAD + "}}"));
      awaitStalled(scenario, owner, "instance group extra", BAD);
      scenario.eventually(() ->
          assertThat(scenario.harness.status(owner).online())
              .as(scenario.describe(owner))
              .isEqualTo("1/3"));
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid-amiid-not-found", "image-unavailable", "image-not-authorized"})
  void anImageThatAwsNoLongerLaunchesIsLookedUpAgain(String error) {
    try (EngineScenario scenario = EngineScenario.open(34)) {
      scenario.aws.faults().refuse("RunInstances", ErrorWords.error(error, "ami-0"), 2);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);

      assertThat(scenario.calls(0, "RunInstances")).hasSize(3);
      Instant refused = scenario.calls(0, "RunInstances").getFirst().time();
      assertThat(scenario.calls(0, "GetParameter"))
          .filteredOn(call -> !call.time().isBefore(refused))
          .as("once after each refusal")
          .hasSize(2);
    }
  }

  private static String withGroup(String group) {
    return EngineScenario.spec("ElasticIp").replace("{name: app}", "{name: app}, " + group);
  }

  private static void awaitStalled(EngineScenario scenario, Owner owner, String... quoted) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .as(scenario.describe(owner))
            .contains(quoted));
  }

  private static void deleteDefaultRoute(EngineScenario scenario, Owner owner) {
    String table = scenario.id(owner, "routetable/workload-a");
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      ec2.deleteRoute(request -> request.routeTableId(table).destinationCidrBlock(ANYWHERE));
    }
  }

  private static List<Route> defaultRoutes(EngineScenario scenario, Owner owner) {
    String table = scenario.id(owner, "routetable/workload-a");
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      return ec2
          .describeRouteTables(request -> request.routeTableIds(table))
          .routeTables()
          .getFirst()
          .routes()
          .stream()
          .filter(route -> ANYWHERE.equals(route.destinationCidrBlock()))
          .toList();
    }
  }
}
