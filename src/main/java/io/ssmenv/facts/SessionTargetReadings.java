package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionTargets;
import io.ssmenv.cloud.SessionTiming;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks up, on other threads, what the preferences of sessions name: again with growing pauses
 * while something is wrong with it, and rarely otherwise.
 */
public final class SessionTargetReadings {

  private final RepeatedReadings<SessionTargets, SessionFindings> readings;

  /**
   * @param wake called with an environment whose reading has ended
   */
  public SessionTargetReadings(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.readings = new RepeatedReadings<>(threads, clock, wake, internalErrors);
  }

  /**
   * Returns what is known, and starts a reading if one is due.
   *
   * @param isRight whether nothing is wrong with what was found
   */
  public RepeatedReadings.Known<SessionFindings> read(
      Owner owner,
      FactSource source,
      String account,
      SessionTargets targets,
      Predicate<SessionFindings> isRight) {
    return readings.read(owner, account, targets, new LookUp(source.in(account), targets, isRight));
  }

  private record LookUp(
      FactSource source, SessionTargets targets, Predicate<SessionFindings> isRight)
      implements RepeatedReadings.Question<SessionFindings> {

    @Override
    public SessionFindings ask() {
      return source.sessionFindings(targets);
    }

    @Override
    public String action() {
      return "DescribeLogGroups";
    }

    @Override
    public String subject() {
      return "the preferences of sessions";
    }

    @Override
    public SessionFindings unanswered(CloudError error) {
      return new SessionFindings(List.of(new SessionFindings.NotRead("spec.sessions", error)));
    }

    @Override
    public Duration pause(int times) {
      return times == 0 ? SessionTiming.TARGETS_INTERVAL : SessionTiming.TARGETS_RETRY.after(times);
    }

    @Override
    public boolean isSettled(SessionFindings answer) {
      return isRight.test(answer);
    }
  }

  /** Drops what was read for an environment without preferences, or that no longer exists. */
  public void forget(Owner owner) {
    readings.forget(owner);
  }
}
