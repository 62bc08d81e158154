package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.EventProcessor;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.CapturedLog;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More environments at once than the API server accepts requests on one connection. */
@ExtendWith(ApiServerExtension.class)
class ManyEnvironmentsIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int COUNT = 400;

  /** Of a paused environment that is alone: what is written does not grow with their number. */
  private static final int WRITES_OF_ONE = 3;

  private static final int BYTES_OF_ONE = 8_192;

  @Test
  void hundredsOfEnvironmentsAtOnceAreReconciledWithoutAFailedRequest(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "many");
    IntStream.range(0, COUNT).forEach(number -> environments.apply(environment(number)));
    HeldRequests held = new HeldRequests();
    try (CapturedLog log = CapturedLog.of(EventProcessor.class);
        SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        KubernetesClient client = held.client(server.client());
        RunningOperator operator =
            RunningOperator.start(client, environments, aws, Duration.ofMinutes(1))) {
      await().atMost(LIMIT).until(() -> held.waiting() >= ApiServerLimits.RECONCILES);
      await()
          .during(Duration.ofSeconds(3))
          .atMost(LIMIT)
          .until(() -> held.waiting() <= ApiServerLimits.RECONCILES + ApiServerLimits.EVENTS);
      held.release();
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(reconciled(server, environments)).hasSize(COUNT));

      assertThat(held.failures()).isEmpty();
      assertThat(held.statuses()).isLessThanOrEqualTo(WRITES_OF_ONE * COUNT);
      assertThat(sizes(server, environments)).allMatch(bytes -> bytes < BYTES_OF_ONE);
      assertThat(log.lines()).isEmpty();
    }
  }

  /** The bytes of each object in the API server. */
  private static List<Integer> sizes(ApiServer server, Environments environments) {
    return server
        .client()
        .genericKubernetesResources("ssmenv.io/v1alpha1", "SsmManagedEnvironment")
        .inNamespace(environments.namespace())
        .list()
        .getItems()
        .stream()
        .map(one -> server.client().getKubernetesSerialization().asJson(one).length())
        .toList();
  }

  /** The names of the environments that have a plan, with which a first reconcile ends. */
  private static List<String> reconciled(ApiServer server, Environments environments) {
    return server
        .client()
        .resources(SsmManagedEnvironment.class)
        .inNamespace(environments.namespace())
        .list()
        .getItems()
        .stream()
        .filter(one -> one.getStatus() != null && !one.getStatus().plan().isEmpty())
        .map(one -> one.getMetadata().getName())
        .toList();
  }

  /** Paused: the requests to the API server are what counts here, not those to AWS. */
  private static String environment(int number) {
    return Environments.yaml(
        "many-" + number,
        """
        region: eu-west-1
        connectivity: {pattern: ElasticIp}
        instances: [{name: app}]
        paused: true
        """);
  }
}
