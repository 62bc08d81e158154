package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What was answered long ago says nothing. */
@Execution(ExecutionMode.CONCURRENT)
class EgressAgeTest {
  private final EngineScenario scenario = EngineScenario.open(131);
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final EgressProbe probe = new EgressProbe(scenario);

  @AfterEach
  void close() {
    ec2.close();
    scenario.close();
  }

  private void pause() {
    scenario.harness.apply(
        "elasticip", EngineScenario.spec("ElasticIp", EgressProbe.VERIFY, "paused: true"));
  }

  @Test
  void theAnswerOfAPausedEnvironmentCountsForTwoIntervals() {
    Owner owner = probe.verified("ElasticIp");
    pause();
    scenario.advance(Duration.ofMinutes(110));
    assertThat(probe.condition(owner)).startsWith("TRUE Verified: ");
    scenario.advance(Duration.ofMinutes(20));
    String askedAt = probe.egress(owner).verifiedAt();
    assertThat(probe.condition(owner))
        .isEqualTo(
            "UNKNOWN NotVerified: app-0 (%s) is not asked while the operator does not write. It was last asked at %s, too long ago"
                .formatted(probe.instance(owner), askedAt));
    assertThat(scenario.harness.status(owner).egress())
        .as("the column shows the address that it should have")
        .isEqualTo(probe.egress(owner).expected());
    probe.apply("ElasticIp");
    probe.awaitCondition(owner, "TRUE Verified: ");
  }

  @Test
  void theAnswerOfAnInstanceThatIsOfflineCountsForTwoIntervals() {
    Owner owner = probe.verified("ElasticIp");
    AgentPathBreak.NETWORK_ACL.apply(scenario, owner, ec2);
    scenario.advance(Duration.ofMinutes(130));
    assertThat(probe.condition(owner))
        .startsWith("UNKNOWN NotVerified: app-0 (" + probe.instance(owner) + ", running) is ")
        .contains(", so it is not asked. It was last asked at " + probe.egress(owner).verifiedAt());
  }
}
