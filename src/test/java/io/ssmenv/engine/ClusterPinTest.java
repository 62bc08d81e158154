package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator with another cluster id than that in the tags builds nothing a second time. */
@Execution(ExecutionMode.CONCURRENT)
class ClusterPinTest {

  private static final String OTHER = "elsewhere";
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void whatExistsStaysAsItIsUnderAnotherClusterId(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(41)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitReady(owner);
      Map<String, String> before = scenario.allIds();

      long mark = restartAs(scenario, OTHER);
      scenario.advance(TEN_MINUTES);
      assertMismatch(scenario, owner);
      scenario.harness.delete(owner);
      scenario.advance(TEN_MINUTES);
      assertMismatch(scenario, owner);
      assertThat(scenario.harness.isGone(owner)).isFalse();
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.allIds()).isEqualTo(before);

      restartAs(scenario, EngineHarness.CLUSTER);
      scenario.eventually(() -> assertThat(scenario.harness.isGone(owner)).isTrue());
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  /** The tags of the recorded resources decide: another version may have written the status. */
  @Test
  void withoutARecordedClusterIdTheTagsDecide() {
    try (EngineScenario scenario = EngineScenario.open(42)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      Map<String, String> before = scenario.allIds();

      scenario.harness.kill();
      scenario.harness.editStatus(owner, StatusEdit::withoutCluster);
      long mark = restartAs(scenario, OTHER);
      scenario.advance(TEN_MINUTES);
      assertMismatch(scenario, owner);
      assertThat(scenario.writes(mark)).isEmpty();

      restartAs(scenario, EngineHarness.CLUSTER);
      scenario.awaitReady(owner);
      assertThat(scenario.allIds()).isEqualTo(before);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.status(owner).clusterId()).isEqualTo(EngineHarness.CLUSTER);
    }
  }

  /** The first create was done, and no status records it. */
  @Test
  void aFirstResourceThatNoStatusRecordsIsNotBuiltAgain() {
    try (EngineScenario scenario = EngineScenario.open(43)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.runUntil(() -> !scenario.aws.resources().isEmpty());
      scenario.harness.kill();
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.harness.status(owner).resources()).isEmpty();
      int built = scenario.aws.resources().size();

      long mark = restartAs(scenario, OTHER);
      scenario.advance(TEN_MINUTES);
      assertMismatch(scenario, owner);
      scenario.harness.delete(owner);
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.aws.resources()).hasSize(built);

      restartAs(scenario, EngineHarness.CLUSTER);
      scenario.eventually(() -> assertThat(scenario.harness.isGone(owner)).isTrue());
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void anEnvironmentOfWhichNothingWasBegunTakesTheNewClusterId() {
    try (EngineScenario scenario = EngineScenario.open(44)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp", "paused: true"));
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.harness.status(owner).clusterId()).isEqualTo(EngineHarness.CLUSTER);

      restartAs(scenario, OTHER);
      scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      assertThat(scenario.harness.status(owner).clusterId()).isEqualTo(OTHER);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  /** The way out without the former cluster id: what is recorded is deleted by hand. */
  @Test
  void whatIsProvenGoneHoldsNothing() {
    try (EngineScenario scenario = EngineScenario.open(45)) {
      List.of("CreateSubnet", "CreateRouteTable", "CreateSecurityGroup", "AttachInternetGateway")
          .forEach(action ->
              scenario
                  .aws
                  .faults()
                  .refuse(action, AwsErrors.of("RequestLimitExceeded"), Faults.ALWAYS));
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.runUntil(() -> recorded(scenario, owner).contains("vpc"));
      scenario.harness.kill();
      scenario.aws.faults().clear();
      scenario.advance(TEN_MINUTES);
      scenario.harness.editStatus(
          owner,
          status ->
              StatusEdit.withResources(
                  status,
                  status.resources().stream().filter(one -> one.key().equals("vpc")).toList()));

      restartAs(scenario, OTHER);
      scenario.advance(TEN_MINUTES);
      assertMismatch(scenario, owner);
      scenario.otherClient.ec2().deleteVpc(r -> r.vpcId(scenario.id(owner, "vpc")));
      scenario.awaitReady(owner);
      assertThat(scenario.harness.status(owner).clusterId()).isEqualTo(OTHER);
    }
  }

  private static List<String> recorded(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).resources().stream().map(ResourceStatus::key).toList();
  }

  private static long restartAs(EngineScenario scenario, String cluster) {
    scenario.harness.kill();
    scenario.harness.settings().cluster = cluster;
    scenario.harness.restart();
    return scenario.mark();
  }

  private static void assertMismatch(EngineScenario scenario, Owner owner) {
    assertThat(scenario.harness.describeCondition(owner, "Stalled"))
        .contains("ClusterMismatch", OTHER, "--cluster-id " + EngineHarness.CLUSTER);
  }
}
