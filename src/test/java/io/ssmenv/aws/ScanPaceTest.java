package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The reads of a scan wait for the budget, in virtual time. */
class ScanPaceTest {

  private Instant now = Instant.EPOCH;
  private final ScanPace pace = new ScanPace(() -> now, duration -> now = now.plus(duration));

  @Test
  void readsOfSingleResourcesWaitForTheBudget() {
    for (int read = 0; read < 100; read++) {
      assertThat(pace.takeItem("GetInstanceProfile", 1)).isTrue();
    }
    Duration took = Duration.between(Instant.EPOCH, now);
    assertThat(took).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(60));
  }

  @Test
  void aLargeListingDelaysTheNextOne() {
    assertThat(pace.list("DescribeRouteTables", () -> 5_000, items -> items)).isEqualTo(5_000);
    assertThat(now).isEqualTo(Instant.EPOCH);
    assertThat(pace.list("DescribeRouteTables", () -> 1, items -> items)).isEqualTo(1);
    assertThat(now).isAfter(Instant.EPOCH);
  }

  @Test
  void throttlingIsRepeatedAfterAPause() {
    AtomicInteger attempts = new AtomicInteger();
    String answer =
        pace.call(
            "DescribeVpcs",
            () -> {
              if (attempts.incrementAndGet() <= 3) {
                throw throttled();
              }
              return "answer";
            });
    assertThat(answer).isEqualTo("answer");
    assertThat(Duration.between(Instant.EPOCH, now))
        .isGreaterThanOrEqualTo(Timing.SCAN_THROTTLED_PAUSE.multipliedBy(3));
  }

  @Test
  void throttlingIsNotRepeatedForEver() {
    assertThatThrownBy(() ->
            pace.call(
                "DescribeVpcs",
                () -> {
                  throw throttled();
                }))
        .isInstanceOf(CloudException.class);
    assertThat(Duration.between(Instant.EPOCH, now))
        .isGreaterThan(Timing.SCAN_THROTTLING_LIMIT)
        .isLessThan(Timing.SCAN_THROTTLING_LIMIT.multipliedBy(2));
  }

  private static CloudException throttled() {
    return new CloudException(
        new CloudError.Throttled(
            "DescribeVpcs", "RequestLimitExceeded", "Request limit exceeded."));
  }
}
