package io.ssmenv.aws.ssm;

import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that are made from time to time in one region, with a pause after failures. */
final class TimedCalls {

  private static final Logger log = LoggerFactory.getLogger(TimedCalls.class);

  private final String region;
  private final PollTimer timer;
  private final InternalErrors internalErrors;
  private volatile boolean stopped;

  TimedCalls(String region, PollTimer timer, InternalErrors internalErrors) {
    this.region = region;
    this.timer = timer;
    this.internalErrors = internalErrors;
  }

  void start(Duration pause, Runnable task) {
    timer.begin(pause, task);
  }

  void stop() {
    stopped = true;
    timer.stop();
  }

  /** Stops, and interrupts a call in progress that takes longer than the limit. */
  void end(Duration limit) {
    stop();
    timer.end(limit);
  }

  boolean isStopped() {
    return stopped;
  }

  /**
   * Makes calls, unless their pause lasts. A failure begins the next pause.
   *
   * @param action the API action
   * @param consequence of a failure, for the log
   * @param failed gets the error, unless the operator stops
   */
  void attempt(
      String action,
      CallPause pause,
      String consequence,
      Runnable calls,
      Consumer<CloudError> failed) {
    if (!pause.isOver()) {
      return;
    }
    try {
      calls.run();
      pause.succeeded();
    } catch (Throwable e) { // An Error must not end the timer.
      if (stopped) {
        log.debug("{} abandoned: the operator is shutting down", action, e);
        return;
      }
      CloudError error = ErrorClassifier.classify(action, e);
      report(error, e);
      if (pause.failed(error)) {
        log.warn("{}: {}: {}", region, consequence, error.summary());
      }
      failed.accept(error);
    }
  }

  /** Reports a failure if it is a fault of the operator. */
  void report(CloudError error, Throwable failure) {
    internalErrors.report(region + ": " + error.action(), error, failure);
  }
}
