package io.ssmenv.aws.inventory;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.RetryTiming;
import io.ssmenv.topology.Observation.Unlisted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the reads of a region so that none throws: a failure is an answer, and one line of the log
 * until the read succeeds again. After a fault of the operator, a read is repeated only when a
 * growing pause has ended.
 */
final class ReadAttempts {

  private static final Logger log = LoggerFactory.getLogger(ReadAttempts.class);

  private record Pause(int failures, Instant until, CloudError error) {}

  private final String region;
  private final ReadBudget budget;
  private final InstantSource clock;
  private final InternalErrors internalErrors;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /** The reads whose failure was logged, so that an outage is one line for each of them. */
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  /**
   * @param budget is told what has failed
   */
  ReadAttempts(
      String region, ReadBudget budget, InstantSource clock, InternalErrors internalErrors) {
    this.region = region;
    this.budget = budget;
    this.clock = clock;
    this.internalErrors = internalErrors;
  }

  /**
   * Makes a read.
   *
   * @param failed makes the result of a failure
   */
  <T> T attempt(String read, Supplier<? extends T> call, Function<CloudError, ? extends T> failed) {
    Pause pause = pauses.get(read);
    if (pause != null && clock.instant().isBefore(pause.until())) {
      return failed.apply(pause.error());
    }
    try {
      T result = call.get();
      pauses.remove(read);
      if (failing.remove(read)) {
        log.info("{}: {} succeeds again", region, read);
      }
      return result;
    } catch (Throwable e) { // An Error must not end the poller either.
      return failed.apply(failure(read, e));
    }
  }

  CloudError failure(String read, Throwable e) {
    CloudError error = ErrorClassifier.classify(read, e);
    budget.failed(error);
    if (error instanceof CloudError.Internal) {
      internalErrors.report(region + ": " + read, error, e);
      Pause before = pauses.get(read);
      pauses.put(read, pause(before == null ? 1 : before.failures() + 1, error));
    } else {
      log.debug("{}: {}", region, error.summary());
    }
    return error;
  }

  private Pause pause(int failures, CloudError error) {
    Instant until = clock.instant().plus(RetryTiming.INTERNAL_ERROR_BACKOFF.after(failures));
    return new Pause(failures, until, error);
  }

  /** Why the types of a listing are unlisted. The first failure of a read in a row is logged. */
  Unlisted unlisted(String read, CloudError error, String prefix) {
    if (error instanceof CloudError.Internal) {
      return new Unlisted(Unlisted.Cause.INTERNAL_ERROR, prefix + error.summary());
    }
    if (failing.add(read)) {
      log.warn(
          "{}: {}{} (further failures of {} are not logged until it succeeds again)",
          region,
          prefix,
          error.summary(),
          read);
    }
    return new Unlisted(Unlisted.Cause.FAILED, prefix + ReadAdvice.message(read, error));
  }
}
