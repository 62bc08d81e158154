package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.api.v1alpha1.RebootStatus.State;
import io.ssmenv.cloud.HealthTiming;
import io.ssmenv.cloud.OpenSessions.Reading;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instance is rebooted because its agent sleeps: each one at most once for each path,
 * and no two of an environment at the same time.
 *
 * <p>A reboot leaves no trace in what AWS lists, and its call has no client token. It is therefore
 * recorded in the status before AWS is called, and AWS is called only by the process that has
 * recorded it, when the API server shows the record. Of every other record it is not known whether
 * AWS was called, and it is not called again.
 *
 * @param path a digest of the path that is in use; empty while it is not known
 * @param begins whether a reboot may be recorded that is recorded nowhere
 * @param now by the clock of AWS
 */
public record RebootSchedule(Optional<String> path, boolean begins, Instant now) {

  /**
   * An instance that the spec names, and that runs.
   *
   * @param recorded what the status says
   * @param attempt what this process knows
   * @param due whether its agent sleeps, and nothing forbids a reboot
   * @param online whether its agent is online
   */
  public record Candidate(
      String name,
      String id,
      Optional<RebootStatus> recorded,
      Optional<RebootAttempt> attempt,
      boolean due,
      boolean online) {}

  /**
   * What is decided.
   *
   * @param reboots for the status, by the name of the instance
   * @param planned the reboot that this process records now
   * @param call the reboot for which AWS is to be called now
   * @param next when there is more to decide, by the clock of AWS
   */
  public record Result(
      Map<String, RebootStatus> reboots,
      Optional<RebootAttempt> planned,
      Optional<RebootAttempt> call,
      Optional<Instant> next) {}

  /**
   * Whether a reboot ends no session that is known.
   *
   * @param waits whether the spec asks that changes wait for sessions: then they must have been
   *     read
   */
  public static boolean endsNoSession(Reading sessions, String instanceId, boolean waits) {
    return switch (sessions) {
      case Reading.Known read -> read.on(Set.of(instanceId)).isEmpty();
      case Reading.Pending _, Reading.Failed _ -> !waits;
    };
  }

  /**
   * Whether a path came into place after this process had begun to reconcile its environment. For
   * an older one, another process may have rebooted, and its record may be lost: the watch of a new
   * leader may be behind it.
   *
   * @param since when this process began, by the clock of AWS
   */
  public static boolean isOfThisProcess(Optional<Instant> path, Instant since) {
    return path.filter(since.plus(PathHistory.ROUNDING).plus(Timing.AWS_TIME_DEVIATION)::isBefore)
        .isPresent();
  }

  /** Decides about the instances of an environment, in the order of the spec. */
  public Result of(List<Candidate> candidates) {
    Map<String, RebootStatus> reboots = new LinkedHashMap<>();
    List<Instant> times = new ArrayList<>();
    Optional<RebootAttempt> call = Optional.empty();
    boolean busy = false;
    for (Candidate one : candidates) {
      Optional<RebootStatus> reboot = known(one).map(known -> judged(known, one.online()));
      reboot.ifPresent(known -> reboots.put(one.name(), known));
      if (reboot.filter(known -> isInProgress(known, one.online())).isPresent()) {
        busy = true;
        call = call.or(() -> one.attempt().filter(attempt -> isToBeMade(attempt, one)));
        times.addAll(times(reboot.get(), one));
      }
    }
    Optional<Candidate> first =
        candidates.stream()
            .filter(one -> one.due() && !reboots.containsKey(one.name()))
            .findFirst()
            .filter(_ -> path.isPresent() && begins);
    if (busy || first.isEmpty()) {
      return new Result(reboots, Optional.empty(), call, times.stream().min(Instant::compareTo));
    }
    RebootAttempt planned = planned(first.get());
    reboots.put(first.get().name(), planned.status());
    return new Result(reboots, Optional.of(planned), Optional.empty(), Optional.of(now));
  }

  /** One that the API server has not shown yet stays as it is. */
  private RebootAttempt planned(Candidate one) {
    String digest = path.orElseThrow();
    return one.attempt()
        .filter(attempt -> attempt.path().equals(digest))
        .orElseGet(() ->
            new RebootAttempt(
                one.id(), digest, StatusText.time(now), new RebootAttempt.Call.NotMade()));
  }

  /** What is known of the reboot on the present path. */
  private Optional<RebootStatus> known(Candidate one) {
    Optional<RebootAttempt> own = one.attempt().filter(attempt -> isPresent(attempt.path()));
    Optional<RebootAttempt> called = own.filter(RebootAttempt::isCalled);
    if (called.isPresent()) {
      return called // Even if somebody has removed the record.
          .map(RebootAttempt::status)
          .map(status -> wasOnline(one, status) ? status.seenOnline() : status);
    }
    return one.recorded()
        .filter(record -> isPresent(record.path()))
        .flatMap(record ->
            switch (record.state()) {
              case REQUESTED, UNKNOWN -> Optional.of(record);
              case PLANNED ->
                  own.filter(attempt -> attempt.plannedAt().equals(record.at())).isEmpty()
                      ? Optional.of(
                          new RebootStatus(State.UNKNOWN, StatusText.time(now), record.path()))
                      : own.filter(_ -> one.due()).map(RebootAttempt::status);
            });
  }

  private static boolean wasOnline(Candidate one, RebootStatus status) {
    return one.recorded()
        .filter(record -> record.path().equals(status.path()) && record.wasOnline())
        .isPresent();
  }

  private boolean isPresent(String digest) {
    return path.isEmpty() || path.get().equals(digest);
  }

  /** With whether the agent is still silent. */
  private RebootStatus judged(RebootStatus known, boolean online) {
    if (known.state() == State.PLANNED) {
      return known;
    }
    return new RebootStatus(
        known.state(), StatusText.time(since(known)), known.path(), silent(known, online), null);
  }

  /** Once its agent was online, whatever makes it silent later is not that the reboot was vain. */
  private @Nullable Boolean silent(RebootStatus known, boolean online) {
    if (online || known.wasOnline()) {
      return false;
    }
    return now.isBefore(effectAt(known)) ? null : true;
  }

  private Instant effectAt(RebootStatus known) {
    return since(known).plus(HealthTiming.REBOOT_TAKES_EFFECT);
  }

  /** A time that nobody can have recorded begins now. */
  private Instant since(RebootStatus known) {
    return StatusText.parseTime(known.at())
        .filter(at -> !at.isAfter(now.plus(Timing.AWS_TIME_DEVIATION)))
        .orElse(now);
  }

  private boolean isInProgress(RebootStatus reboot, boolean online) {
    return switch (reboot.state()) {
      case PLANNED -> true;
      case REQUESTED, UNKNOWN -> !online && reboot.silent() == null;
    };
  }

  private boolean isToBeMade(RebootAttempt attempt, Candidate one) {
    return one.due()
        && one.recorded()
            .filter(record ->
                record.state() == State.PLANNED
                    && record.path().equals(attempt.path())
                    && record.at().equals(attempt.plannedAt()))
            .isPresent()
        && path.filter(attempt.path()::equals).isPresent()
        && attempt.mayCall(now);
  }

  private List<Instant> times(RebootStatus reboot, Candidate one) {
    return switch (reboot.state()) {
      case REQUESTED, UNKNOWN -> List.of(effectAt(reboot));
      case PLANNED ->
          one.attempt().map(RebootAttempt::call).stream()
              .filter(RebootAttempt.Call.Refused.class::isInstance)
              .map(RebootAttempt.Call.Refused.class::cast)
              .map(RebootAttempt.Call.Refused::retryAt)
              .filter(now::isBefore)
              .toList();
    };
  }
}
