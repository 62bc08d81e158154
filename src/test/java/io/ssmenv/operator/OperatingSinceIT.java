package io.ssmenv.operator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lease remembers since when the operator of its cluster is at work. */
@ExtendWith(ApiServerExtension.class)
class OperatingSinceIT {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theNextProcessGoesOnWhereTheLastOneWasAtWorkUntilNow(ApiServer server) {
    String namespace = lease(server);
    assertThat(leads(server, namespace, BEGIN)).isEqualTo(BEGIN);
    assertThat(leads(server, namespace, BEGIN.plus(Duration.ofMinutes(14)))).isEqualTo(BEGIN);
    assertThat(leads(server, namespace, BEGIN.plus(Duration.ofMinutes(28)))).isEqualTo(BEGIN);
  }

  @Test
  void afterALongBreakItBeginsAnew(ApiServer server) {
    String namespace = lease(server);
    leads(server, namespace, BEGIN);
    Instant restored = BEGIN.plus(Duration.ofMinutes(16));
    assertThat(leads(server, namespace, restored)).isEqualTo(restored);
    Instant next = restored.plus(Duration.ofMinutes(1));
    assertThat(leads(server, namespace, next)).isEqualTo(restored);
  }

  @Test
  void whatSomebodyHasEditedCountsForNothing(ApiServer server) {
    String namespace = lease(server);
    for (String since : new String[] {"yesterday", "2999-01-01T00:00:00Z"}) {
      annotate(
          server,
          namespace,
          Map.of(OperatingSince.SINCE, since, OperatingSince.LAST_SEEN, "2026-01-01T00:00:00Z"));
      assertThat(leads(server, namespace, BEGIN)).as(since).isEqualTo(BEGIN);
    }
  }

  /** A process that leads from a time on, and then ends. */
  private static Instant leads(ApiServer server, String namespace, Instant now) {
    OperatingSince process = new OperatingSince(server.client(), namespace, () -> now);
    process.begin();
    await()
        .atMost(30, SECONDS)
        .until(() ->
            now.toString().equals(annotations(server, namespace).get(OperatingSince.LAST_SEEN)));
    process.stop();
    return process.time().orElseThrow();
  }

  private static String lease(ApiServer server) {
    String namespace = server.newNamespace("operating");
    server
        .client()
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(LeaderElection.LEASE)
                .endMetadata()
                .build())
        .create();
    return namespace;
  }

  private static void annotate(ApiServer server, String namespace, Map<String, String> values) {
    server
        .client()
        .leases()
        .inNamespace(namespace)
        .withName(LeaderElection.LEASE)
        .edit(lease ->
            new LeaseBuilder(lease).editMetadata().addToAnnotations(values).endMetadata().build());
  }

  private static Map<String, String> annotations(ApiServer server, String namespace) {
    Lease lease =
        server.client().leases().inNamespace(namespace).withName(LeaderElection.LEASE).get();
    return lease.getMetadata().getAnnotations() == null
        ? Map.of()
        : lease.getMetadata().getAnnotations();
  }
}
