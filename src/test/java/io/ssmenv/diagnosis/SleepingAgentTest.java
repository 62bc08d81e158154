package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.api.v1alpha1.RebootStatus.State;
import io.ssmenv.cloud.HealthTiming;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SleepingAgentTest {

  private static final String ASLEEP =
      "The agent of instance-app-0 started before its path was in place, and may sleep for up to an hour. ";

  private static ObservedEnvironment environment(String group) {
    return ObservedEnvironment.of(
            ObservedEnvironment.parsed(
                """
                region: eu-west-1
                connectivity: {pattern: ElasticIp}
                network: {availabilityZones: 1}
                instances: [{name: app%s}]
                """
                    .formatted(group)),
            VpcPlacement.ALONE,
            Optional.empty())
        .with(TrafficControlsTest.ALLOWING);
  }

  private static final ObservedEnvironment REBOOTING = environment(", rebootWhenUnreachable: true");

  private static AgentPath path(
      ObservedEnvironment environment, ReconcileMode mode, Map<String, RebootStatus> reboots) {
    Optional<Instant> since = Optional.of(ObservedEnvironment.NOW.minus(Duration.ofMinutes(7)));
    return environment.path(mode, since, reboots);
  }

  private static Hop agent(AgentPath path) {
    return path.hops().getLast();
  }

  private static Hop after(State state, Boolean silent, String error) {
    RebootStatus reboot = new RebootStatus(state, "2026-11-27T11:45:00Z", "p", silent, error);
    return agent(path(REBOOTING, ReconcileMode.ACTIVE, Map.of("app-0", reboot)));
  }

  @Test
  void whoWakesItDependsOnTheSpecAndTheMode() {
    assertThat(agent(path(REBOOTING, ReconcileMode.ACTIVE, Map.of())).verdict().sentence())
        .isEqualTo(
            ASLEEP
                + "The operator reboots it once, if it was running when the path came into place. Otherwise wait, or reboot the instance");
    assertThat(
            agent(path(REBOOTING.with(TrafficControls.UNREAD), ReconcileMode.ACTIVE, Map.of()))
                .verdict()
                .sentence())
        .as("what was not read may be the reason")
        .isEqualTo(ASLEEP + "Wait, or reboot the instance");
    assertThat(agent(path(REBOOTING, ReconcileMode.PAUSED, Map.of())).verdict().sentence())
        .isEqualTo(ASLEEP + "Wait, or reboot the instance");
    assertThat(agent(path(environment(""), ReconcileMode.ACTIVE, Map.of())).verdict().sentence())
        .isEqualTo(ASLEEP + "Wait, or reboot the instance");
  }

  @Test
  void theRebootIsTold() {
    assertThat(after(State.PLANNED, null, null).verdict().sentence())
        .isEqualTo(ASLEEP + "The operator reboots it now");
    assertThat(after(State.PLANNED, null, "RebootInstances: Denied: no").verdict().sentence())
        .endsWith("and AWS does not accept that: RebootInstances: Denied: no");
    assertThat(after(State.REQUESTED, null, null))
        .satisfies(hop -> assertThat(hop.isSuspect()).isFalse())
        .extracting(hop -> hop.verdict().why())
        .asString()
        .endsWith(
            "may still be starting, because the instance was rebooted at 2026-11-27T11:45:00Z");
    assertThat(after(State.UNKNOWN, true, null))
        .satisfies(hop -> assertThat(hop.isSuspect()).isTrue())
        .extracting(hop -> hop.verdict().sentence())
        .asString()
        .startsWith(
            "The agent of instance-app-0 is silent, although the instance may have been rebooted at 2026-11-27T11:45:00Z. The operator does not reboot it again");
  }

  @Test
  void itIsOnlyAsleepIfEverythingWasReadAndNothingStopsIt() {
    assertThat(path(REBOOTING, ReconcileMode.ACTIVE, Map.of()).asleep()).isTrue();
    assertThat(path(REBOOTING.online(), ReconcileMode.ACTIVE, Map.of()).asleep()).isFalse();
    assertThat(
            path(REBOOTING.without("addressassociation/app-0"), ReconcileMode.ACTIVE, Map.of())
                .asleep())
        .isFalse();
    ObservedEnvironment unread = ObservedEnvironment.of("ElasticIp");
    assertThat(path(unread, ReconcileMode.ACTIVE, Map.of()).asleep())
        .as("network ACLs were not read")
        .isFalse();
  }

  @Test
  void itIsNotAsleepIfItsPathWasInPlaceBeforeItHadBooted() {
    Instant launched = ObservedEnvironment.NOW.minusSeconds(3600); // In whole seconds.
    assertThat(asleep(REBOOTING, launched.plusSeconds(1))).isFalse();
    assertThat(asleep(REBOOTING, launched.plus(HealthTiming.BOOT_AT_LEAST))).isFalse();
    assertThat(asleep(REBOOTING, launched.plus(HealthTiming.BOOT_AT_LEAST).plusSeconds(1)))
        .isTrue();
  }

  private static boolean asleep(ObservedEnvironment environment, Instant since) {
    return environment.path(ReconcileMode.ACTIVE, Optional.of(since), Map.of()).asleep();
  }

  @Test
  void whatWasNotReadMayBeTheReason() {
    assertThat(path(REBOOTING.with(TrafficControls.UNREAD), ReconcileMode.ACTIVE, Map.of()))
        .extracting(AgentPath::asleep)
        .isEqualTo(false);
    assertThat(
            path(REBOOTING.unread(RolePolicy.class, "AccessDenied"), ReconcileMode.ACTIVE, Map.of())
                .asleep())
        .as("the policies of its role")
        .isFalse();
    assertThat(path(REBOOTING.unread(Role.class, "Denied"), ReconcileMode.ACTIVE, Map.of()))
        .extracting(AgentPath::asleep)
        .isEqualTo(false);
  }

  @Test
  void aBoundaryThatTheOperatorNeverReadsDoesNotKeepItFromBeingAsleep() {
    ObservedEnvironment bounded =
        environment("}]\nrole: {permissionsBoundary: 'arn:aws:iam::1:policy/b'}\n#");
    assertThat(path(bounded, ReconcileMode.ACTIVE, Map.of()))
        .satisfies(path ->
            assertThat(path.hops()).anyMatch(hop -> hop.place() == Hop.Place.PERMISSIONS_BOUNDARY))
        .extracting(AgentPath::asleep)
        .isEqualTo(true);
  }
}
