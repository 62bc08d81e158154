package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.ssm.AgentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An environment whose route was away while its instances started, so that their agents sleep. */
record SleepingAgents(EngineScenario scenario, Ec2Client ec2) {

  static final String CALL = "RebootInstances";

  /** Agents that have failed for so long try again after an hour, less a tenth. */
  private static final Duration AWAY = Duration.ofHours(5);

  private static final Duration JUST = Duration.ofMinutes(25);

  static String spec(int count, String group, String... more) {
    return """
    region: eu-west-1
    connectivity: {pattern: ElasticIp}
    instances: [{name: app, count: %d%s}]
    %s
    """
        .formatted(count, group, String.join("\n", more));
  }

  static String rebooting(int count, String... more) {
    return spec(count, ", rebootWhenUnreachable: true", more);
  }

  /** Applies a spec after the agents have fallen asleep; it corrects the route if it may. */
  Owner asleep(int count, String then) {
    long before = accepted("RunInstances");
    Owner owner = scenario.harness.apply("one", spec(count, ""));
    scenario.runUntil(() -> accepted("RunInstances") >= before + count);
    scenario.harness.apply("one", spec(count, "", "paused: true"));
    deleteRoute(owner);
    scenario.advance(AWAY);
    while (!haveJustFailed(count)) {
      scenario.advance(Duration.ofMinutes(1));
    }
    assertThat(scenario.harness.status(owner).instances())
        .allMatch(one -> "NotRegistered".equals(one.pingStatus()));
    scenario.harness.apply("one", then);
    return owner;
  }

  /** So that none of them wakes by itself while a test looks. */
  private boolean haveJustFailed(int count) {
    Instant recently = scenario.time.instant().minus(JUST);
    return scenario.aws.agentHistories().stream()
            .flatMap(agent -> agent.events(AgentEvent.Type.BOOT_UNREACHABLE).stream())
            .filter(event -> event.at().isAfter(recently))
            .count()
        == count;
  }

  private long accepted(String action) {
    return scenario.calls(0, action).stream().filter(CallRecord::wrote).count();
  }

  void deleteRoute(Owner owner) {
    String table = scenario.id(owner, "routetable/workload-a");
    ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
  }

  List<CallRecord> reboots() {
    return scenario.calls(0, CALL);
  }

  Optional<RebootStatus> reboot(Owner owner, String name) {
    return scenario.harness.status(owner).instance(name).map(one -> one.reboot());
  }

  List<String> events(String reason) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(reason))
        .map(event -> event.message())
        .toList();
  }
}
