package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.Throttling;
import io.ssmenv.simulator.ssm.AgentEvent;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another process takes over in the middle of a pattern change: nothing of the former path is
 * deleted before the agent has reported over the new one.
 */
@Execution(ExecutionMode.CONCURRENT)
class PathHandOverTest {

  /** These calls change the path; the deletion of a default route does, too. */
  private static final Set<String> CHANGES =
      Set.of("CreateRoute", "ReplaceRoute", "DeleteRoute", "ModifyVpcEndpoint");

  private static final Set<String> BUILDS =
      Set.of("AssociateAddress", "CreateNatGateway", "CreateVpcEndpoint");

  private static final Set<String> RELEASES =
      Set.of(
          "DisassociateAddress",
          "ReleaseAddress",
          "DeleteNatGateway",
          "DeleteVpcEndpoints",
          "DetachInternetGateway");

  static Stream<Arguments> changes() {
    return EngineScenario.PATTERNS.stream()
        .flatMap(from ->
            EngineScenario.PATTERNS.stream()
                .filter(to -> !to.equals(from))
                .map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aStandbyThatTakesOverAtTheCutoverWaitsForTheAgent(String from, String to) {
    takeOverAfterEachWrite(from, to, true);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aNewProcessAfterAnyWriteToThePathWaitsForTheAgent(String from, String to) {
    takeOverAfterEachWrite(from, to, false);
  }

  private static void takeOverAfterEachWrite(String from, String to, boolean standsBy) {
    try (EngineScenario scenario = open(from, to)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(from));
      scenario.awaitReady(owner);
      scenario.advance(Duration.ofMinutes(7));
      scenario.harness.startStandby();
      scenario.advance(Duration.ofMinutes(7));
      long mark = scenario.mark();
      scenario.harness.apply("one", EngineScenario.spec(to));
      // The standby has been started long before the path changes.
      List<Set<String>> moments =
          standsBy ? List.of(CHANGES, RELEASES) : List.of(BUILDS, CHANGES, RELEASES);
      Set<String> done = new HashSet<>();
      while (!scenario.harness.isTrue(owner, "Ready")) {
        scenario.runUntil(() -> {
          Set<String> writes = pathWrites(scenario, mark, moments);
          return !done.containsAll(writes) || scenario.harness.isTrue(owner, "Ready");
        });
        done.addAll(pathWrites(scenario, mark, moments));
        if (scenario.harness.isTrue(owner, "Ready")) {
          break;
        }
        if (standsBy) {
          scenario.harness.handOver(Optional.of(Duration.ZERO), Duration.ZERO);
          scenario.harness.startStandby();
        } else {
          scenario.harness.kill();
          scenario.harness.restart();
        }
      }
      assertReleasedAfterAReport(scenario, owner, mark);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  /** A new process may repeat a write that it does not see yet: each counts once. */
  private static Set<String> pathWrites(
      EngineScenario scenario, long mark, List<Set<String>> moments) {
    return scenario.writes(mark).stream()
        .filter(CallRecord::wrote)
        .filter(call -> moments.stream().anyMatch(set -> set.contains(call.action())))
        .map(call -> call.action() + call.subject())
        .collect(Collectors.toSet());
  }

  @Test
  void crashesEveryFortySecondsDoNotKeepAChangeFromItsEnd() {
    try (EngineScenario scenario = open("ElasticIp", "PrivateEndpoints")) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      long mark = scenario.mark();
      for (String to : List.of("PrivateEndpoints", "NatGateway")) {
        scenario.harness.apply("one", EngineScenario.spec(to));
        for (int crash = 0; crash < 45; crash++) {
          scenario.advance(Duration.ofSeconds(40));
          scenario.harness.kill();
          scenario.harness.restart();
        }
        scenario.advance(Duration.ofSeconds(40));
        assertThat(scenario.harness.isTrue(owner, "Ready")).as(scenario.describe(owner)).isTrue();
      }
      assertReleasedAfterAReport(scenario, owner, mark);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  private static EngineScenario open(String from, String to) {
    return EngineScenario.open(
        Simulations.options().withSeed((from + to).hashCode()).withThrottling(Throttling.OFF));
  }

  /**
   * Of each release, the agent has reported since the change before it, and since names expired.
   */
  private static void assertReleasedAfterAReport(EngineScenario scenario, Owner owner, long mark) {
    String id = scenario.id(owner, "instance/app-0");
    List<Instant> reports =
        scenario.aws.agentHistory(id).orElseThrow().events().stream()
            .filter(event -> event.type() == AgentEvent.Type.HEARTBEAT_ANSWERED)
            .map(AgentEvent::at)
            .toList();
    List<CallRecord> writes = scenario.writes(mark).stream().filter(CallRecord::wrote).toList();
    Optional<CallRecord> release =
        writes.stream().filter(call -> RELEASES.contains(call.action())).findFirst();
    assertThat(release).as("something of the former path is deleted").isPresent();
    String table = scenario.id(owner, "routetable/workload-a");
    Instant changed =
        writes.stream()
            .takeWhile(call -> !call.equals(release.orElseThrow()))
            .filter(call -> CHANGES.contains(call.action()))
            .filter(call -> !call.action().endsWith("Route") || call.parameters().contains(table))
            .map(CallRecord::time)
            .max(Instant::compareTo)
            .orElseThrow();
    assertThat(reports)
        .as("reports between %s and %s", changed, release)
        .anyMatch(report ->
            report.isAfter(changed.plus(Timing.DNS_PROPAGATION))
                && report.isBefore(release.orElseThrow().time()));
  }
}
