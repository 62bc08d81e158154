package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What AWS says of one subject for each environment: read on other threads, and again after pauses.
 *
 * @param <S> what is asked about; with another one, nothing is known of the first
 * @param <A> the answer
 */
public final class RepeatedReadings<S, A> {

  /** How a subject is read. */
  interface Question<A> {

    /** Asks AWS, on another thread. */
    A ask();

    /** The API action, for a fault of the operator. */
    String action();

    /** What is asked about, for the log. */
    String subject();

    /** The answer if AWS was not asked to the end. */
    A unanswered(CloudError error);

    /** An answer with what only an earlier one has. */
    default A completed(A answer, A earlier, Instant readAt) {
      return answer;
    }

    /**
     * Until the next reading.
     *
     * @param times how often in a row it was read without being settled; 0 if it is
     */
    Duration pause(int times);

    /** Whether nothing else is expected soon. */
    boolean isSettled(A answer);
  }

  private record Id<S>(String account, String uid, S subject) {}

  /**
   * @param answer what is known; empty if it was never read
   * @param times how often in a row it was read without being settled
   * @param at when it was read last
   * @param next when it is read again
   */
  private record Reading<A>(
      Optional<A> answer, int times, Instant at, Instant next, boolean running) {

    static <A> Reading<A> none() {
      return new Reading<>(Optional.empty(), 0, Instant.MIN, Instant.MIN, false);
    }

    Reading<A> started() {
      return new Reading<>(answer, times, at, next, true);
    }

    Reading<A> ended(A read, boolean settled, Question<A> question, Instant now) {
      int unsettled = settled ? 0 : times + 1;
      return new Reading<>(
          Optional.of(answer.map(before -> question.completed(read, before, at)).orElse(read)),
          unsettled,
          now,
          now.plus(question.pause(unsettled)),
          false);
    }
  }

  /**
   * What is known now.
   *
   * @param answer empty if it was never read
   * @param next when it is read again; empty if it is being read
   */
  public record Known<A>(Optional<A> answer, Optional<Instant> next) {}

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<Id<S>, Reading<A>> readings = new ConcurrentHashMap<>();

  /**
   * @param wake called with an environment whose reading has ended
   */
  RepeatedReadings(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  /** Returns what is known, and starts a reading if one is due. */
  Known<A> read(Owner owner, String account, S subject, Question<A> question) {
    Id<S> id = new Id<>(account, owner.uid(), subject);
    readings.keySet().removeIf(other -> other.uid().equals(owner.uid()) && !other.equals(id));
    Reading<A> reading = readings.getOrDefault(id, Reading.none());
    if (reading.running()) {
      return new Known<>(reading.answer(), Optional.empty());
    }
    if (clock.instant().isBefore(reading.next())) {
      return new Known<>(reading.answer(), Optional.of(reading.next()));
    }
    readings.put(id, reading.started());
    threads.execute(() -> lookUp(owner, id, question));
    return new Known<>(reading.answer(), Optional.empty());
  }

  private void lookUp(Owner owner, Id<S> id, Question<A> question) {
    A answer;
    boolean settled = false;
    try {
      answer = question.ask();
      settled = question.isSettled(answer);
    } catch (Throwable e) { // After an Error too, the look-up has ended.
      CloudError error =
          e instanceof CloudException known
              ? known.error()
              : CloudError.Internal.of(question.action(), e);
      internalErrors.report(owner + ": " + question.subject(), error, e);
      answer = question.unanswered(error);
    }
    A read = answer;
    boolean isSettled = settled;
    readings.computeIfPresent(
        id, (_, before) -> before.ended(read, isSettled, question, clock.instant()));
    wake.accept(owner);
  }

  /** Drops what was read for an environment that needs it no longer, or no longer exists. */
  void forget(Owner owner) {
    readings.keySet().removeIf(id -> id.uid().equals(owner.uid()));
  }
}
