package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only regions that exist and are allowed are opened, and only while environments are in them. */
@Execution(ExecutionMode.CONCURRENT)
class RegionsTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Test
  void regionsThatDoNotExistOpenNothing() {
    try (EngineScenario scenario = EngineScenario.open(61)) {
      List<Owner> owners =
          IntStream.range(0, 100)
              .mapToObj(i -> scenario.harness.apply("made-up-" + i, in("eu-nowhere-" + i)))
              .toList();
      scenario.advance(TEN_MINUTES);

      assertThat(scenario.harness.openRegions()).isEmpty();
      assertThat(scenario.aws.callLog().calls())
          .allMatch(call -> call.action().equals("DescribeRegions"))
          .allMatch(call -> call.region().equals("us-east-1"))
          .as("one call a minute, for all environments together")
          .hasSizeBetween(5, 11);
      assertThat(owners)
          .allSatisfy(owner ->
              assertThat(scenario.harness.describeCondition(owner, "Stalled"))
                  .contains("RegionUnavailable", "eu-nowhere-", "us-east-1", "Enable it"));

      owners.forEach(scenario.harness::delete);
      scenario.advance(TEN_MINUTES);
      assertThat(owners).allMatch(scenario.harness::isGone);
    }
  }

  /** They begin at different times, and poll at the same. */
  @Test
  void allRegionsShareTheListingsOfIam() {
    try (EngineScenario scenario = EngineScenario.open(65)) {
      Owner first = scenario.harness.apply("first", in("eu-west-1"));
      scenario.advance(Duration.ofSeconds(17));
      Owner second = scenario.harness.apply("second", in("eu-central-1"));
      scenario.awaitReady(List.of(first, second));
      scenario.advance(TEN_MINUTES);
      long mark = scenario.mark();
      scenario.advance(TEN_MINUTES);

      assertThat(scenario.calls(mark, "DescribeVpcs")).hasSize(20);
      assertThat(scenario.calls(mark, "ListInstanceProfiles")).hasSize(10);
      scenario.deleteAndAwaitGone(List.of(first, second));
    }
  }

  @Test
  void aRegionIsUsedOnceItIsEnabledForTheAccount() {
    try (EngineScenario scenario = EngineScenario.open(63)) {
      Owner owner = scenario.harness.apply("milan", in("eu-south-1"));
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.harness.openRegions()).isEmpty();

      scenario.aws.accounts().ofAccessKey(EngineScenario.ENGINE_KEY).enableRegion("eu-south-1");
      scenario.awaitReady(owner);
      assertThat(scenario.harness.openRegions()).containsExactly("eu-south-1");
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  @Test
  void onlyTheRegionsOfTheAdministratorAreUsedIfThereAreAny() {
    try (EngineScenario scenario = EngineScenario.open(64)) {
      scenario.harness.kill();
      scenario.harness.settings().allowedRegions = Set.of("eu-north-1");
      scenario.harness.restart();
      Owner refused = scenario.harness.apply("refused", in("eu-west-1"));
      Owner allowed = scenario.harness.apply("allowed", in("eu-north-1"));
      scenario.awaitReady(allowed);

      assertThat(regions(scenario, 0)).containsExactly("eu-north-1");
      assertThat(scenario.calls(0, "DescribeRegions")).isEmpty();
      assertThat(scenario.harness.describeCondition(refused, "Ready"))
          .contains("RegionUnavailable", "eu-west-1", "allows eu-north-1", "--region");
    }
  }

  @Test
  void anEnvironmentStaysAsItIsWhileItsRegionIsNotAllowed() {
    try (EngineScenario scenario = EngineScenario.open(65)) {
      Owner owner = scenario.harness.apply("one", in("eu-west-1"));
      scenario.awaitReady(owner);
      Map<String, String> before = scenario.allIds();

      scenario.harness.kill();
      scenario.harness.settings().allowedRegions = Set.of("eu-north-1");
      scenario.harness.restart();
      scenario.harness.delete(owner);
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.harness.describeCondition(owner, "Deleting"))
          .contains("RegionUnavailable", "--region");
      assertThat(scenario.harness.isGone(owner)).isFalse();
      assertThat(scenario.allIds()).isEqualTo(before);

      scenario.harness.kill();
      scenario.harness.settings().allowedRegions = Set.of();
      scenario.harness.restart();
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  /** Without the permission, or without an answer, the regions that the SDK knows are allowed. */
  @ParameterizedTest
  @ValueSource(strings = {"UnauthorizedOperation", "InternalError", "InvalidAction"})
  void withoutDescribeRegionsTheRegionsOfTheSdkAreAllowed(String code) {
    try (EngineScenario scenario = EngineScenario.open(66)) {
      scenario.aws.faults().refuse("DescribeRegions", AwsErrors.of(code), 1000);
      Owner known = scenario.harness.apply("known", in("eu-west-1"));
      Owner unknown = scenario.harness.apply("unknown", in("eu-nowhere-1"));
      scenario.awaitReady(known);

      assertThat(scenario.harness.openRegions()).containsExactly("eu-west-1");
      assertThat(scenario.harness.describeCondition(unknown, "Stalled"))
          .contains("RegionUnavailable", "eu-nowhere-1", code);
    }
  }

  /** The credentials are known to belong to the partition that has answered. */
  @Test
  void aRegionOfAnotherPartitionIsNotOpenedIfItsRegionsCannotBeListed() {
    try (EngineScenario scenario = EngineScenario.open(68)) {
      Owner own = scenario.harness.apply("own", in("eu-west-1"));
      scenario.awaitReady(own);
      scenario.aws.faults().refuse("DescribeRegions", AwsErrors.of("AuthFailure"), 1000);
      Owner foreign = scenario.harness.apply("foreign", in("cn-north-1"));
      scenario.advance(TEN_MINUTES);

      assertThat(scenario.harness.openRegions()).containsExactly("eu-west-1");
      assertThat(scenario.harness.describeCondition(foreign, "Stalled"))
          .contains("RegionUnavailable", "cn-north-1", "aws-cn", "AuthFailure", "partition aws ");
      scenario.deleteAndAwaitGone(List.of(own, foreign));
    }
  }

  /** Nothing says to which partition the credentials belong, until a region of it has answered. */
  @Test
  void aRegionOfAnotherPartitionClosesWhenThePartitionOfTheCredentialsIsKnown() {
    try (EngineScenario scenario = EngineScenario.open(69)) {
      Fault notValid = new Fault.Refused(AwsErrors.of("AuthFailure"));
      for (String region : List.of("cn-north-1", "cn-northwest-1")) {
        scenario.aws.faults().add(FaultTarget.ALL.inRegion(region), notValid, 1, Faults.ALWAYS);
      }
      Owner foreign = scenario.harness.apply("foreign", in("cn-north-1"));
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.harness.openRegions()).containsExactly("cn-north-1");

      Owner own = scenario.harness.apply("own", in("eu-west-1"));
      scenario.awaitReady(own);
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.harness.openRegions()).containsExactly("eu-west-1");
      assertThat(scenario.harness.describeCondition(foreign, "Stalled"))
          .contains("RegionUnavailable", "cn-north-1", "aws-cn", "partition aws ");
      scenario.deleteAndAwaitGone(List.of(own, foreign));
    }
  }

  @Test
  void stepsInFlightDoNoHarmWhenTheirRegionCloses() {
    try (EngineScenario scenario = EngineScenario.open(67)) {
      Owner owner = scenario.harness.apply("one", in("eu-west-1"));
      scenario.runUntil(() -> scenario.writes(0).size() >= 5);
      scenario.harness.removeByForce(owner);
      scenario.advance(TEN_MINUTES);
      assertThat(scenario.harness.openRegions()).isEmpty();
      assertThat(scenario.harness.internalErrors()).isZero();

      long mark = scenario.mark();
      Owner other = scenario.harness.apply("other", in("eu-west-1"));
      scenario.awaitReady(other);
      assertThat(scenario.calls(mark, "DescribeRegions")).isEmpty();
      scenario.deleteAndAwaitGone(List.of(other));
      assertThat(scenario.harness.internalErrors()).isZero();
    }
  }

  @Test
  void aRegionIsReadNoMoreAfterItsLastEnvironment() {
    try (EngineScenario scenario = EngineScenario.open(62)) {
      Owner stays = scenario.harness.apply("stays", EngineScenario.spec("ElasticIp"));
      Owner goes = scenario.harness.apply("goes", in("eu-north-1"));
      scenario.awaitReady(stays, goes);
      scenario.deleteAndAwaitGone(List.of(goes));

      long mark = scenario.mark();
      scenario.advance(TEN_MINUTES);
      assertThat(regions(scenario, mark)).contains("eu-west-1").doesNotContain("eu-north-1");

      Owner again = scenario.harness.apply("again", in("eu-north-1"));
      scenario.awaitReady(stays, again);
      scenario.deleteAndAwaitGone(List.of(stays, again));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static String in(String region) {
    return EngineScenario.spec("ElasticIp").replace("eu-west-1", region);
  }

  private static Set<String> regions(EngineScenario scenario, long mark) {
    return scenario.aws.callLog().calls().stream()
        .skip(mark)
        .filter(call -> !call.service().equals("iam"))
        .map(CallRecord::region)
        .collect(Collectors.toSet());
  }
}
