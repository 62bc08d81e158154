package io.ssmenv.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.testing.CapturedLog;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InternalErrorsTest {

  private final AtomicInteger counted = new AtomicInteger();
  private final InternalErrors errors = new InternalErrors(counted::incrementAndGet);

  @Test
  void theSameFaultAtTheSamePlaceIsLoggedOnceAndCountedEachTime() {
    try (CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      for (int time = 0; time < 3; time++) {
        report("team-a/reports: vpc", new NullPointerException("at the same line"));
      }

      assertThat(log.messages())
          .containsExactly(
              "team-a/reports: vpc: this is a fault of the operator, not of AWS or the spec; its"
                  + " log has the stack trace");
      assertThat(log.stackTraces()).containsExactly("java.lang.NullPointerException");
      assertThat(counted).hasValue(3);
    }
  }

  @Test
  void anotherFaultAndAnotherPlaceAreLoggedToo() {
    try (CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      Throwable first = new NullPointerException();
      report("team-a/reports: vpc", first);
      report("team-b/reports: vpc", first);
      report("team-a/reports: vpc", new NullPointerException("at another line"));
      report("team-a/reports: vpc", new ClassCastException());

      assertThat(log.messages()).hasSize(4);
    }
  }

  @Test
  void aFailureOfAwsIsNotReported() {
    try (CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      CloudError denied = new CloudError.Denied("CreateVpc", "AccessDenied", "no");
      errors.report("team-a/reports: vpc", denied, new CloudException(denied));

      assertThat(log.messages()).isEmpty();
      assertThat(counted).hasValue(0);
    }
  }

  private void report(String place, Throwable fault) {
    errors.report(place, CloudError.Internal.of("CreateVpc", fault), fault);
  }
}
