package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The status quotes errors of AWS, and the operator retries with backoff until it succeeds. */
@Execution(ExecutionMode.CONCURRENT)
class RefusalsTest {

  @Test
  void anUnknownImageIsReportedAndNothingIsCreated() {
    try (EngineScenario scenario = EngineScenario.open(10)) {
      String spec =
          EngineScenario.spec("ElasticIp").replace("{name: app}", image("ami-0123456789abcdef0"));
      Owner owner = scenario.harness.apply("one", spec);
      assertStalled(scenario, owner, "InvalidAMIID", "ami-0123456789abcdef0", "Correct the spec");
      scenario.awaitPolls(4);
      assertThat(scenario.aws.resources()).isEmpty();

      scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aDeniedLaunchStallsIsRetriedRarelyAndSucceedsOnceItIsAllowed() {
    try (EngineScenario scenario = EngineScenario.open(11)) {
      refuse(scenario, "RunInstances", "UnauthorizedOperation", 403);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      assertStalled(scenario, owner, "UnauthorizedOperation", "RunInstances", "instance/app-0");
      assertThat(scenario.harness.isTrue(owner, "NetworkReady"))
          .as(scenario.describe(owner))
          .isTrue();
      scenario.advance(Duration.ofMinutes(10));
      assertThat(scenario.calls(0, "RunInstances")).hasSizeLessThanOrEqualTo(8);
      scenario.aws.faults().clear();
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void anExhaustedQuotaStallsUntilThereIsRoom() {
    Quotas oneVpc = new Quotas(1, 1, 5, 50, 200, 200, 500, 60, 32, 1000, 1000);
    SimulatorOptions options = Simulations.options().withSeed(12);
    try (EngineScenario scenario = EngineScenario.open(options.withQuotas(oneVpc))) {
      Owner first = scenario.harness.apply("first", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(first);
      long mark = scenario.mark();
      Owner second = scenario.harness.apply("second", EngineScenario.spec("ElasticIp"));
      scenario.eventually(() -> {
        String plan = scenario.describe(second);
        assertThat(scenario.harness.isTrue(second, "Stalled")).as(plan).isTrue();
        assertThat(scenario.harness.describeCondition(second, "Stalled")).contains("LimitExceeded");
        assertThat(scenario.calls(mark, "CreateVpc"))
            .extracting("outcome")
            .contains("VpcLimitExceeded");
        assertThat(scenario.calls(mark, "AllocateAddress"))
            .extracting("outcome")
            .contains("AddressLimitExceeded");
      });
      assertThat(scenario.calls(mark, "CreateVpc")).hasSizeLessThan(4);

      scenario.deleteAndAwaitGone(List.of(first));
      scenario.awaitReady(second);
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.deleteAndAwaitGone(List.of(second));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void anEnvironmentBecomesReadyWithoutEndpointServicesAndPrefixLists() {
    try (EngineScenario scenario = EngineScenario.open(13)) {
      refuse(scenario, "DescribeVpcEndpointServices", "InvalidAction", 400);
      refuse(scenario, "DescribePrefixLists", "InvalidAction", 400);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void withoutSystemsManagerEverythingIsCreatedAndThePingStatusIsUnknown() {
    try (EngineScenario scenario = EngineScenario.open(14)) {
      refuse(scenario, "DescribeInstanceInformation", "InternalServerError", 500);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.eventually(() -> {
        assertThat(scenario.harness.isTrue(owner, "NetworkReady"))
            .as(scenario.describe(owner))
            .isTrue();
        assertThat(scenario.harness.status(owner).instances())
            .singleElement()
            .satisfies(instance -> {
              assertThat(instance.id()).startsWith("i-");
              assertThat(instance.pingStatus()).isEqualTo("Unknown");
            });
        assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
            .startsWith("UNKNOWN SystemsManagerUnavailable")
            .contains("InternalServerError");
        assertThat(scenario.harness.status(owner).condition("Ready").orElseThrow().status())
            .isNotEqualTo(Condition.Status.TRUE);
      });
      scenario.aws.faults().clear();
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  private static String image(String id) {
    return "{name: app, image: {id: " + id + "}}";
  }

  private static void refuse(EngineScenario scenario, String action, String code, int status) {
    AwsError error = new AwsError(code, AwsErrors.of(code).message(), status);
    scenario.aws.faults().refuse(action, error, Faults.ALWAYS);
  }

  private static void assertStalled(EngineScenario scenario, Owner owner, String... quoted) {
    scenario.eventually(() -> {
      assertThat(scenario.harness.isTrue(owner, "Stalled")).as(scenario.describe(owner)).isTrue();
      assertThat(scenario.harness.describeCondition(owner, "Stalled")).contains(quoted);
    });
    assertThat(scenario.harness.isTrue(owner, "Ready")).isFalse();
  }
}
