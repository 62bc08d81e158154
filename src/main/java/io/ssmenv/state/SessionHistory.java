package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SessionWaitStatus;
import io.ssmenv.cloud.OpenSessions.Reading;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The open sessions of an environment, and the changes that wait for them. The status is the memory
 * of the waits: after a change of the leader they end when they would have ended before.
 *
 * @param open how many there are; empty while it is not known
 * @param since since when there are so many
 * @param waits the changes that wait, or have waited
 * @param held the resources whose steps wait now
 * @param requeueAt when the first of them has waited long enough
 */
public record SessionHistory(
    Optional<Integer> open,
    Optional<Instant> since,
    List<SessionWaitStatus> waits,
    Set<Key> held,
    Optional<Instant> requeueAt) {

  /** Nothing is known, and nothing waits. */
  public static final SessionHistory NONE =
      new SessionHistory(Optional.empty(), Optional.empty(), List.of(), Set.of(), Optional.empty());

  public SessionHistory {
    waits = List.copyOf(waits);
    held = ImmutableCopy.of(held);
  }

  /** What the status records, while nothing is read. */
  public static SessionHistory recorded(EnvironmentStatus status) {
    return new SessionHistory(
        Optional.ofNullable(status.sessions()).filter(count -> count >= 0),
        StatusText.parseTime(status.sessionsSince()),
        status.sessionWaits(),
        Set.of(),
        Optional.empty());
  }

  /**
   * The number of open sessions by a reading. Before the first one, that of the status stays, so
   * that a restart changes nothing.
   *
   * @param instances of the environment
   */
  static SessionHistory counted(
      EnvironmentStatus status, Reading reading, Set<String> instances, Instant now) {
    SessionHistory before = recorded(status);
    if (instances.isEmpty()) {
      return NONE;
    }
    return switch (reading) {
      case Reading.Pending _ ->
          new SessionHistory(before.open, before.since, List.of(), Set.of(), Optional.empty());
      case Reading.Failed _ -> NONE;
      case Reading.Known known -> {
        Optional<Integer> count = Optional.of(known.on(instances).size());
        yield new SessionHistory(
            count,
            before.open.equals(count) && before.since.isPresent()
                ? before.since
                : Optional.of(StatusText.seconds(now)),
            List.of(),
            Set.of(),
            Optional.empty());
      }
    };
  }
}
