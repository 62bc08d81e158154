package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when the operator of this cluster has been at work without a long break, whichever of its
 * processes it was. Annotations of the lease have it, which the leader refreshes. A cluster that is
 * restored from a backup has them too, but nobody has refreshed them for a while: there, the
 * operator begins anew, and is the younger one of the two.
 */
final class OperatingSince {

  private static final Logger log = LoggerFactory.getLogger(OperatingSince.class);

  static final String SINCE = "ssmenv.io/operating-since";
  static final String LAST_SEEN = "ssmenv.io/operating-at";

  private final KubernetesClient client;
  private final String namespace;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("operating-since").daemon().factory());
  private volatile Optional<Instant> since = Optional.empty();

  /**
   * @param namespace of the lease
   * @param clock shows the time of day
   */
  OperatingSince(KubernetesClient client, String namespace, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /** The namespace of the lease. */
  String namespace() {
    return namespace;
  }

  /** Empty before this process leads, and if the lease cannot be read. */
  Optional<Instant> time() {
    return since;
  }

  /** Reads what the last leader has left, and refreshes it from now on. */
  void begin() {
    since = read();
    long pause = Timing.OPERATING_REFRESH.toMillis();
    var _ = thread.scheduleAtFixedRate(this::write, 0, pause, TimeUnit.MILLISECONDS);
  }

  private Optional<Instant> read() {
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      Map<String, String> annotations =
          Optional.ofNullable(
                  client.leases().inNamespace(namespace).withName(LeaderElection.LEASE).get())
              .map(Lease::getMetadata)
              .flatMap(metadata -> Optional.ofNullable(metadata.getAnnotations()))
              .orElseGet(Map::of);
      return time(annotations, LAST_SEEN)
          .filter(seen -> seen.plus(Timing.OPERATING_BREAK).isAfter(now))
          .flatMap(_ -> time(annotations, SINCE))
          .filter(begin -> !begin.isAfter(now))
          .or(() -> Optional.of(now));
    } catch (KubernetesClientException e) {
      log.warn(
          "The lease {}/{} cannot be read: {}", namespace, LeaderElection.LEASE, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(Map<String, String> annotations, String name) {
    try {
      return Optional.ofNullable(annotations.get(name)).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty(); // Edited by hand: as if there were none.
    }
  }

  private void write() {
    since.ifPresent(begin -> {
      try {
        client
            .leases()
            .inNamespace(namespace)
            .withName(LeaderElection.LEASE)
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                """
                {"metadata": {"annotations": {"%s": "%s", "%s": "%s"}}}
                """
                    .formatted(SINCE, begin, LAST_SEEN, clock.instant()));
      } catch (KubernetesClientException e) {
        log.warn(
            "The lease {}/{} cannot be annotated: {}",
            namespace,
            LeaderElection.LEASE,
            e.getMessage());
      }
    });
  }

  /** Refreshes nothing from now on. */
  void stop() {
    thread.shutdownNow();
  }
}
