package io.ssmenv.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private static final SeededRandom SEEDED = new SeededRandom(3, Durations.SEEDED);
  private static final SeededRandom SHORTEST = new SeededRandom(3, Durations.SHORTEST);
  private static final SeededRandom LONGEST = new SeededRandom(3, Durations.LONGEST);
  private static final Duration LAG = Duration.ofSeconds(8);

  @Test
  void aSeededDurationIsWithinItsRange() {
    assertThat(IntStream.range(0, 1000).mapToObj(i -> SEEDED.seconds("n" + i, 84, 125)))
        .allMatch(d -> d.toMillis() >= 84_000 && d.toMillis() <= 125_000)
        .anyMatch(d -> d.toMillis() < 86_000)
        .anyMatch(d -> d.toMillis() > 123_000);
  }

  @Test
  void shortestAndLongestSelectTheEndsOfTheRange() {
    for (String key : List.of("nat-1", "nat-2", "nat-3")) {
      assertThat(SHORTEST.seconds(key, 84, 125)).isEqualTo(Duration.ofSeconds(84));
      assertThat(LONGEST.seconds(key, 84, 125)).isEqualTo(Duration.ofSeconds(125));
    }
  }

  @Test
  void aboutHalfOfTheReadsDoNotLagAndTheOthersUpToTheMaximum() {
    List<Duration> lags =
        IntStream.range(0, 1000).mapToObj(i -> SEEDED.lag("vpc-" + i, LAG)).toList();
    assertThat(lags.stream().filter(Duration::isZero).count()).isBetween(400L, 600L);
    assertThat(lags)
        .allMatch(lag -> !lag.isNegative() && lag.compareTo(LAG) <= 0)
        .anyMatch(lag -> lag.toMillis() > 7_900);
  }

  @Test
  void shortestReadsDoNotLagAndLongestReadsHaveTheMaximumLag() {
    for (String key : List.of("vpc-1", "vpc-2", "vpc-3")) {
      assertThat(SHORTEST.lag(key, LAG)).isZero();
      assertThat(LONGEST.lag(key, LAG)).isEqualTo(LAG);
    }
  }

  @Test
  void otherRandomValuesDoNotDependOnTheDurations() {
    for (SeededRandom random : List.of(SHORTEST, LONGEST)) {
      assertThat(random.fraction("fault/1")).isEqualTo(SEEDED.fraction("fault/1"));
      assertThat(random.nextInt("agent/1", 1000)).isEqualTo(SEEDED.nextInt("agent/1", 1000));
    }
  }
}
