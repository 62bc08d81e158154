package io.ssmenv.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimClockTest {
  private static final Instant START = Instant.parse("2026-11-23T05:00:00Z");

  private final AtomicReference<Instant> real = new AtomicReference<>(START);
  private final SimClock clock = new SimClock(real::get, 20);

  @Test
  void startsAtRealTimeAndRunsFasterByTheFactor() {
    assertThat(clock.instant()).isEqualTo(START);
    real.set(START.plusSeconds(3));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void convertsInstantsToRealTime() {
    assertThat(clock.toReal(START.plusSeconds(100))).isEqualTo(START.plusSeconds(5));
    assertThat(clock.toReal(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void rejectsAnInvalidSpeed() {
    assertThatThrownBy(() -> new SimClock(InstantSource.system(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void scheduledEventsRunInOrderAtTheirOwnTime() {
    Timeline timeline = new Timeline();
    List<String> happened = new ArrayList<>();
    timeline.schedule(
        START.plusSeconds(2),
        at -> {
          happened.add("second at " + Duration.between(START, at).toSeconds());
          timeline.schedule(at.plusSeconds(1), _ -> happened.add("third"));
        });
    timeline.schedule(START.plusSeconds(1), _ -> happened.add("first"));
    timeline.schedule(START.plusSeconds(9), _ -> happened.add("too late"));
    timeline.runUntil(START.plusSeconds(5));
    assertThat(happened).containsExactly("first", "second at 2", "third");
  }
}
