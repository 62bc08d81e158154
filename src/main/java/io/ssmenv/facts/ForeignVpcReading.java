package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the VPC of somebody else in which an environment stands.
 *
 * @param answer the last answer of AWS; empty if there was none
 * @param failure of the last look-up; empty if AWS answered
 * @param times how often in a row AWS answered the same, or failed
 * @param at when the last look-up ended
 * @param running whether a look-up is under way
 * @param awaited whether something is to be written that waits for the next answer
 */
public record ForeignVpcReading(
    Optional<Answer> answer,
    Optional<CloudError> failure,
    int times,
    Instant at,
    boolean running,
    boolean awaited) {

  /** Nothing was looked up. */
  public static final ForeignVpcReading NONE =
      new ForeignVpcReading(Optional.empty(), Optional.empty(), 0, Instant.MIN, false, false);

  /**
   * An answer of AWS.
   *
   * @param vpc empty if it does not exist
   */
  public record Answer(Optional<ForeignVpc> vpc, Instant at) {}

  /** Whether what was read is recent enough. */
  boolean isAtMost(Duration age, Instant now) {
    return answer.filter(read -> now.isBefore(read.at().plus(age))).isPresent();
  }

  boolean isRetryDue(Instant now) {
    return times == 0 || !now.isBefore(at.plus(Timing.FOREIGN_VPC_RETRY.after(times)));
  }

  ForeignVpcReading started(boolean isAwaited) {
    return new ForeignVpcReading(answer, failure, times, at, true, isAwaited);
  }

  ForeignVpcReading answered(Optional<ForeignVpc> vpc, Instant now) {
    boolean same = failure.isEmpty() && answer.filter(read -> read.vpc().equals(vpc)).isPresent();
    return new ForeignVpcReading(
        Optional.of(new Answer(vpc, now)),
        Optional.empty(),
        same ? times + 1 : 1,
        now,
        false,
        false);
  }

  /** There was no room for the look-up, which says nothing about the VPC. */
  ForeignVpcReading deferred(Instant now) {
    return new ForeignVpcReading(answer, failure, Math.max(1, times), now, false, awaited);
  }

  /** Whether there was no room for the last look-up. */
  boolean isDeferred() {
    return times > 0 && failure.isEmpty() && answer.filter(read -> read.at().equals(at)).isEmpty();
  }

  ForeignVpcReading failed(CloudError error, Instant now) {
    return new ForeignVpcReading(
        answer, Optional.of(error), failure.isPresent() ? times + 1 : 1, now, false, awaited);
  }
}
