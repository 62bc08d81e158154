package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Timing;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when the operator of this cluster has been at work without a long break, whichever of its
 * processes it was. A lease of its own has it, because the election overwrites the other one; the
 * leader renews it. A cluster that is restored from a backup has it too, but nobody has renewed it
 * for a while: there, the operator begins anew, and is the younger one of the two.
 */
final class OperatingSince {

  private static final Logger log = LoggerFactory.getLogger(OperatingSince.class);

  /** The name of the lease. */
  static final String LEASE = "ssmenv-operator-since";

  private static final String MANAGER = "ssmenv";

  private final KubernetesClient client;
  private final String namespace;
  private final InstantSource clock;
  private final InternalErrors internalErrors;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("operating-since").daemon().factory());
  private volatile Optional<Instant> since = Optional.empty();

  /**
   * @param namespace of the lease
   * @param clock shows the time of day
   */
  OperatingSince(
      KubernetesClient client,
      String namespace,
      InstantSource clock,
      InternalErrors internalErrors) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
    this.internalErrors = internalErrors;
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
    since.ifPresent(this::createIfAbsent);
    long pause = Timing.OPERATING_REFRESH.toMillis();
    var _ = thread.scheduleAtFixedRate(this::refresh, 0, pause, TimeUnit.MILLISECONDS);
  }

  /** Of several operators that start at the same time, one creates it, and the others read it. */
  private void createIfAbsent(Instant begin) {
    try {
      client.resource(lease(begin)).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        since = read();
      } // Otherwise the refresh says what is wrong.
    }
  }

  private Optional<Instant> read() {
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      return Optional.ofNullable(client.leases().inNamespace(namespace).withName(LEASE).get())
          .map(Lease::getSpec)
          .filter(spec ->
              time(spec.getRenewTime())
                  .filter(seen -> seen.plus(Timing.OPERATING_BREAK).isAfter(now))
                  .isPresent())
          .flatMap(spec -> time(spec.getAcquireTime()))
          .filter(begin -> !begin.isAfter(now))
          .or(() -> Optional.of(now));
    } catch (KubernetesClientException e) {
      log.warn("The lease {}/{} cannot be read: {}", namespace, LEASE, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(@Nullable ZonedDateTime time) {
    return Optional.ofNullable(time).map(ZonedDateTime::toInstant);
  }

  /** Writes the lease, if it could be read. */
  void refresh() {
    try {
      since.ifPresent(this::write);
    } catch (KubernetesClientException e) {
      log.warn("The lease {}/{} cannot be written: {}", namespace, LEASE, e.getMessage());
    } catch (Throwable e) { // An Error must not end the timer.
      internalErrors.report(
          "The lease " + namespace + "/" + LEASE, CloudError.Internal.of("refresh", e), e);
    }
  }

  private void write(Instant begin) {
    client.resource(lease(begin)).fieldManager(MANAGER).forceConflicts().serverSideApply();
  }

  private Lease lease(Instant begin) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(LEASE)
        .endMetadata()
        .withNewSpec()
        .withAcquireTime(begin.atZone(ZoneOffset.UTC))
        .withRenewTime(clock.instant().atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  /** Refreshes nothing from now on. */
  void stop() {
    thread.shutdownNow();
  }
}
