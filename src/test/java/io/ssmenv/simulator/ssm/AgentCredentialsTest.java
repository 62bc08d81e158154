package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.network.NetworkView.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentCredentialsTest {

  private static final Instant BOOTED = Instant.parse("2026-01-01T00:00:00Z");

  private static Instance instance(boolean metadata) {
    return new Instance(
        "i-1",
        "running",
        Optional.of(BOOTED),
        Optional.empty(),
        "ami-1",
        "eni-1",
        "subnet-1",
        "10.0.1.10",
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        metadata,
        Map.of());
  }

  private static boolean signs(AgentCredentials credentials, Duration later, boolean metadata) {
    Instant at = BOOTED.plus(later);
    return credentials.at(at, instance(metadata)).problem(at, instance(metadata)).isEmpty();
  }

  @Test
  void anAgentThatBootsWithoutTheMetadataServiceHasNone() {
    assertThat(signs(AgentCredentials.NONE, Duration.ZERO, false)).isFalse();
    assertThat(signs(AgentCredentials.NONE, Duration.ZERO, true)).isTrue();
  }

  @Test
  void theyLastUntilTheyExpireAndAreRenewedOnlyByTheMetadataService() {
    AgentCredentials first = AgentCredentials.NONE.at(BOOTED, instance(true));
    Duration lasting = AgentCredentials.LAST.minusSeconds(1);
    assertThat(signs(first, lasting, false)).isTrue();
    assertThat(signs(first, AgentCredentials.LAST, false)).isFalse();
    AgentCredentials renewed = first.at(BOOTED.plus(lasting), instance(true));
    assertThat(signs(renewed, AgentCredentials.LAST, false)).isTrue();
  }
}
