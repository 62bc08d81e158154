package io.ssmenv.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsTimeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00.400Z");

  private Instant local = START;
  private final AwsTime time = new AwsTime(() -> local);

  @Test
  void withoutAResponseTheClocksAreTakenToAgree() {
    assertThat(time.now()).isEqualTo(local);
  }

  @Test
  void clocksThatMayAgreeAreTakenToAgree() {
    respond(Duration.ZERO, Duration.ofMillis(300));

    assertThat(time.now()).isEqualTo(local);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, -420, 420, 3600})
  void manyResponsesGiveTheTimeToAFractionOfASecondAndNeverAnEarlierOne(long seconds) {
    for (int i = 0; i < 40; i++) {
      respond(Duration.ofSeconds(seconds), Duration.ofMillis(30));
      local = local.plusMillis(1007);
    }

    assertThat(Duration.between(local.plusSeconds(seconds), time.now()))
        .isBetween(Duration.ZERO, Duration.ofMillis(150));
  }

  @Test
  void aClockThatIsSetIsNoticedWithTheNextResponse() {
    respond(Duration.ofMinutes(7), Duration.ofMillis(30));
    respond(Duration.ZERO, Duration.ofMillis(30));

    assertThat(time.now()).isEqualTo(local);
  }

  @Test
  void aResponseThatWasReceivedBeforeItWasRequestedTellsNothing() {
    time.record(START, START, START.minusSeconds(3600));

    assertThat(time.now()).isEqualTo(local);
  }

  /** A response from the middle of a call, of an AWS whose clock is ahead. */
  private void respond(Duration ahead, Duration roundTrip) {
    Instant sent = local;
    local = local.plus(roundTrip);
    Instant aws = sent.plus(roundTrip.dividedBy(2)).plus(ahead);
    time.record(Instant.ofEpochSecond(aws.getEpochSecond()), sent, local);
  }
}
