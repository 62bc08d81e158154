package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.testing.CapturedLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log says once that an environment is stalled, why, and when that ends. */
class StallLogTest {

  private static final Owner ONE = new Owner("lab", "uid-1", "team-a/one");
  private static final Owner TWO = new Owner("lab", "uid-2", "team-a/two");

  private final StallLog stalls = new StallLog();

  @Test
  void eachChangeIsOneLine() {
    try (CapturedLog log = CapturedLog.withDebug(StallLog.class)) {
      stalls.record(ONE, EnvironmentStatus.none(), EnvironmentStatus.none());
      stalls.record(ONE, EnvironmentStatus.none(), stalled("AccessDenied", "vpc: no"));
      stalls.record(ONE, EnvironmentStatus.none(), stalled("AccessDenied", "vpc: no"));
      stalls.record(TWO, EnvironmentStatus.none(), stalled("SpecRefused", "spec.tags: no"));
      stalls.record(ONE, EnvironmentStatus.none(), stalled("AccessDenied", "subnet: no"));
      stalls.record(ONE, EnvironmentStatus.none(), stalled("QuotaExceeded", "subnet: no"));
      stalls.record(ONE, EnvironmentStatus.none(), EnvironmentStatus.none());
      stalls.record(ONE, EnvironmentStatus.none(), EnvironmentStatus.none());

      assertThat(log.lines())
          .containsExactly(
              "WARN team-a/one is stalled: AccessDenied: vpc: no",
              "WARN team-a/two is stalled: SpecRefused: spec.tags: no",
              "WARN team-a/one is stalled: AccessDenied: subnet: no",
              "WARN team-a/one is stalled: QuotaExceeded: subnet: no",
              "INFO team-a/one is no longer stalled");
    }
  }

  @Test
  void anEnvironmentThatIsGoneLeavesNothingBehind() {
    try (CapturedLog log = CapturedLog.withDebug(StallLog.class)) {
      stalls.record(ONE, EnvironmentStatus.none(), stalled("AccessDenied", "vpc: no"));
      stalls.forget(ONE);
      stalls.record(ONE, EnvironmentStatus.none(), EnvironmentStatus.none());
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void aNewProcessDoesNotLogAgainWhatTheLastOneLogged() {
    try (CapturedLog log = CapturedLog.withDebug(StallLog.class)) {
      stalls.record(ONE, stalled("AccessDenied", "vpc: no"), stalled("AccessDenied", "vpc: no"));
      assertThat(log.lines()).isEmpty();
      stalls.record(ONE, stalled("AccessDenied", "vpc: no"), EnvironmentStatus.none());
      stalls.record(TWO, stalled("SpecRefused", "no"), stalled("AccessDenied", "vpc: no"));
      assertThat(log.lines())
          .containsExactly(
              "INFO team-a/one is no longer stalled",
              "WARN team-a/two is stalled: AccessDenied: vpc: no");
    }
  }

  private static EnvironmentStatus stalled(String reason, String message) {
    Condition condition =
        new Condition("Stalled", Condition.Status.TRUE, 1L, null, reason, message);
    return new EnvironmentStatus(
        1L,
        null,
        null,
        null,
        null,
        List.of(condition),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        List.of(),
        null,
        null);
  }
}
