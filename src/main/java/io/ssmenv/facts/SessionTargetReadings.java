package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionTargets;
import io.ssmenv.cloud.SessionTiming;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks up, on other threads, what the preferences of sessions name: again with growing pauses
 * while something is wrong with it, and rarely otherwise.
 */
public final class SessionTargetReadings {

  private record Id(String account, String uid, SessionTargets targets) {}

  /**
   * @param findings what is known; empty if it was never read
   * @param wrong how often in a row something was wrong
   * @param next when it is read again
   */
  private record Reading(
      Optional<SessionFindings> findings, int wrong, Instant next, boolean running) {

    private static final Reading NONE = new Reading(Optional.empty(), 0, Instant.MIN, false);

    Reading started() {
      return new Reading(findings, wrong, next, true);
    }

    Reading ended(SessionFindings answer, boolean right, Instant now) {
      int times = right ? 0 : wrong + 1;
      return new Reading(
          Optional.of(answer),
          times,
          now.plus(
              right ? SessionTiming.TARGETS_INTERVAL : SessionTiming.TARGETS_RETRY.after(times)),
          false);
    }
  }

  /**
   * What is known now.
   *
   * @param next when it is read again; empty if it is being read
   */
  public record Known(Optional<SessionFindings> findings, Optional<Instant> next) {}

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<Id, Reading> readings = new ConcurrentHashMap<>();

  /**
   * @param wake called with an environment whose reading has ended
   */
  public SessionTargetReadings(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  /**
   * Returns what is known, and starts a reading if one is due.
   *
   * @param isRight whether nothing is wrong with what was found
   */
  public Known read(
      Owner owner,
      FactSource source,
      String account,
      SessionTargets targets,
      Predicate<SessionFindings> isRight) {
    Id id = new Id(account, owner.uid(), targets);
    readings.keySet().removeIf(other -> other.uid().equals(owner.uid()) && !other.equals(id));
    Reading reading = readings.getOrDefault(id, Reading.NONE);
    if (reading.running()) {
      return new Known(reading.findings(), Optional.empty());
    }
    if (clock.instant().isBefore(reading.next())) {
      return new Known(reading.findings(), Optional.of(reading.next()));
    }
    readings.put(id, reading.started());
    FactSource inAccount = source.in(account);
    threads.execute(() -> lookUp(owner, id, inAccount, isRight));
    return new Known(reading.findings(), Optional.empty());
  }

  private void lookUp(Owner owner, Id id, FactSource source, Predicate<SessionFindings> isRight) {
    SessionFindings answer;
    boolean right = false;
    try {
      answer = source.sessionFindings(id.targets());
      right = isRight.test(answer);
    } catch (Throwable e) { // After an Error too, the look-up has ended.
      CloudError error =
          e instanceof CloudException known
              ? known.error()
              : CloudError.Internal.of("DescribeLogGroups", e);
      internalErrors.report(owner + ": the preferences of sessions", error, e);
      answer = new SessionFindings(List.of(new SessionFindings.NotRead("spec.sessions", error)));
    }
    SessionFindings read = answer;
    boolean isRead = right;
    readings.computeIfPresent(id, (_, before) -> before.ended(read, isRead, clock.instant()));
    wake.accept(owner);
  }

  /** Drops what was read for an environment without preferences, or that no longer exists. */
  public void forget(Owner owner) {
    readings.keySet().removeIf(id -> id.uid().equals(owner.uid()));
  }
}
