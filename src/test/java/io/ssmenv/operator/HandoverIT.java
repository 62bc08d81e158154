package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a rollout needs: a standby replica is ready, and a terminated leader releases the lease. */
@ExtendWith(ApiServerExtension.class)
class HandoverIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Less than the 15 s after which a lease that is not released expires. */
  private static final Duration WITHOUT_EXPIRY = Duration.ofSeconds(8);

  @Test
  void aStandbyReplicaIsReadyAndLeadsAsSoonAsTheLeaderIsTerminated(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "handover");
    try (SimulatedAws aws = simulatedAws();
        OperatorProcess first = startLeader(server, environments, aws);
        OperatorProcess second = start(server, environments, aws)) {
      String leader = holder(server, environments).orElseThrow();
      URI standby = second.awaitUrl(LIMIT);
      assertThat(OperatorProcess.get(standby, "/readyz").statusCode()).isEqualTo(200);
      assertThat(OperatorProcess.get(standby, "/healthz").statusCode()).isEqualTo(200);
      assertThat(holder(server, environments)).as("the second replica is standby").contains(leader);

      first.terminate();
      assertThat(first.exitCode(WITHOUT_EXPIRY)).as(first::errors).isPresent();
      assertThat(first.exitCode(Duration.ZERO).orElseThrow()).isIn(0, 143);
      await()
          .atMost(WITHOUT_EXPIRY)
          .untilAsserted(() ->
              assertThat(holder(server, environments))
                  .hasValueSatisfying(holder -> assertThat(holder).isNotEqualTo(leader)));

      second.terminate();
      assertThat(second.exitCode(WITHOUT_EXPIRY)).as(second::errors).isPresent();
      assertThat(holder(server, environments)).as("the lease is released").isEmpty();
    }
  }

  @Test
  void aReplicaThatLosesTheLeaseExitsAtOnce(ApiServer server) {
    Environments environments = new Environments(server, "lost-lease");
    try (SimulatedAws aws = simulatedAws();
        OperatorProcess operator = startLeader(server, environments, aws)) {
      await()
          .atMost(LIMIT)
          .ignoreExceptionsMatching(HandoverIT::isConflict) // The leader renews it meanwhile.
          .until(() -> takeLease(server, environments));

      assertThat(operator.exitCode(WITHOUT_EXPIRY)).as(operator::errors).contains(1);
      assertThat(operator.errors())
          .contains("ssmenv operator: Another replica has become the leader");
      assertThat(holder(server, environments)).contains("another");
    }
  }

  private static boolean takeLease(ApiServer server, Environments environments) {
    lease(server, environments)
        .edit(lease -> {
          lease.getSpec().setHolderIdentity("another");
          return lease;
        });
    return true;
  }

  private static boolean isConflict(Throwable failure) {
    return failure instanceof KubernetesClientException refused
        && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** Starts a replica and waits until it is the leader. */
  private static OperatorProcess startLeader(
      ApiServer server, Environments environments, SimulatedAws aws) {
    OperatorProcess leader = start(server, environments, aws);
    await().atMost(LIMIT).until(() -> holder(server, environments).isPresent());
    leader.awaitUrl(LIMIT);
    return leader;
  }

  private static OperatorProcess start(
      ApiServer server, Environments environments, SimulatedAws aws) {
    return OperatorProcess.start(
        OperatorProcess.environment(server.kubeconfig(), aws, "AKIA"),
        "--namespace",
        environments.namespace(),
        "--leader-election-namespace",
        environments.namespace());
  }

  private static Optional<String> holder(ApiServer server, Environments environments) {
    return Optional.ofNullable(lease(server, environments).get())
        .map(lease -> lease.getSpec().getHolderIdentity());
  }

  private static Resource<Lease> lease(ApiServer server, Environments environments) {
    return server
        .client()
        .leases()
        .inNamespace(environments.namespace())
        .withName(
            new OperatorShare(Set.of(environments.namespace()), Optional.empty()).leaseName());
  }

  private static SimulatedAws simulatedAws() {
    try {
      return SimulatedAws.start(Simulations.options());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
