package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cloud.RefreshTiming;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An environment that is deleted and created again under the same name, while the thread that
 * reconciles is busy: the last execution for the old object finds the new one in the cache.
 */
@ExtendWith(ApiServerExtension.class)
class RecreatedEnvironmentIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ROUNDS = 15;
  private static final String REPORT =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints}
      drift: {policy: Report}
      instances: [{name: app}]
      """;

  @Test
  void theNewObjectIsReconciledHoweverOftenTheNameIsUsedAgain(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "recreated");
    HeldThreads threads = new HeldThreads();
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        KubernetesClient client = server.newClient();
        OperatorRuntime operator = start(environments, client, aws, threads)) {
      environments.apply(Environments.yaml("reports", REPORT));
      awaitStatus(environments, "reports");
      for (int round = 0; round < ROUNDS; round++) {
        String before = environments.get("reports").getMetadata().getUid();
        double added = added(operator);
        threads.hold();
        environments.delete("reports");
        environments.apply(Environments.yaml("reports", REPORT));
        await().atMost(LIMIT).until(() -> added(operator) > added);
        threads.release();
        awaitStatus(environments, "reports");
        assertThat(environments.get("reports").getMetadata().getUid()).isNotEqualTo(before);
      }
      await().atMost(LIMIT).until(() -> environmentsInMetrics(operator) == 1);

      environments.patch("reports", "{\"spec\": {\"drift\": {\"policy\": \"Correct\"}}}");
      environments.awaitReady("reports");
      environments.delete("reports");
      environments.awaitGone("reports");
      assertThat(aws.resources()).isEmpty();
      await().atMost(LIMIT).until(() -> environmentsInMetrics(operator) == 0);
    }
  }

  private static void awaitStatus(Environments environments, String name) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(environments.condition(name, "Ready")).as(name).isPresent());
  }

  private static double added(OperatorRuntime operator) {
    return sum(operator, "operator_sdk_events_received_total", "action=\"ADDED\"");
  }

  private static double environmentsInMetrics(OperatorRuntime operator) {
    return sum(operator, "ssmenv_environments", "");
  }

  private static double sum(OperatorRuntime operator, String metric, String label) {
    try {
      return OperatorProcess.get(URI.create("http://127.0.0.1:" + operator.port()), "/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(metric + "{") && line.contains(label))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static OperatorRuntime start(
      Environments environments, KubernetesClient client, SimulatedAws aws, HeldThreads threads)
      throws IOException {
    return OperatorRuntime.start(
        new OperatorSettings(
            Optional.of("it-" + environments.namespace()),
            Optional.empty(),
            Set.of(environments.namespace()),
            Optional.empty(),
            Set.of(),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            new RefreshTiming(aws.speed()),
            Set.of(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            false,
            "127.0.0.1",
            0,
            Optional.empty()),
        client,
        ClientFactory.of(aws.endpoint(), "AKIAOPERATOR", "secret"),
        reason -> {
          throw new IllegalStateException(reason);
        },
        OperatorThreads.with(threads));
  }
}
