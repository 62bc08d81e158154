package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Ping;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents before 3.3.40.0 need {@code ec2messages}. */
class AgentVersionHopTest {

  private static final ObservedEnvironment WITHOUT =
      ObservedEnvironment.of("PrivateEndpoints")
          .without("vpcendpoint/ec2messages")
          .with(TrafficControlsTest.ALLOWING);

  private static Ping silent(String version) {
    return new Ping(
        "ConnectionLost", Optional.of(ObservedEnvironment.NOW.minusSeconds(3000)), version);
  }

  private static Optional<Hop> hop(ObservedEnvironment environment) {
    return environment.path().hops().stream()
        .filter(hop -> hop.place() == Place.AGENT_VERSION)
        .findFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.39.9", "3.2.2222.0", "2.3", "3.3"})
  void anOldAgentWithoutAnEndpointOfTheServiceIsSuspected(String version) {
    assertThat(hop(WITHOUT.with(silent(version))))
        .get()
        .satisfies(hop -> assertThat(hop.isSuspect()).isTrue())
        .extracting(hop -> hop.verdict().sentence())
        .asString()
        .startsWith(
            "The agent of instance-app-0 has the version %s; before 3.3.40.0 it needs ec2messages"
                .formatted(version));
    assertThat(WITHOUT.with(silent(version)).path().toTell())
        .extracting(Hop::place)
        .containsExactly(Place.AGENT_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.40.0", "3.3.3050.0", "4.0", "", "3.x", "99999999999.0"})
  void aNewerOneOrAnUnknownOneIsNot(String version) {
    assertThat(hop(WITHOUT.with(silent(version)))).isEmpty();
  }

  @Test
  void itIsNotSuspectedWithAnEndpointOrAWayOutOrWhileItIsOnline() {
    assertThat(
            hop(
                ObservedEnvironment.of("PrivateEndpoints")
                    .with(TrafficControlsTest.ALLOWING)
                    .with(silent("3.2.0.0"))))
        .isEmpty();
    assertThat(
            hop(
                ObservedEnvironment.of("NatGateway")
                    .with(TrafficControlsTest.ALLOWING)
                    .with(silent("3.2.0.0"))))
        .isEmpty();
    Ping online = new Ping(Ping.ONLINE, Optional.of(ObservedEnvironment.NOW), "3.2.0.0");
    assertThat(hop(WITHOUT.with(online))).isEmpty();
  }
}
