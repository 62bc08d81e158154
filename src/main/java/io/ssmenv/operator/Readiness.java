package io.ssmenv.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Timing;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why the operator is not ready: for {@code /readyz}, and once for the log. The libraries repeat a
 * watch that fails without a line in the log.
 */
final class Readiness implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  /** Why the environments cannot be watched. */
  private enum Cause {
    NO_DEFINITION(
        "The CRD ssmmanagedenvironments.ssmenv.io is not installed; not ready until it is",
        "The CRD ssmmanagedenvironments.ssmenv.io is installed again"),
    NO_API_SERVER(
        "The API server cannot be read; not ready until it can",
        "The API server can be read again");

    private final String message;
    private final String end;

    Cause(String message, String end) {
      this.message = message;
      this.end = end;
    }
  }

  private final BooleanSupplier started;
  private final BooleanSupplier watching;
  private final BooleanSupplier definitionServed;
  private final InternalErrors internalErrors;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("readiness").factory());
  private volatile Optional<Cause> cause = Optional.empty();

  Readiness(Health health, KubernetesClient client, InternalErrors internalErrors) {
    this(
        health::isStarted,
        health::isWatching,
        () -> client.supports(SsmManagedEnvironment.class),
        internalErrors);
  }

  /**
   * @param watching whether the watch of the environments works
   * @param definitionServed asks the API server, which takes time
   */
  Readiness(
      BooleanSupplier started,
      BooleanSupplier watching,
      BooleanSupplier definitionServed,
      InternalErrors internalErrors) {
    this.started = started;
    this.watching = watching;
    this.definitionServed = definitionServed;
    this.internalErrors = internalErrors;
  }

  /** Begins to look for the cause whenever the environments cannot be watched. */
  void start() {
    long millis = Timing.READINESS_CHECK.toMillis();
    ScheduledFuture<?> _ =
        timer.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Why it is not ready; empty if it is. A standby replica is ready, because it can take over. */
  Optional<String> problem() {
    if (!started.getAsBoolean()) {
      return Optional.of("The operator is starting");
    }
    return watching.getAsBoolean()
        ? Optional.empty()
        : Optional.of(
            cause.map(known -> known.message).orElse("The environments cannot be watched"));
  }

  /** Logs the cause when it appears, and its end. */
  void check() {
    try {
      compare();
    } catch (Throwable e) { // An Error must not end the timer.
      internalErrors.report("The readiness check", CloudError.Internal.of("check", e), e);
    }
  }

  private void compare() {
    Optional<Cause> last = cause;
    Optional<Cause> now =
        started.getAsBoolean() && !watching.getAsBoolean() ? find() : Optional.empty();
    cause = now;
    if (!now.equals(last)) {
      now.ifPresentOrElse(
          found -> log.warn("{}", found.message),
          () -> last.ifPresent(over -> log.info("{}", over.end)));
    }
  }

  private Optional<Cause> find() {
    try {
      return definitionServed.getAsBoolean() ? Optional.empty() : Optional.of(Cause.NO_DEFINITION);
    } catch (RuntimeException e) {
      log.debug("The API server cannot be read", e);
      return Optional.of(Cause.NO_API_SERVER);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
