package io.ssmenv.aws.session;

import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.SessionTiming;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Repeats a call that AWS has rejected because there were too many. Others are not repeated: a
 * command whose response was lost would run twice.
 */
final class ThrottleRetries {

  private final Pause pause;

  ThrottleRetries(Pause pause) {
    this.pause = pause;
  }

  /**
   * Makes a call.
   *
   * @throws CloudException if it fails, with what AWS said
   */
  <T> T call(String action, Supplier<T> call) throws InterruptedException {
    List<Duration> pauses = SessionTiming.THROTTLED_PAUSES;
    for (int attempt = 0; ; attempt++) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        CloudError error = ErrorClassifier.classify(action, e);
        if (!(error instanceof CloudError.Throttled) || attempt == pauses.size()) {
          throw new CloudException(error, e);
        }
        pause.of(pauses.get(attempt));
      }
    }
  }
}
