package io.ssmenv.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The namespace of an installation for one namespace is deleted, and with it the operator's
 * permissions in it: the way out that {@code docs/install.md} describes. The test does what the
 * namespace controller would do, which does not run here.
 */
class DeletedNamespaceIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String NAME = "reports";
  private static final String WAY_OUT = "deploy/components/all-namespaces/rbac.yaml";

  @TempDir private Path directory;

  @Test
  void theClusterRoleLetsTheOperatorFinishTheDeletion() throws Exception {
    try (ApiServer server = ApiServer.bare();
        SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40))) {
      Installation installation = Installation.of(server, "irsa-one-namespace", directory);
      Environments environments = Environments.in(Installation.TEAM, server);
      try (OperatorProcess operator = installation.startOperator(aws)) {
        operator.awaitUrl(LIMIT);
        environments.apply(
            Environments.yaml(
                NAME,
                """
                region: eu-west-1
                connectivity: {pattern: PrivateEndpoints}
                instances: [{name: app}]
                """));
        environments.awaitReady(NAME);

        server.kubectl("delete", "namespace", Installation.TEAM, "--wait=false");
        environments.kubectl("delete", "rolebinding,role", "--all");
        environments.delete(NAME);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(operator.errors()).contains("403"));
        assertThat(environments.find(NAME)).as("the finalizer stays").isPresent();

        server.kubectl("apply", "-f", WAY_OUT);
        environments.awaitGone(NAME);
        assertThat(aws.resources()).isEmpty();
        server.kubectl("delete", "-f", WAY_OUT);
      }
    }
  }
}
