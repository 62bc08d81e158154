package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** No read of AWS ends, and none fails: the status tells the age of what it shows. */
class ReadingAgeTest {

  @Test
  void whenNothingIsReadForThreePollsTheStatusTellsWhenAwsWasLastRead() {
    try (EngineScenario scenario = EngineScenario.open(41)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(3);
      scenario.network.delayNext("DescribeVpcs", Duration.ofHours(1));

      scenario.advance(Duration.ofSeconds(30));
      assertThat(scenario.harness.isTrue(owner, "AWSReachable")).isTrue();
      scenario.advance(Duration.ofMinutes(4));
      assertThat(scenario.harness.describeCondition(owner, "AWSReachable"))
          .contains(
              "FALSE ObservationFailed",
              "Last success: 2026-01-01T00:",
              "has not been answered for several polls");
    }
  }
}
