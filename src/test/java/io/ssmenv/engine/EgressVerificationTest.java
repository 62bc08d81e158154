package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The operator asks the instances for the address that the Internet sees, and compares it with the
 * pattern.
 */
@Execution(ExecutionMode.CONCURRENT)
class EgressVerificationTest {
  private static final String SEND = "SendCommand";

  private final EngineScenario scenario = EngineScenario.open(131);
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final EgressProbe probe = new EgressProbe(scenario);

  @AfterEach
  void close() {
    ec2.close();
    scenario.close();
  }

  @Test
  void eachPatternHasTheEgressThatItPromises() {
    List<Owner> owners = EngineScenario.PATTERNS.stream().map(probe::verified).toList();

    for (Owner owner : owners) {
      EgressStatus egress = probe.egress(owner);
      assertThat(egress.observed()).isEqualTo(egress.expected());
      assertThat(egress.problem()).isNull();
      assertThat(scenario.harness.status(owner).egress()).isEqualTo(egress.observed());
    }
    assertThat(probe.egress(owners.get(0)).observed()).startsWith("203.0.113.");
    assertThat(probe.egress(owners.get(1)).observed()).startsWith("203.0.113.");
    assertThat(probe.egress(owners.get(2)).observed()).isEqualTo("none");
    assertThat(probe.condition(owners.get(2)))
        .isEqualTo("TRUE Verified: No instance reaches the Internet");
    assertThat(scenario.harness.events())
        .filteredOn(event -> event.reason().equals("EgressVerified"))
        .hasSize(3);
  }

  @Test
  void aGuestHasTheAddressOfTheNatGatewaysInItsHost() {
    Owner host = probe.verified("ElasticIp");
    Owner guest =
        scenario.harness.apply(
            "guest",
            EngineScenario.spec(
                "NatGateway", EgressProbe.VERIFY, "network: {environment: {name: elasticip}}"));
    probe.awaitCondition(guest, "TRUE Verified: ");
    assertThat(probe.egress(guest).observed()).isNotEqualTo(probe.egress(host).observed());
  }

  @Test
  void withoutTheSettingNobodyIsAsked() {
    Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
    scenario.awaitReady(owner);
    scenario.advance(Duration.ofHours(2));
    assertThat(scenario.calls(0, SEND)).isEmpty();
    assertThat(scenario.harness.status(owner).condition("EgressVerified")).isEmpty();
    assertThat(scenario.harness.status(owner).instance("app-0").orElseThrow().egress()).isNull();
  }

  @Test
  void aPrivateInstanceThatReachesTheInternetIsALoudFailure() {
    Owner owner = probe.verified("PrivateEndpoints");
    scenario.aws.instanceSoftware().startTunnel(probe.instance(owner), "203.0.113.99");
    probe.awaitCondition(
        owner, "FALSE InternetReachable: app-0 (" + probe.instance(owner) + ") reaches");
    assertThat(probe.condition(owner)).contains("which sees it as 203.0.113.99");
    assertThat(probe.warnings("reaches the Internet")).isEqualTo(1);
    assertThat(scenario.harness.isTrue(owner, "Ready")).as(scenario.describe(owner)).isTrue();
  }

  @Test
  void instancesAreAskedOnceInEachIntervalAndTogether() {
    Owner owner =
        scenario.harness.apply(
            "one",
            EngineScenario.spec("ElasticIp", EgressProbe.VERIFY)
                .replace("{name: app}", "{name: app, count: 4}"));
    probe.awaitCondition(owner, "TRUE Verified: ");
    scenario.advance(Duration.ofMinutes(185)); // One that came online later joins the others.
    long mark = scenario.mark();
    scenario.advance(Duration.ofHours(6));
    assertThat(scenario.calls(mark, SEND)).hasSizeBetween(5, 6);
    assertThat(scenario.calls(mark, "ListCommandInvocations")).hasSizeLessThan(40);
    assertThat(probe.condition(owner)).startsWith("TRUE");
  }

  @Test
  void afterARestartNobodyIsAskedEarlier() {
    Owner owner = probe.verified("ElasticIp");
    scenario.restartAndAwaitPolls(List.of(owner));
    long mark = scenario.mark();
    scenario.advance(Duration.ofMinutes(30));
    assertThat(scenario.calls(mark, SEND)).isEmpty();
    assertThat(probe.condition(owner)).startsWith("TRUE");
    scenario.advance(Duration.ofMinutes(40));
    assertThat(scenario.calls(mark, SEND)).hasSize(1);
  }

  @Test
  void aChangedPathIsVerifiedAgainAndUntilThenNotKnown() {
    Owner owner = probe.verified("PrivateEndpoints");
    scenario.harness.apply(
        "privateendpoints", EngineScenario.spec("NatGateway", EgressProbe.VERIFY));
    probe.awaitCondition(owner, "UNKNOWN NotVerified: ");
    probe.awaitCondition(owner, "TRUE Verified: ");
    scenario.awaitSettled(owner);
    assertThat(probe.egress(owner).observed()).startsWith("203.0.113.");
  }

  @Test
  void anAnswerOverTheNewPathIsTheEvidenceForAChangeOfThePattern() {
    Owner owner = probe.verified("NatGateway");
    scenario.harness.apply(
        "natgateway", EngineScenario.spec("PrivateEndpoints", EgressProbe.VERIFY));
    scenario.eventually(() -> assertThat(routeless(owner)).isTrue());
    Instant cutOver = scenario.aws.clock().instant();
    scenario.eventually(() -> assertThat(deletions("DeleteNatGateway")).isNotEmpty());
    assertThat(Duration.between(cutOver, scenario.aws.clock().instant()))
        .as("a minute for resolvers, and a command; a ping may take five minutes more")
        .isLessThan(Duration.ofSeconds(130));
    scenario.awaitSettled(owner);
    assertThat(scenario.aws.agentHistory(probe.instance(owner)).orElseThrow().unreachable())
        .isEmpty();
  }

  private boolean routeless(Owner owner) {
    String table = scenario.id(owner, "routetable/workload-a");
    return ec2
        .describeRouteTables(r -> r.routeTableIds(table))
        .routeTables()
        .getFirst()
        .routes()
        .stream()
        .noneMatch(route -> "0.0.0.0/0".equals(route.destinationCidrBlock()));
  }

  private List<CallRecord> deletions(String action) {
    return scenario.calls(0, action);
  }
}
