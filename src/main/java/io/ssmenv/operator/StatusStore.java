package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.engine.StatusPacing;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The statuses of environments, as this process has written them. Thread-safe. */
final class StatusStore {

  private final StatusPacing pacing;
  private final BiConsumer<SsmManagedEnvironment, List<StatusEvent>> events;

  /** The statuses by UID, as this process has written them last. */
  private final Map<String, EnvironmentStatus> written = new ConcurrentHashMap<>();

  /**
   * @param clock never jumps
   * @param events publishes events
   */
  StatusStore(InstantSource clock, BiConsumer<SsmManagedEnvironment, List<StatusEvent>> events) {
    this.pacing = new StatusPacing(clock);
    this.events = events;
  }

  /** The status that this process has written last, whatever others have made of it. */
  EnvironmentStatus status(SsmManagedEnvironment environment) {
    return Optional.ofNullable(written.get(environment.getMetadata().getUid()))
        .orElseGet(() -> stored(environment));
  }

  static EnvironmentStatus stored(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getStatus()).orElseGet(EnvironmentStatus::none);
  }

  /**
   * Replaces the status, also what somebody else has written into it; then publishes the events.
   *
   * @param statusEvents what happened between {@link #status} and the new status
   * @param write writes the status to the API server
   * @return after which time the environment has to be reconciled again, because the status was
   *     held back and its events with it; empty if it is stored
   */
  Optional<Duration> store(
      SsmManagedEnvironment environment,
      EnvironmentStatus status,
      List<StatusEvent> statusEvents,
      BiConsumer<SsmManagedEnvironment, EnvironmentStatus> write) {
    String uid = environment.getMetadata().getUid();
    EnvironmentStatus stored = stored(environment);
    boolean same = environment.isStatusComplete() && status.equals(stored);
    if (!same) {
      Optional<Duration> held = pacing.holdsBack(uid, status(environment), status);
      if (held.isPresent()) {
        return held;
      }
      write.accept(environment, status);
      pacing.written(uid);
    }
    written.put(uid, same ? stored : status); // The cache of the informer has it, too.
    events.accept(environment, statusEvents);
    return Optional.empty();
  }

  void forget(String uid) {
    written.remove(uid);
    pacing.forget(uid);
  }
}
