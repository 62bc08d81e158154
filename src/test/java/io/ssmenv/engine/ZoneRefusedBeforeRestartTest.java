package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ZonalService;
import io.ssmenv.testing.AwsErrors;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A process knows from the status that AWS has refused something in a zone, and not yet whether
 * something of value stands there. Until it does, it does not say that no other zone can take its
 * place.
 */
@Execution(ExecutionMode.CONCURRENT)
class ZoneRefusedBeforeRestartTest {

  private static final String A = "eu-west-1a";
  private static final String B = "eu-west-1b";
  private static final String NO_OTHER = "No other zone can take its place";

  @Test
  void aZoneThatIsStillGivenUpNeedsNobody() {
    try (EngineScenario scenario = EngineScenario.open(61)) {
      Owner owner = refusedAndRestarted(scenario);
      scenario.awaitSettled(owner);

      assertThat(SubnetZones.of(scenario).values()).containsOnly(B);
      assertThat(scenario.harness.events())
          .noneMatch(event -> event.reason().equals("InvalidRequest"));
    }
  }

  @Test
  void ifItCannotBeReadWhatStandsThereTheMessageSaysWhatAwsHasSaid() {
    try (EngineScenario scenario = EngineScenario.open(62)) {
      scenario
          .aws
          .faults()
          .refuse("DescribeVpcEndpoints", AwsErrors.of("UnauthorizedOperation"), 100_000);
      Owner owner = refusedAndRestarted(scenario);
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .as(scenario.describe(owner))
              .contains(A, "t3.micro"));
      scenario.awaitPolls(3);
      assertThat(scenario.harness.events()).noneMatch(event -> event.message().contains(NO_OTHER));

      scenario.aws.faults().clear();
      scenario.aws.faults().notInZone(A, new ZonalService.InstanceTypes("t3.micro"), false);
      scenario.awaitSettled(owner);
      assertThat(SubnetZones.of(scenario).values()).containsOnly(B);
    }
  }

  private static Owner refusedAndRestarted(EngineScenario scenario) {
    scenario.aws.faults().notInZone(A, new ZonalService.InstanceTypes("t3.micro"), false);
    Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
    scenario.runUntil(
        () -> !scenario.harness.status(owner).factsOrDefault().rejectedZones().isEmpty());
    scenario.harness.kill(Optional.empty());
    scenario.harness.restart();
    return owner;
  }
}
