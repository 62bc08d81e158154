package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/** While the pattern changes, no instance is accused of the egress that it had before. */
@Execution(ExecutionMode.CONCURRENT)
class EgressPatternChangeTest {
  private final EngineScenario scenario = EngineScenario.open(131);
  private final EgressProbe probe = new EgressProbe(scenario);

  @AfterEach
  void close() {
    scenario.close();
  }

  private void change(String to) {
    scenario.harness.apply("elasticip", EngineScenario.spec(to, EgressProbe.VERIFY));
  }

  private void assertNobodyAccused(String change) {
    assertThat(scenario.harness.events())
        .as(change)
        .filteredOn(event -> event.reason().equals("UnexpectedEgress"))
        .isEmpty();
  }

  @Test
  void noChangeOfThePatternAccusesAnInstance() {
    Owner owner = probe.verified("ElasticIp");
    for (String to :
        List.of(
            "NatGateway",
            "PrivateEndpoints",
            "ElasticIp",
            "PrivateEndpoints",
            "NatGateway",
            "ElasticIp")) {
      change(to);
      scenario.advance(Duration.ofSeconds(10));
      scenario.awaitSettled(owner);
      probe.awaitCondition(owner, "TRUE Verified: ");
      assertNobodyAccused(to);
    }
  }

  /** The default route stays until the sessions have ended. */
  @Test
  void aChangeThatWaitsForSessionsAccusesNoInstance() {
    String wait = SessionProbe.waiting("30m");
    Owner owner = probe.verified("ElasticIp");
    try (SsmClient ssm = scenario.otherClient.ssm()) {
      SessionProbe sessions = new SessionProbe(scenario, ssm);
      sessions.awaitConnected(owner);
      String session = sessions.open(owner);
      scenario.harness.apply(
          "elasticip", EngineScenario.spec("PrivateEndpoints", EgressProbe.VERIFY, wait));
      sessions.awaitWait(owner, "connection", session);
      scenario.advance(Duration.ofMinutes(20));
      assertNobodyAccused("while it waits");
      scenario.awaitSettled(owner);
      probe.awaitCondition(owner, "TRUE Verified: No instance reaches the Internet");
      assertNobodyAccused("afterwards");
    }
  }

  /** After a start, it takes a while to prove that the new path is not there yet. */
  @ParameterizedTest
  @ValueSource(strings = {"PrivateEndpoints", "NatGateway"})
  void aChangeWhileNoOperatorRunsAccusesNoInstance(String to) {
    Owner owner = probe.verified("ElasticIp");
    scenario.harness.kill();
    change(to);
    scenario.harness.restart();
    scenario.advance(Duration.ofMinutes(1));
    scenario.awaitSettled(owner);
    assertNobodyAccused(to);
  }
}
