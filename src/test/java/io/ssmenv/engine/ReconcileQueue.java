package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.VirtualTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Queues reconciles as Java Operator SDK does, in virtual time. */
final class ReconcileQueue {

  private record Queued(Owner owner, int process) {}

  private final EventLoop loop;
  private final VirtualTime time;
  private final Set<Queued> queued = ConcurrentHashMap.newKeySet();
  private final Map<Owner, Object> delayed = new ConcurrentHashMap<>();

  ReconcileQueue(EventLoop loop, VirtualTime time) {
    this.loop = loop;
    this.time = time;
  }

  /** Queues one reconcile for all triggers before it starts. */
  void add(Owner owner, int process, Runnable reconcile) {
    Queued entry = new Queued(owner, process);
    if (queued.add(entry)) {
      loop.schedule(
          time.instant(),
          () -> {
            queued.remove(entry);
            reconcile.run();
          });
    }
  }

  /** Replaces the time that an earlier reconcile requested. */
  void replaceDelayed(Owner owner, Optional<Instant> at, Runnable wake) {
    Object latest = new Object();
    delayed.put(owner, latest);
    at.ifPresent(instant ->
        loop.schedule(
            instant,
            () -> {
              if (latest.equals(delayed.get(owner))) {
                wake.run();
              }
            }));
  }
}
