package io.ssmenv.cloud;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports faults of the operator. Each one is counted. The stack trace is logged only the first
 * time that a fault happens at a place, because the work is retried for as long as the fault lasts.
 */
public final class InternalErrors {

  private static final Logger log = LoggerFactory.getLogger(InternalErrors.class);

  /** Bounds the memory of an operator in which many environments fail. */
  private static final int REMEMBERED = 1000;

  private final Runnable counter;
  private final Map<String, Boolean> logged =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param counter runs for each fault
   */
  public InternalErrors(Runnable counter) {
    this.counter = counter;
  }

  /**
   * Reports a failure if it is a fault of the operator. A failure of AWS is not reported.
   *
   * @param place the step, listing or query that failed, for example {@code eu-west-1:
   *     DescribeVpcs}
   * @param error the classification of the failure
   */
  public void report(String place, CloudError error, Throwable failure) {
    if (!(error instanceof CloudError.Internal)) {
      return;
    }
    counter.run();
    if (isNew(place + error.code() + origin(failure))) {
      log.error("{}: {}", place, error.message(), failure);
    }
  }

  private boolean isNew(String fault) {
    synchronized (logged) {
      return logged.put(fault, true) == null;
    }
  }

  /** The JVM omits the stack trace of an exception that it has thrown very often. */
  private static String origin(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    return trace.length == 0 ? "" : trace[0].toString();
  }
}
