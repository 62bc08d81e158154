package io.ssmenv.aws.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTurnsTest {

  private static final Duration POLL = Duration.ofMinutes(1);

  private final ItemTurns turns = new ItemTurns(POLL, 1);
  private Instant now = Instant.EPOCH;

  @ParameterizedTest
  @CsvSource({"1, 60", "10, 60", "60, 60", "90, 90", "600, 600", "10000, 10000"})
  void allAreReadInAnHourAndOfFewOneInEachPoll(int known, int inAnHour) {
    assertThat(read(known, Duration.ofHours(1), POLL)).isEqualTo(inAnHour);
  }

  @Test
  void refreshesBetweenPollsReadNoMore() {
    assertThat(read(5, Duration.ofHours(1), Duration.ofSeconds(2))).isEqualTo(60);
  }

  @Test
  void whatWasMissedForLongIsReadOnce() {
    turns.due(now, 3);
    assertThat(turns.due(now.plus(Duration.ofDays(1)), 3)).isEqualTo(3);
    assertThat(turns.due(now.plus(Duration.ofDays(1)), 3)).isZero();
  }

  @Test
  void nothingIsDueOfNothingAndTheFirstTurnComesLater() {
    assertThat(read(0, Duration.ofHours(1), POLL)).isZero();
    assertThat(turns.due(now, 4)).isZero();
  }

  @Test
  void aTurnThatCameEarlyIsNotTakenBackWhenThereAreMore() {
    ItemTurns few = new ItemTurns(POLL, 5);
    few.due(now, 5);
    assertThat(few.due(now.plusSeconds(225), 5)).isEqualTo(1);
    assertThat(few.due(now.plusSeconds(245), 100)).isZero();
  }

  private int read(int known, Duration time, Duration pause) {
    int read = turns.due(now, known);
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plus(pause);
      read += turns.due(now, known);
    }
    return read;
  }
}
