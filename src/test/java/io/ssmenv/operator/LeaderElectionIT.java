package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Accounts;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas: a leader and a standby. */
@ExtendWith(ApiServerExtension.class)
class LeaderElectionIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Test
  void onlyTheLeaderCallsAwsAndTheOtherTakesOverWhenItIsKilled(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "replicas");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        OperatorProcess first = replica(server, environments, aws, "AKIAFIRST")) {
      first.awaitUrl(LIMIT);
      String one = environments.apply(environment("one", 1));
      environments.awaitReady(one);

      try (OperatorProcess second = replica(server, environments, aws, "AKIASECOND")) {
        String two = environments.apply(environment("two", 2));
        environments.awaitReady(two);
        assertThat(aws.callLog().countsByCaller()).containsOnlyKeys("AKIAFIRST");
        assertThat(second.isAlive()).as(second::errors).isTrue();

        first.kill();
        environments.delete(one);
        environments.delete(two);
        environments.awaitGone(one, two);
        assertThat(aws.resources()).isEmpty();
        assertThat(aws.callLog().countsByCaller()).containsOnlyKeys("AKIAFIRST", "AKIASECOND");
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(OperatorProcess.get(second.awaitUrl(LIMIT), "/readyz").statusCode())
                    .isEqualTo(200));
      }
      assertThat(Accounts.writes(aws)).isNotEmpty();
    }
  }

  private static OperatorProcess replica(
      ApiServer server, Environments environments, SimulatedAws aws, String accessKey) {
    return OperatorProcess.start(
        OperatorProcess.environment(server.kubeconfig(), aws, accessKey),
        "--namespace",
        environments.namespace(),
        "--cluster-id",
        "it-" + environments.namespace(),
        "--leader-election-namespace",
        environments.namespace());
  }

  private static String environment(String name, int network) {
    return Environments.yaml(
        name,
        """
        region: eu-west-1
        connectivity: {pattern: PrivateEndpoints}
        network: {cidr: 10.%d.0.0/16}
        instances: [{name: app}]
        """
            .formatted(network));
  }
}
