package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.PathStatus.Since;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the path between the instances and Systems Manager was last changed.
 *
 * <p>The status is the memory, so that neither a crash nor a change of the leader counts as a
 * change. It holds a digest of the path beside the time. A path that is observed to be another one
 * has changed now, whoever changed it: also in a write that a crash separated from its status, or
 * that arrives after its process has ended. The digest includes the time: a time that was edited,
 * or is in the future, is not used.
 *
 * @param used since when the path that is in use is as it is; empty while it is not known
 * @param ready since when the path that the spec asks for is ready; empty if it is not, or if that
 *     is not known
 * @param recorded for the status
 */
public record PathHistory(Optional<Instant> used, Optional<Instant> ready, PathStatus recorded) {

  /** Times are recorded in whole seconds, rounded up. */
  static final Duration ROUNDING = Duration.ofSeconds(1);

  /**
   * Compares the path that the status records with what is observed now.
   *
   * @param now by the clock of AWS, because the pings of the agents are compared with it, and a
   *     change may last longer than a process or than the operator's clock is right
   */
  public static PathHistory update(
      PathStatus before,
      LifecycleRules rules,
      Topology desired,
      Observation observed,
      Instant now) {
    ObservedPath path = new ObservedPath(rules, desired, observed);
    if (!path.isKnown()) {
      return unknown(before);
    }
    Since used = since(before.used(), path.used(), now);
    Optional<Since> ready = path.ready().map(resources -> since(before.desired(), resources, now));
    return new PathHistory(
        StatusText.parseTime(used.time()),
        ready.map(Since::time).flatMap(StatusText::parseTime),
        new PathStatus(used, ready.orElse(null)));
  }

  /** What is recorded is kept, and is not used. */
  public static PathHistory unknown(PathStatus before) {
    return new PathHistory(Optional.empty(), Optional.empty(), before);
  }

  private static Since since(@Nullable Since before, String resources, Instant now) {
    return Optional.ofNullable(before)
        .filter(known -> known.digest().equals(digest(resources, known.time())))
        .filter(known ->
            StatusText.parseTime(known.time())
                .filter(time -> time.isBefore(now.plus(ROUNDING).plus(Timing.AWS_TIME_DEVIATION)))
                .isPresent())
        .orElseGet(() -> {
          String time = StatusText.time(now.plus(ROUNDING).minusNanos(1));
          return new Since(time, digest(resources, time));
        });
  }

  private static String digest(String resources, String time) {
    return Digest.of(resources + "\n" + time);
  }
}
