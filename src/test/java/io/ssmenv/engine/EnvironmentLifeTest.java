package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.SimulatorOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class EnvironmentLifeTest {

  static final Duration LIMIT = Duration.ofSeconds(60);

  private SimulatedAws aws;
  private EngineLab lab;

  @BeforeEach
  void open() throws IOException {
    aws = SimulatedAws.start(SimulatorOptions.defaults().withSpeed(40).withSeed(7));
    lab = new EngineLab(aws, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    lab.close();
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void anEnvironmentComesUpAndGoesAndLeavesNothing(String pattern) {
    Owner owner = lab.apply("one", spec(pattern));

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(lab.is(owner, "Ready")).as(lab.say(owner, "Ready")).isTrue());
    Invariants.hold(aws, lab);

    lab.delete(owner);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(lab.isGone(owner)).as(lab.say(owner, "Deleting")).isTrue());
    assertThat(aws.holdings()).isEmpty();
  }

  static String spec(String pattern) {
    return """
    region: eu-west-1
    connectivity: {pattern: %s}
    instances: [{name: app}]
    """
        .formatted(pattern);
  }
}
