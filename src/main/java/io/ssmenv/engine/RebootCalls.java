package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RebootOutcome;
import io.ssmenv.execute.Backoff;
import io.ssmenv.state.RebootAttempt;
import io.ssmenv.state.RebootAttempt.Call;
import io.ssmenv.state.StatusText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that reboot instances, and what this process knows of them. Thread-safe. */
final class RebootCalls {

  private static final Logger log = LoggerFactory.getLogger(RebootCalls.class);

  /**
   * What is known of one environment.
   *
   * @param since when this process has first reconciled it, by the clock of AWS
   * @param byId the reboots of this process, by instance id
   */
  record Memory(Instant since, Map<String, RebootAttempt> byId) {

    Optional<RebootAttempt> of(String id) {
      return Optional.ofNullable(byId.get(id));
    }

    void put(RebootAttempt attempt) {
      byId.put(attempt.instanceId(), attempt);
    }

    /**
     * Drops what was given up before AWS was called, and what concerns instances that are gone.
     *
     * @param recorded the ids of the instances with a reboot
     * @param known the ids of all instances
     */
    void retain(Set<String> recorded, Set<String> known) {
      byId.values()
          .removeIf(one ->
              !recorded.contains(one.instanceId())
                  && !(one.isCalled() && known.contains(one.instanceId())));
    }
  }

  private final Executor threads;
  private final OperatorClock clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<String, Memory> byUid = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * @param threads on which the calls are made; must not queue
   * @param wake called with the owner of an instance when AWS has answered
   */
  RebootCalls(
      Executor threads, OperatorClock clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  Memory memory(Owner owner, Instant awsTime) {
    return byUid.computeIfAbsent(owner.uid(), _ -> new Memory(awsTime, new ConcurrentHashMap<>()));
  }

  /** Calls AWS on another thread. */
  void begin(Owner owner, String account, Cloud cloud, RebootAttempt attempt) {
    inFlight.incrementAndGet();
    if (stopped) {
      inFlight.decrementAndGet();
      return;
    }
    Memory memory = memory(owner, cloud.inventory().awsTime());
    memory.put(attempt.calling());
    threads.execute(() -> {
      Call call = new Call.Lost(cloud.inventory().awsTime());
      try {
        RebootOutcome outcome = cloud.operations().reboot(owner, account, attempt.instanceId());
        call = ended(attempt, outcome, cloud.inventory().awsTime());
        log.info("{}: reboot of {}: {}", owner, attempt.instanceId(), outcome.outcome());
      } catch (Throwable e) { // After an Error, too, the call is no longer in flight.
        internalErrors.report(owner + ": reboot", CloudError.Internal.of("ssmenv", e), e);
      } finally {
        memory.put(attempt.with(call));
        inFlight.decrementAndGet();
        wake.accept(owner);
      }
    });
  }

  private Call ended(RebootAttempt attempt, RebootOutcome ended, Instant awsTime) {
    if (ended.isLost()) {
      return new Call.Lost(awsTime);
    }
    int failures = attempt.call() instanceof Call.Refused refused ? refused.failures() : 0;
    return switch (ended.outcome()) {
      case Outcome.Done _, Outcome.DeletedFailed _ -> new Call.Accepted(awsTime);
      case Outcome.Deferred(Instant until) ->
          new Call.Refused(
              Optional.empty(),
              awsTime.plus(Duration.between(clock.monotonic().instant(), until)),
              failures);
      case Outcome.Failed(CloudError error) ->
          new Call.Refused(
              Optional.of(StatusText.stable(error.summary())),
              awsTime.plus(Backoff.of(error).after(failures + 1)),
              failures + 1);
    };
  }

  /** Begins no further call. Calls in flight continue. */
  void stop() {
    stopped = true;
  }

  /** The number of calls in flight. */
  int inFlight() {
    return inFlight.get();
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  void forget(Owner owner) {
    byUid.remove(owner.uid());
  }
}
