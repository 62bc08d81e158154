package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator does not ask AWS, because it knows it or nothing can have changed. */
@Execution(ExecutionMode.CONCURRENT)
class FewCallsTest {

  private final EngineScenario scenario = EngineScenario.open(161);

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void theAccountOfAnAccessKeyIsAskedOnce() {
    scenario.awaitReady(scenario.harness.apply("one", EngineScenario.spec("ElasticIp")));
    scenario.advance(Duration.ofMinutes(30));
    assertThat(scenario.calls(0, "GetCallerIdentity")).hasSize(1);

    scenario.harness.useAccessKey(() -> EngineScenario.OTHER_ENGINE_KEY);
    scenario.advance(Duration.ofMinutes(30));
    assertThat(scenario.calls(0, "GetCallerIdentity")).hasSize(2);
  }

  @Test
  void environmentsThatBeginTogetherShareTheirLookups() {
    scenario.awaitReady(scenario.harness.apply("first", EngineScenario.spec("NatGateway")));
    long mark = scenario.mark();
    List<Owner> owners =
        IntStream.range(0, 8)
            .mapToObj(i -> scenario.harness.apply("more-" + i, EngineScenario.spec("NatGateway")))
            .toList();
    scenario.awaitReady(owners);
    for (String action :
        List.of(
            "GetParameter",
            "DescribeImages",
            "DescribeAvailabilityZones",
            "DescribeInstanceTypeOfferings")) {
      assertThat(scenario.calls(mark, action)).as(action).hasSizeBetween(1, 2);
    }
  }

  /**
   * The instance waits for its path, and the default route for the gateway, which takes 84 s at
   * least.
   */
  @Test
  void whileAGatewayIsBuiltOnlyTheGatewayIsLookedAtBetweenPolls() {
    scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
    scenario.runUntil(() -> !scenario.calls(0, "CreateNatGateway").isEmpty());
    scenario.advance(Duration.ofSeconds(10)); // what was written just before is looked at, too
    long mark = scenario.mark();
    scenario.runUntil(() ->
        scenario.aws.resources().stream()
            .anyMatch(one -> one.type().equals("natgateway") && one.state().equals("available")));
    int polls = scenario.calls(mark, "DescribeInternetGateways").size();

    assertThat(scenario.calls(mark, "DescribeNatGateways")).hasSizeBetween(polls + 1, polls + 11);
    for (String action : List.of("DescribeRouteTables", "DescribeInstances")) {
      assertThat(scenario.calls(mark, action)).as(action).hasSizeLessThanOrEqualTo(polls);
    }
  }

  /** Only the agent can change: the listing of instances would say the same again. */
  @Test
  void whileAnAgentRegistersInstancesAreListedInPollsOnly() {
    Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
    scenario.runUntil(() -> running() && seenRunning(owner));
    long mark = scenario.mark();
    scenario.awaitReady(owner);
    int polls = scenario.calls(mark, "DescribeSubnets").size();

    assertThat(scenario.calls(mark, "DescribeInstances")).hasSize(polls);
    assertThat(scenario.calls(mark, "DescribeInstanceInformation")).hasSizeGreaterThan(polls);
  }

  private boolean running() {
    return scenario.aws.resources().stream()
        .anyMatch(one -> one.type().equals("instance") && one.state().equals("running"));
  }

  private boolean seenRunning(Owner owner) {
    return scenario.harness.status(owner).instances().stream()
        .anyMatch(instance -> instance.state().equals("running"));
  }

  /** AWS deletes routes with their table. */
  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void whatAwsDeletesTogetherWithItsParentIsNotDeletedBefore(String pattern) {
    Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
    scenario.awaitReady(owner);
    long mark = scenario.mark();
    scenario.deleteAndAwaitGone(List.of(owner));

    assertThat(scenario.calls(mark, "DeleteRoute")).isEmpty();
    assertThat(scenario.aws.resources()).isEmpty();
  }

  /** What is deleted in between is proven to be gone at the end, when something else waits. */
  @Test
  void duringADeletionOnlyWhatTakesTimeIsLookedAtBetweenPolls() {
    Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
    scenario.awaitReady(owner);
    long mark = scenario.mark();
    scenario.harness.delete(owner);
    scenario.runUntil(() -> !scenario.calls(mark, "DeleteVpc").isEmpty());
    int polls = scenario.calls(mark, "DescribeInternetGateways").size();

    for (String action : List.of("DescribeRouteTables", "GetAccountAuthorizationDetails")) {
      assertThat(scenario.calls(mark, action)).as(action).hasSizeLessThanOrEqualTo(polls);
    }
  }
}
