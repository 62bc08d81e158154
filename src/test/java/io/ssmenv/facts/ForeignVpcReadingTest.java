package io.ssmenv.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignVpcReadingTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  /** The operator has used up its own share of the request rate, which is no failure of AWS. */
  @Test
  void aLookUpWithoutRoomIsNoFailureAndIsRepeatedAfterAPause() {
    ForeignVpcReading deferred = ForeignVpcReading.NONE.started(false).deferred(NOW);
    assertThat(deferred.failure()).isEmpty();
    assertThat(deferred.running()).isFalse();
    assertThat(deferred.isDeferred()).isTrue();
    assertThat(deferred.isRetryDue(NOW)).isFalse();
    assertThat(deferred.isRetryDue(NOW.plus(Duration.ofSeconds(10)))).isTrue();
  }

  @Test
  void whatWasReadBeforeStaysKnown() {
    ForeignVpcReading read = ForeignVpcReading.NONE.started(false).answered(Optional.empty(), NOW);
    ForeignVpcReading deferred = read.started(true).deferred(NOW.plusSeconds(60));
    assertThat(read.isDeferred()).isFalse();
    assertThat(deferred.answer()).isEqualTo(read.answer());
    assertThat(deferred.isDeferred()).isTrue();
    assertThat(deferred.answered(Optional.empty(), NOW.plusSeconds(90)).isDeferred()).isFalse();
  }
}
