package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.ec2.StatusCheck.Result;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is amiss with an instance, apart from its network.
 *
 * @param checks the status checks that do not pass, and since when
 * @param events the scheduled events, including completed and canceled ones
 * @param console what it has written to its console; empty for what every instance writes
 */
record InstanceHealth(
    Map<StatusCheck, Failure> checks, List<Event> events, Optional<String> console) {

  static final InstanceHealth GOOD = new InstanceHealth(Map.of(), List.of(), Optional.empty());

  InstanceHealth {
    checks = Map.copyOf(checks);
    events = List.copyOf(events);
  }

  record Failure(Result result, Instant since) {}

  /**
   * A scheduled event. One that is over is shown for another week, with a mark at the beginning of
   * its description [D].
   */
  record Event(
      String id, String code, String description, Instant notBefore, Optional<Instant> notAfter) {
    static final String COMPLETED = "[Completed] ";
    static final String CANCELED = "[Canceled] ";

    boolean isOver() {
      return description.startsWith(COMPLETED) || description.startsWith(CANCELED);
    }

    private Event ended(String mark) {
      return isOver() ? this : new Event(id, code, mark + description, notBefore, notAfter);
    }
  }

  InstanceHealth with(StatusCheck check, Result result, Instant since) {
    Map<StatusCheck, Failure> changed = new EnumMap<>(StatusCheck.class);
    changed.putAll(checks);
    if (result == Result.PASSED) {
      changed.remove(check);
    } else {
      changed.put(check, new Failure(result, since));
    }
    return new InstanceHealth(changed, events, console);
  }

  InstanceHealth with(Event event) {
    return new InstanceHealth(
        checks, Stream.concat(events.stream(), Stream.of(event)).toList(), console);
  }

  InstanceHealth withConsole(String text) {
    return new InstanceHealth(checks, events, Optional.of(text));
  }

  /** The same after an event was canceled. */
  InstanceHealth canceled(String eventId) {
    return new InstanceHealth(
        checks,
        events.stream()
            .map(event -> event.id().equals(eventId) ? event.ended(Event.CANCELED) : event)
            .toList(),
        console);
  }

  /** The same after a reboot, which also replaces a scheduled reboot of the instance [D]. */
  InstanceHealth rebooted() {
    Map<StatusCheck, Failure> left = new EnumMap<>(StatusCheck.class);
    left.putAll(checks);
    left.remove(StatusCheck.INSTANCE);
    return new InstanceHealth(
        left,
        events.stream()
            .map(event ->
                event.code().equals("instance-reboot") ? event.ended(Event.COMPLETED) : event)
            .toList(),
        console);
  }

  /** The same on another host: what was scheduled for the previous one is over [D]. */
  InstanceHealth onAnotherHost() {
    return new InstanceHealth(
        Map.of(), events.stream().map(event -> event.ended(Event.COMPLETED)).toList(), console);
  }

  /** Why no packet gets in or out. */
  Optional<String> unreachable(String id) {
    return checks.entrySet().stream()
        .filter(one -> one.getValue().result() == Result.FAILED)
        .map(one ->
            one.getKey() == StatusCheck.SYSTEM
                ? "The host of %s is impaired".formatted(id)
                : "%s hangs".formatted(id))
        .sorted()
        .findFirst();
  }
}
