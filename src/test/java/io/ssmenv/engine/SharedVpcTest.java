package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An environment stands in the VPC of another one. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcTest {

  @ParameterizedTest
  @CsvSource({
    "ElasticIp, ElasticIp",
    "ElasticIp, NatGateway",
    "ElasticIp, PrivateEndpoints",
    "NatGateway, ElasticIp",
    "NatGateway, NatGateway",
    "NatGateway, PrivateEndpoints",
    "PrivateEndpoints, ElasticIp",
    "PrivateEndpoints, NatGateway",
    "PrivateEndpoints, PrivateEndpoints"
  })
  void aGuestOfEachPatternJoinsAndLeavesAHostOfEachPattern(String hosting, String pattern) {
    try (EngineScenario scenario = EngineScenario.open((hosting + pattern).hashCode())) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec(hosting));
      scenario.awaitSettled(host);
      List<String> before = keys(scenario, host);
      Owner guest = scenario.harness.apply("guest", guest(pattern));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);

      assertThat(count(scenario, "vpc")).isEqualTo(1);
      assertThat(keys(scenario, guest))
          .contains("subnet/workload-a", "routetable/workload-a", "instance/app-0")
          .noneMatch(key -> key.startsWith("natgateway") || key.startsWith("vpcendpoint"));
      Invariants.assertHold(scenario.aws, scenario.harness);

      scenario.harness.delete(guest);
      scenario.eventually(() -> {
        assertThat(scenario.harness.isGone(guest)).as(scenario.describe(guest)).isTrue();
        assertThat(keys(scenario, host)).as(scenario.describe(host)).isEqualTo(before);
        scenario.assertSettled(host);
      });
      assertThat(scenario.harness.status(host).networkOrDefault().guests()).isEmpty();
      assertAlwaysReachable(scenario, scenario.id(host, "instance/app-0"));
      scenario.deleteAndAwaitGone(List.of(host));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aHostThatIsDeletedFirstWaitsForItsGuest(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(pattern.hashCode())) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", guest(pattern));
      scenario.awaitSettled(host);
      scenario.awaitSettled(guest);
      List<String> before = keys(scenario, host);

      scenario.harness.delete(host);
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(host, "Deleting"))
              .isEqualTo(
                  "TRUE WaitingForGuests: The VPC stays until the environments that stand in it are"
                      + " deleted. Delete guest"));
      scenario.advance(Duration.ofMinutes(10));
      assertThat(keys(scenario, host)).isEqualTo(before);
      scenario.assertSettled(guest);
      assertAlwaysReachable(scenario, scenario.id(guest, "instance/app-0"));

      scenario.deleteAndAwaitGone(List.of(guest, host));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aRestartWritesNothingAndChangesNoCondition(String hosting) {
    try (EngineScenario scenario = EngineScenario.open(hosting.hashCode() + 1)) {
      List<Owner> all = new ArrayList<>();
      all.add(scenario.harness.apply("public", EngineScenario.spec(hosting)));
      for (String pattern : EngineScenario.PATTERNS) {
        all.add(scenario.harness.apply("guest-" + pattern, guest(pattern)));
      }
      all.forEach(scenario::awaitSettled);
      scenario.advance(Duration.ofMinutes(10));
      List<String> before = conditions(scenario, all);
      List<String> seen = new ArrayList<>();
      scenario.harness.api().listen((_, _) -> seen.addAll(conditions(scenario, all)));
      long mark = scenario.mark();

      scenario.harness.kill();
      scenario.harness.restart();
      scenario.awaitPolls(8);

      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(before).containsAll(seen);
    }
  }

  private static List<String> conditions(EngineScenario scenario, List<Owner> owners) {
    return owners.stream()
        .map(owner -> owner + " " + scenario.harness.status(owner).conditions())
        .toList();
  }

  @Test
  void aGuestThatIsCreatedBeforeItsHostWaitsForIt() {
    try (EngineScenario scenario = EngineScenario.open(31)) {
      Owner guest = scenario.harness.apply("guest", guest("NatGateway"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "Ready"))
              .isEqualTo(
                  "FALSE WaitingForHost: The environment public, in whose VPC this one stands, does"
                      + " not exist. Create it in the same namespace; until then nothing is"
                      + " written"));
      assertThat(scenario.aws.resources()).isEmpty();

      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.deleteAndAwaitGone(List.of(host, guest));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  static String guest(String pattern) {
    return EngineScenario.spec(pattern, "network: {environment: {name: public}}");
  }

  private static void assertAlwaysReachable(EngineScenario scenario, String instance) {
    assertThat(scenario.aws.agentHistory(instance).orElseThrow().unreachable())
        .as("when " + instance + " could not reach Systems Manager")
        .isEmpty();
  }

  private static long count(EngineScenario scenario, String type) {
    return scenario.aws.resources().stream()
        .map(ResourceSummary::type)
        .filter(other -> other.toLowerCase(Locale.ROOT).equals(type))
        .count();
  }

  static List<String> keys(EngineScenario scenario, Owner owner) {
    return scenario.aws.resources().stream()
        .filter(resource -> owner.uid().equals(resource.tags().get(Ownership.TAG_ENVIRONMENT)))
        .filter(resource -> !resource.type().equals("volume"))
        .map(resource -> resource.tags().getOrDefault(Ownership.TAG_KEY, ""))
        .sorted()
        .toList();
  }
}
