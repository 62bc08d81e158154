package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.HealthTiming;
import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what AWS has scheduled for instances: of a whole region in one call, which all of its
 * environments share, because nearly always there is nothing. No agent is silent before.
 */
public final class EventReadings {

  private static final Logger log = LoggerFactory.getLogger(EventReadings.class);

  private record Region(String account, String name) {}

  /**
   * @param events what is known, by the id of the instance; empty if it was never read
   * @param next when it is read again
   * @param readers the environments that have asked
   */
  private record Reading(
      Optional<Map<String, List<ScheduledEvent>>> events, Instant next, Set<Owner> readers) {

    private static final Reading NONE = new Reading(Optional.empty(), Instant.MIN, Set.of());

    Reading {
      readers = ImmutableCopy.of(readers);
    }

    Reading readBy(Owner owner) {
      if (readers.contains(owner)) {
        return this;
      }
      Set<Owner> more = new HashSet<>(readers);
      more.add(owner);
      return new Reading(events, next, more);
    }

    Reading without(Owner owner) {
      Set<Owner> fewer = new HashSet<>(readers);
      fewer.removeIf(one -> one.uid().equals(owner.uid()));
      return new Reading(events, next, fewer);
    }

    Reading startedAt(Instant now) {
      return new Reading(events, now.plus(HealthTiming.EVENTS_INTERVAL), readers);
    }

    Reading ended(Map<String, List<ScheduledEvent>> known) {
      return new Reading(Optional.of(ImmutableCopy.of(known)), next, readers);
    }
  }

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<Region, Reading> readings = new ConcurrentHashMap<>();

  /**
   * @param wake called with the environments of a region for which something else is scheduled now
   */
  public EventReadings(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  /**
   * Returns what is known, by the id of the instance, and starts a reading if one is due. Empty if
   * it was never read.
   */
  public Optional<Map<String, List<ScheduledEvent>>> read(
      Owner owner, FactSource source, String account, String regionName) {
    Region region = new Region(account, regionName);
    Instant now = clock.instant();
    boolean[] due = {false};
    Reading reading =
        readings.compute(
            region,
            (_, before) -> {
              Reading known = (before == null ? Reading.NONE : before).readBy(owner);
              due[0] = !now.isBefore(known.next());
              return due[0] ? known.startedAt(now) : known;
            });
    if (due[0]) {
      FactSource inAccount = source.in(account);
      threads.execute(() -> lookUp(region, inAccount));
    }
    return reading.events();
  }

  /** What could not be read is as it was. */
  private void lookUp(Region region, FactSource source) {
    try {
      Map<String, List<ScheduledEvent>> events = source.scheduledEvents();
      Optional<Map<String, List<ScheduledEvent>>> before =
          Optional.ofNullable(readings.get(region)).flatMap(Reading::events);
      Optional.ofNullable(readings.computeIfPresent(region, (_, known) -> known.ended(events)))
          .filter(_ -> !before.equals(Optional.of(events)))
          .ifPresent(known -> known.readers().forEach(wake));
    } catch (Throwable e) { // After an Error too, the others go on.
      CloudError error =
          e instanceof CloudException known
              ? known.error()
              : CloudError.Internal.of("DescribeInstanceStatus", e);
      log.warn("What AWS has scheduled for instances in {} is not known: {}", region.name(), error);
      internalErrors.report("Scheduled events in " + region.name(), error, e);
    }
  }

  /** Drops an environment that no longer exists, and what was read for it alone. */
  public void forget(Owner owner) {
    readings.replaceAll((_, reading) -> reading.without(owner));
    readings.values().removeIf(reading -> reading.readers().isEmpty());
  }
}
