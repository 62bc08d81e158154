package io.ssmenv.operator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lease remembers since when the operator of its cluster is at work. */
@ExtendWith(ApiServerExtension.class)
class OperatingSinceIT {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theNextProcessGoesOnWhereTheLastOneWasAtWorkUntilNow(ApiServer server) {
    String namespace = server.newNamespace("operating");
    assertThat(leads(server, namespace, BEGIN)).isEqualTo(BEGIN);
    assertThat(leads(server, namespace, BEGIN.plus(Duration.ofMinutes(14)))).isEqualTo(BEGIN);
    assertThat(leads(server, namespace, BEGIN.plus(Duration.ofMinutes(28)))).isEqualTo(BEGIN);
  }

  @Test
  void afterALongBreakItBeginsAnew(ApiServer server) {
    String namespace = server.newNamespace("operating");
    leads(server, namespace, BEGIN);
    Instant restored = BEGIN.plus(Duration.ofMinutes(16));
    assertThat(leads(server, namespace, restored)).isEqualTo(restored);
    Instant next = restored.plus(Duration.ofMinutes(1));
    assertThat(leads(server, namespace, next)).isEqualTo(restored);
  }

  @Test
  void aBeginInTheFutureCountsForNothing(ApiServer server) {
    String namespace = server.newNamespace("operating");
    leads(server, namespace, BEGIN);
    server
        .client()
        .leases()
        .inNamespace(namespace)
        .withName(OperatingSince.LEASE)
        .edit(lease ->
            new LeaseBuilder(lease)
                .editSpec()
                .withAcquireTime(ZonedDateTime.parse("2999-01-01T00:00:00Z"))
                .endSpec()
                .build());
    assertThat(leads(server, namespace, BEGIN)).isEqualTo(BEGIN);
  }

  @Test
  void aFaultIsCountedAndDoesNotEndTheRefresh(ApiServer server) {
    String namespace = server.newNamespace("operating");
    AtomicInteger faults = new AtomicInteger();
    AtomicReference<InstantSource> clock = new AtomicReference<>(() -> BEGIN);
    OperatingSince process =
        new OperatingSince(
            server.client(),
            namespace,
            () -> clock.get().instant(),
            new InternalErrors(faults::incrementAndGet));
    process.begin();
    await().atMost(30, SECONDS).until(() -> renewed(server, namespace).equals(Optional.of(BEGIN)));
    clock.set(() -> {
      throw new IllegalStateException("no time");
    });
    process.refresh();
    assertThat(faults).hasValue(1);

    Instant later = BEGIN.plus(Duration.ofMinutes(1));
    clock.set(() -> later);
    process.refresh();
    assertThat(renewed(server, namespace)).contains(later);
    process.stop();
  }

  /** A process that leads from a time on, and then ends. */
  private static Instant leads(ApiServer server, String namespace, Instant now) {
    OperatingSince process =
        new OperatingSince(server.client(), namespace, () -> now, new InternalErrors(() -> {}));
    process.begin();
    await().atMost(30, SECONDS).until(() -> renewed(server, namespace).equals(Optional.of(now)));
    process.stop();
    return process.time().orElseThrow();
  }

  private static Optional<Instant> renewed(ApiServer server, String namespace) {
    return Optional.ofNullable(
            server.client().leases().inNamespace(namespace).withName(OperatingSince.LEASE).get())
        .map(lease -> lease.getSpec().getRenewTime().toInstant());
  }
}
