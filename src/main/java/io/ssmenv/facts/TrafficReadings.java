package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.cloud.TrafficControls;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what lets traffic through in VPCs, on other threads, for environments in which something is
 * amiss. It is repeated with growing pauses until nothing is.
 */
public final class TrafficReadings {

  private static final Logger log = LoggerFactory.getLogger(TrafficReadings.class);

  /** An environment may get another VPC, of which nothing is known then. */
  private record Id(String account, String uid, String vpcId) {}

  /**
   * @param controls what is known; empty if it was never read
   * @param times how often it was read
   * @param at when it was read last
   * @param next when it is read again
   */
  private record Reading(
      Optional<TrafficControls> controls, int times, Instant at, Instant next, boolean running) {

    private static final Reading NONE =
        new Reading(Optional.empty(), 0, Instant.MIN, Instant.MIN, false);

    Reading started() {
      return new Reading(controls, times, at, next, true);
    }

    Reading ended(TrafficControls answer, Instant now) {
      return new Reading(
          Optional.of(controls.map(before -> answer.completedFrom(before, at)).orElse(answer)),
          times + 1,
          now,
          now.plus(Timing.TRAFFIC_READ_PAUSE.after(times + 1)),
          false);
    }
  }

  /**
   * What is known now.
   *
   * @param next when it is read again; empty if it is being read
   */
  public record Known(Optional<TrafficControls> controls, Optional<Instant> next) {}

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<Id, Reading> readings = new ConcurrentHashMap<>();

  /**
   * @param wake called with an environment whose reading has ended
   */
  public TrafficReadings(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  /**
   * Returns what is known, and starts a reading if one is due.
   *
   * @param instanceIds the instances whose status checks are read
   */
  public Known read(
      Owner owner, FactSource source, String account, String vpcId, SortedSet<String> instanceIds) {
    Id id = new Id(account, owner.uid(), vpcId);
    readings.keySet().removeIf(other -> other.uid().equals(owner.uid()) && !other.equals(id));
    Reading reading = readings.getOrDefault(id, Reading.NONE);
    if (reading.running()) {
      return new Known(reading.controls(), Optional.empty());
    }
    if (clock.instant().isBefore(reading.next())) {
      return new Known(reading.controls(), Optional.of(reading.next()));
    }
    readings.put(id, reading.started());
    FactSource inAccount = source.in(account);
    threads.execute(() -> lookUp(owner, id, inAccount, vpcId, instanceIds));
    return new Known(reading.controls(), Optional.empty());
  }

  private void lookUp(
      Owner owner, Id id, FactSource source, String vpcId, SortedSet<String> instanceIds) {
    TrafficControls answer = TrafficControls.UNREAD;
    try {
      TrafficControls controls = source.trafficControls(vpcId, instanceIds);
      controls
          .failures()
          .forEach(error ->
              log.warn(
                  "{}: what may keep agents silent in {} is not known: {}", owner, vpcId, error));
      answer = controls;
    } catch (Throwable e) { // After an Error too, the look-up has ended.
      CloudError error =
          e instanceof CloudException known
              ? known.error()
              : CloudError.Internal.of("DescribeNetworkAcls", e);
      internalErrors.report(owner + ": " + vpcId, error, e);
    }
    TrafficControls read = answer;
    readings.computeIfPresent(id, (_, reading) -> reading.ended(read, clock.instant()));
    wake.accept(owner);
  }

  /** Drops what was read for an environment in which nothing is amiss, or that no longer exists. */
  public void forget(Owner owner) {
    readings.keySet().removeIf(id -> id.uid().equals(owner.uid()));
  }
}
