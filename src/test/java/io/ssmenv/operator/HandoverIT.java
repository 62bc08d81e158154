package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a rollout needs: standing by counts as ready, and who goes hands over at once. */
@ExtendWith(ApiServerExtension.class)
class HandoverIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A lease that nobody gives back holds for 15 s. */
  private static final Duration AT_ONCE = Duration.ofSeconds(8);

  @Test
  void theOtherReplicaIsReadyWhileItStandsByAndLeadsAtOnceWhenTheFirstIsTerminated(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "handover");
    try (SimulatedAws aws = simulatedAws();
        OperatorProcess first = replica(server, environments, aws);
        OperatorProcess second = start(server, environments, aws)) {
      String leader = holder(server, environments).orElseThrow();
      URI standby = second.awaitUrl(LIMIT);
      assertThat(OperatorProcess.get(standby, "/readyz").statusCode()).isEqualTo(200);
      assertThat(OperatorProcess.get(standby, "/healthz").statusCode()).isEqualTo(200);
      assertThat(holder(server, environments)).as("it stands by").contains(leader);

      first.terminate();
      assertThat(first.exitCode(AT_ONCE)).as(first::errors).isPresent();
      assertThat(first.exitCode(Duration.ZERO).orElseThrow()).isIn(0, 143);
      await()
          .atMost(AT_ONCE)
          .untilAsserted(() ->
              assertThat(holder(server, environments))
                  .hasValueSatisfying(holder -> assertThat(holder).isNotEqualTo(leader)));

      second.terminate();
      assertThat(second.exitCode(AT_ONCE)).as(second::errors).isPresent();
      assertThat(holder(server, environments)).as("given back").isEmpty();
    }
  }

  @Test
  void whoLosesTheLeaseToAnotherEndsAtOnce(ApiServer server) {
    Environments environments = new Environments(server, "ousted");
    try (SimulatedAws aws = simulatedAws();
        OperatorProcess operator = replica(server, environments, aws)) {
      lease(server, environments)
          .edit(lease -> {
            lease.getSpec().setHolderIdentity("another");
            return lease;
          });

      assertThat(operator.exitCode(AT_ONCE)).as(operator::errors).contains(1);
      assertThat(operator.errors())
          .contains("ssmenv operator: Another replica has become the leader");
      assertThat(holder(server, environments)).contains("another");
    }
  }

  /** It leads when this returns. */
  private static OperatorProcess replica(
      ApiServer server, Environments environments, SimulatedAws aws) {
    OperatorProcess replica = start(server, environments, aws);
    await().atMost(LIMIT).until(() -> holder(server, environments).isPresent());
    replica.awaitUrl(LIMIT);
    return replica;
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

  private static io.fabric8.kubernetes.client.dsl.Resource<Lease> lease(
      ApiServer server, Environments environments) {
    return server
        .client()
        .leases()
        .inNamespace(environments.namespace())
        .withName("ssmenv-operator");
  }

  private static SimulatedAws simulatedAws() {
    try {
      return SimulatedAws.start(Simulations.options());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
