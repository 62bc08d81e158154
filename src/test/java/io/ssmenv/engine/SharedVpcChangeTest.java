package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pattern of an environment changes while others are in the same VPC. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcChangeTest {

  static Stream<Arguments> changes() {
    return EngineScenario.PATTERNS.stream()
        .flatMap(from ->
            EngineScenario.PATTERNS.stream()
                .filter(to -> !to.equals(from))
                .map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aGuestChangesItsPatternAndNoAgentLosesItsPath(String from, String to) {
    try (EngineScenario scenario = EngineScenario.open((from + to).hashCode())) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest(to));
      settle(scenario, List.of(host, guest));
      Map<Owner, List<String>> after = keys(scenario, List.of(host, guest));
      scenario.harness.apply("guest", SharedVpcTest.guest(from));
      settle(scenario, List.of(host, guest));

      scenario.harness.apply("guest", SharedVpcTest.guest(to));

      settle(scenario, List.of(host, guest));
      scenario.eventually(() -> {
        assertThat(keys(scenario, List.of(host, guest)))
            .as(scenario.describe(host) + scenario.describe(guest))
            .isEqualTo(after);
        scenario.assertSettled(host);
      });
      assertNoPathWasLost(scenario, List.of(host, guest));
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aHostChangesItsPatternWithAGuestOfEachPatternAndNoAgentLosesItsPath(String from, String to) {
    try (EngineScenario scenario = EngineScenario.open((to + from).hashCode())) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec(from));
      List<Owner> all = new ArrayList<>(List.of(host));
      for (String pattern : EngineScenario.PATTERNS) {
        all.add(scenario.harness.apply("guest-" + pattern, SharedVpcTest.guest(pattern)));
      }
      settle(scenario, all);

      scenario.harness.apply("public", EngineScenario.spec(to));

      settle(scenario, all);
      scenario.advance(Duration.ofMinutes(10));
      all.forEach(scenario::assertSettled);
      assertNoPathWasLost(scenario, all);
      scenario.deleteAndAwaitGone(all);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void aGuestGrowsToAllZonesAndItsHostFollows() {
    try (EngineScenario scenario = EngineScenario.open(51)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      settle(scenario, List.of(host, guest));

      scenario.harness.apply(
          "guest",
          SharedVpcTest.guest("NatGateway")
              .replace("{environment:", "{availabilityZones: 3, environment:"));

      settle(scenario, List.of(host, guest));
      assertThat(SharedVpcTest.keys(scenario, guest))
          .contains("subnet/workload-a", "subnet/workload-b", "subnet/workload-c");
      assertThat(SharedVpcTest.keys(scenario, host))
          .contains("natgateway/a", "natgateway/b", "natgateway/c");
      assertNoPathWasLost(scenario, List.of(host, guest));
      scenario.deleteAndAwaitGone(List.of(host, guest));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static void settle(EngineScenario scenario, List<Owner> owners) {
    owners.forEach(scenario::awaitSettled);
    scenario.advance(Duration.ofMinutes(7));
    owners.forEach(scenario::awaitSettled);
    Invariants.assertHold(scenario.aws, scenario.harness);
  }

  private static Map<Owner, List<String>> keys(EngineScenario scenario, List<Owner> owners) {
    Map<Owner, List<String>> keys = new LinkedHashMap<>();
    owners.forEach(owner -> keys.put(owner, SharedVpcTest.keys(scenario, owner)));
    return keys;
  }

  private static void assertNoPathWasLost(EngineScenario scenario, List<Owner> owners) {
    assertThat(owners)
        .allSatisfy(owner -> {
          String id = scenario.id(owner, "instance/app-0");
          assertThat(scenario.aws.agentHistory(id).orElseThrow().unreachable())
              .as("when " + owner + " could not reach Systems Manager")
              .isEmpty();
        });
  }
}
