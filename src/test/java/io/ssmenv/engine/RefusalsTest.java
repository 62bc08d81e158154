package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.testing.Simulations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What AWS refuses is quoted, retried with back-off, and done once AWS allows it. */
@Execution(ExecutionMode.CONCURRENT)
class RefusalsTest {

  @Test
  void anUnknownImageIsNamedAndNothingIsCreated() {
    try (EngineScenario stage = EngineScenario.open(10)) {
      String spec =
          EngineScenario.spec("ElasticIp").replace("{name: app}", image("ami-0123456789abcdef0"));
      Owner owner = stage.lab.apply("one", spec);
      assertStalled(stage, owner, "InvalidAMIID", "ami-0123456789abcdef0", "Correct the spec");
      stage.looks(4);
      assertThat(stage.aws.holdings()).isEmpty();

      stage.lab.apply("one", EngineScenario.spec("ElasticIp"));
      stage.awaitReady(owner);
      Invariants.hold(stage.aws, stage.lab);
    }
  }

  @Test
  void aRefusedLaunchStallsIsTriedSeldomAndSucceedsOnceItIsAllowed() {
    try (EngineScenario stage = EngineScenario.open(11)) {
      refuse(stage, "RunInstances", "UnauthorizedOperation", 403);
      Owner owner = stage.lab.apply("one", EngineScenario.spec("ElasticIp"));
      assertStalled(stage, owner, "UnauthorizedOperation", "RunInstances", "instance/app-0");
      assertThat(stage.lab.is(owner, "NetworkReady")).as(stage.told(owner)).isTrue();
      stage.looks(8);
      assertThat(stage.calls(0, "RunInstances")).hasSizeLessThanOrEqualTo(3);
      stage.aws.faults().clear();
      stage.awaitReady(owner);
      Invariants.hold(stage.aws, stage.lab);
    }
  }

  @Test
  void anExhaustedQuotaStallsAndIsOvercomeWhenThereIsRoom() {
    Quotas one = new Quotas(1, 1, 5, 50, 200, 200, 500, 60, 32, 1000, 1000);
    SimulatorOptions options = Simulations.options().withSeed(12);
    try (EngineScenario stage = EngineScenario.open(options.withQuotas(one))) {
      Owner first = stage.lab.apply("first", EngineScenario.spec("ElasticIp"));
      stage.awaitReady(first);
      long mark = stage.mark();
      Owner second = stage.lab.apply("second", EngineScenario.spec("ElasticIp"));
      stage.eventually(() -> {
        String plan = stage.told(second);
        assertThat(stage.lab.is(second, "Stalled")).as(plan).isTrue();
        assertThat(stage.lab.say(second, "Stalled")).contains("LimitExceeded");
        assertThat(stage.calls(mark, "CreateVpc"))
            .extracting("outcome")
            .contains("VpcLimitExceeded");
        assertThat(stage.calls(mark, "AllocateAddress"))
            .extracting("outcome")
            .contains("AddressLimitExceeded");
      });
      assertThat(stage.calls(mark, "CreateVpc")).hasSizeLessThan(4);

      stage.awaitGone(List.of(first));
      stage.awaitReady(second);
      Invariants.hold(stage.aws, stage.lab);
      stage.awaitGone(List.of(second));
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }

  @Test
  void anAwsWithoutEndpointServicesAndPrefixListsIsGoodEnough() {
    try (EngineScenario stage = EngineScenario.open(13)) {
      refuse(stage, "DescribeVpcEndpointServices", "InvalidAction", 400);
      refuse(stage, "DescribePrefixLists", "InvalidAction", 400);
      Owner owner = stage.lab.apply("one", EngineScenario.spec("PrivateEndpoints"));
      stage.awaitReady(owner);
      Invariants.hold(stage.aws, stage.lab);
    }
  }

  @Test
  void withoutSystemsManagerEverythingIsBuiltAndThePingStatusIsUnknown() {
    try (EngineScenario stage = EngineScenario.open(14)) {
      refuse(stage, "DescribeInstanceInformation", "InternalServerError", 500);
      Owner owner = stage.lab.apply("one", EngineScenario.spec("ElasticIp"));
      stage.eventually(() -> {
        assertThat(stage.lab.is(owner, "NetworkReady")).as(stage.told(owner)).isTrue();
        assertThat(stage.lab.status(owner).instances())
            .singleElement()
            .satisfies(instance -> {
              assertThat(instance.id()).startsWith("i-");
              assertThat(instance.pingStatus()).isEqualTo("Unknown");
            });
        assertThat(stage.lab.say(owner, "InstancesOnline"))
            .startsWith("UNKNOWN SystemsManagerUnavailable")
            .contains("InternalServerError");
        assertThat(stage.lab.status(owner).condition("Ready").orElseThrow().status())
            .isNotEqualTo(Condition.Status.TRUE);
      });
      stage.aws.faults().clear();
      stage.awaitReady(owner);
      Invariants.hold(stage.aws, stage.lab);
    }
  }

  private static String image(String id) {
    return "{name: app, image: {id: " + id + "}}";
  }

  private static void refuse(EngineScenario stage, String action, String code, int status) {
    stage.aws.faults().refuse(action, code, status, "Refused on purpose.", Faults.ALWAYS);
  }

  private static void assertStalled(EngineScenario stage, Owner owner, String... quoted) {
    stage.eventually(() -> {
      assertThat(stage.lab.is(owner, "Stalled")).as(stage.told(owner)).isTrue();
      assertThat(stage.lab.say(owner, "Stalled")).contains(quoted);
    });
    assertThat(stage.lab.is(owner, "Ready")).isFalse();
  }
}
