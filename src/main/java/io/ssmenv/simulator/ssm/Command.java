package io.ssmenv.simulator.ssm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A command as it was sent.
 *
 * @param commands the lines of the request
 * @param timeout how long the service tries to deliver it
 * @param executionTimeout how long the script may run
 */
record Command(
    String id,
    List<String> instanceIds,
    List<String> commands,
    ShellScript script,
    Optional<String> comment,
    Duration timeout,
    Duration executionTimeout,
    Instant requested) {

  /** How long a script may run; the default of the document [D]. */
  static final Duration EXECUTION_TIMEOUT = Duration.ofHours(1);

  /** Returns when the service stops waiting for it in any state. */
  Instant expires() {
    return requested.plus(timeout).plus(executionTimeout);
  }
}
