package io.ssmenv.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsTimeTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.400Z");
  private static final Instant PING = Instant.parse("2026-01-01T00:00:00Z");

  private final AwsTime time = new AwsTime();

  @Test
  void withoutAResponseTheClocksAreTakenToAgree() {
    assertThat(time.toLocal(PING)).isEqualTo(PING);
  }

  @Test
  void clocksThatMayAgreeLeaveATimeAsItIs() {
    respond(Duration.ZERO, NOW, Duration.ofMillis(300));

    assertThat(time.toLocal(PING)).isEqualTo(PING);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, -420, 420, 3600})
  void manyResponsesGiveTheOffsetToAFractionOfASecondAndNeverALaterTime(long seconds) {
    for (int i = 0; i < 40; i++) {
      respond(Duration.ofSeconds(seconds), NOW.plusMillis(i * 1037L), Duration.ofMillis(30));
    }

    assertThat(Duration.between(time.toLocal(PING.plusSeconds(seconds)), PING))
        .isBetween(Duration.ZERO, Duration.ofMillis(150));
  }

  @Test
  void aClockThatIsSetIsNoticedWithTheNextResponse() {
    respond(Duration.ofMinutes(7), NOW, Duration.ofMillis(30));
    respond(Duration.ZERO, NOW.plusSeconds(5), Duration.ofMillis(30));

    assertThat(time.toLocal(PING)).isEqualTo(PING);
  }

  @Test
  void aClockThatIsSetBackDuringACallTellsNothing() {
    time.record(PING, NOW, NOW.minusSeconds(3600));

    assertThat(time.toLocal(PING)).isEqualTo(PING);
  }

  /** A response from the middle of a call, of an AWS whose clock is ahead. */
  private void respond(Duration ahead, Instant sent, Duration roundTrip) {
    Instant aws = sent.plus(roundTrip.dividedBy(2)).plus(ahead);
    time.record(Instant.ofEpochSecond(aws.getEpochSecond()), sent, sent.plus(roundTrip));
  }
}
