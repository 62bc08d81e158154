package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Ec2Messages;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.FactsStatus;
import io.ssmenv.api.v1alpha1.Image;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.SpecDefaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** A default that changes in a later version concerns new environments only. */
@Execution(ExecutionMode.CONCURRENT)
class DefaultsTest {

  private static final SpecDefaults FIRST = SpecDefaults.PUBLISHED.getFirst();
  private static final SpecDefaults SECOND =
      new SpecDefaults(
          "second",
          new Image("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64", null),
          "t3.small",
          2,
          "10.30.0.0/16",
          2,
          Optional.of("arn:aws:iam::aws:policy/PowerUserAccess"),
          Ec2Messages.NEVER,
          false);
  private static final List<SpecDefaults> LATER = List.of(FIRST, SECOND);

  @ParameterizedTest
  @CsvSource({
    "ElasticIp, true", "NatGateway, true", "PrivateEndpoints, true",
    "ElasticIp, false", "NatGateway, false", "PrivateEndpoints, false"
  })
  void anotherDefaultInALaterVersionChangesNothingThatExists(String pattern, boolean statusKept) {
    try (EngineScenario scenario = EngineScenario.open(51)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitReady(owner);
      scenario.awaitPolls(2);
      Map<String, String> ids = scenario.allIds();
      scenario.harness.kill();
      if (!statusKept) {
        scenario.harness.editStatus(owner, status -> EnvironmentStatus.none());
      }
      long mark = scenario.mark();
      scenario.harness.settings().defaults = LATER;
      scenario.harness.restart();

      scenario.awaitPolls(5);
      scenario.awaitReady(owner);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.allIds()).isEqualTo(ids);
      assertThat(scenario.harness.status(owner).factsOrDefault().defaults())
          .isEqualTo(FIRST.name());
    }
  }

  @Test
  void aNewEnvironmentGetsTheNewDefaults() {
    try (EngineScenario scenario = EngineScenario.open(52)) {
      scenario.harness.kill();
      scenario.harness.settings().defaults = LATER;
      scenario.harness.restart();
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitReady(owner);
      assertThat(ranges(scenario)).containsExactly("10.30.0.0/16");
      assertThat(scenario.harness.status(owner).online()).isEqualTo("2/2");
      assertThat(scenario.harness.status(owner).factsOrDefault().defaults())
          .isEqualTo(SECOND.name());

      // Somebody names the other set in the status: what exists in AWS decides.
      scenario.harness.kill();
      scenario.harness.editStatus(
          owner,
          status ->
              StatusEdit.withFacts(
                  status,
                  new FactsStatus(List.of(), List.of(), List.of(), null, List.of(), FIRST.name())));
      long mark = scenario.mark();
      scenario.harness.settings().defaults = LATER;
      scenario.harness.restart();
      scenario.awaitPolls(5);
      scenario.awaitReady(owner);
      assertThat(scenario.writes(mark)).isEmpty();
    }
  }

  private static List<String> ranges(EngineScenario scenario) {
    return scenario.otherClient.ec2().describeVpcs().vpcs().stream()
        .filter(vpc -> !Boolean.TRUE.equals(vpc.isDefault()))
        .map(Vpc::cidrBlock)
        .toList();
  }
}
