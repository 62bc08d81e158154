package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.build.BuildInfo;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneBinaries;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The start, the HTTP endpoints and the shutdown of the operator process. */
@ExtendWith(ApiServerExtension.class)
class OperatorProcessIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aClusterThatDoesNotRespondIsNamed(@TempDir Path folder) throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: gone, cluster: {server: "https://127.0.0.1:1"}}]
            contexts: [{name: gone, context: {cluster: gone}}]
            current-context: gone
            """);
    assertThat(error(kubeconfig))
        .startsWith("ssmenv operator: The cluster at https://127.0.0.1:1")
        .contains("does not respond", "KUBECONFIG");
  }

  @Test
  void aKubeconfigThatDoesNotExistIsNamed(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("no-such-file");
    assertThat(error(missing))
        .isEqualTo(
            "ssmenv operator: KUBECONFIG is "
                + missing
                + ", but there is no such file. Correct or unset it");
  }

  /** The only line with which the operator gives up. */
  private static String error(Path kubeconfig) throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        OperatorProcess operator =
            OperatorProcess.start(OperatorProcess.environment(kubeconfig, aws, "AKIA"))) {
      assertThat(operator.exitCode(LIMIT)).contains(1);
      assertThat(operator.errors().lines()).hasSize(1);
      return operator.errors().lines().findFirst().orElseThrow();
    }
  }

  @Test
  void withoutTheCrdItSaysWhatToInstall() throws Exception {
    Path cache = CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
    ControlPlaneBinaries binaries = BinaryCache.at(cache).ensure(System.err::println);
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ControlPlane bare = ControlPlane.start(binaries, 0);
        OperatorProcess operator =
            OperatorProcess.start(OperatorProcess.environment(bare.kubeconfig(), aws, "AKIA"))) {
      assertThat(operator.exitCode(LIMIT)).contains(1);
      assertThat(operator.errors().lines())
          .singleElement()
          .asString()
          .contains("does not serve SsmManagedEnvironment", "kubectl apply -f crds/");
    }
  }

  @Test
  void itServesHealthAndMetricsAndShutsDownCleanlyOnSigterm(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "process");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        OperatorProcess operator =
            OperatorProcess.start(
                OperatorProcess.environment(server.kubeconfig(), aws, "AKIA"),
                "--namespace",
                environments.namespace())) {
      URI url = operator.awaitUrl(LIMIT);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(OperatorProcess.get(url, "/readyz").statusCode()).isEqualTo(200));
      assertThat(OperatorProcess.get(url, "/healthz").statusCode()).isEqualTo(200);

      environments.apply(
          Environments.yaml(
              "metered",
              """
              region: eu-west-1
              connectivity: {pattern: PrivateEndpoints}
              instances: [{name: app}]
              """));
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(OperatorProcess.get(url, "/metrics").body().lines())
                  .anyMatch(line -> isCount(line, "ssmenv_aws_calls_total", "action=\"CreateVpc\""))
                  .anyMatch(line -> isCount(line, "ssmenv_steps_total", "resource_type=\"vpc\""))
                  .anyMatch(line -> isCount(line, "ssmenv_environments", "ready=\"false\""))
                  .anyMatch(line -> isCount(line, "ssmenv_build_info", "commit=\"")));
      assertThat(operator.errors().lines().findFirst().orElseThrow())
          .contains("OperatorRuntime", BuildInfo.current().message() + " on Java 2")
          .contains("namespaces [" + environments.namespace() + "]");

      operator.terminate();
      assertThat(operator.exitCode(Duration.ofSeconds(15))).as(operator::errors).isPresent();
      assertThat(operator.exitCode(Duration.ZERO).orElseThrow()).isIn(0, 143);
      assertThat(operator.errors())
          .contains("The operator is stopping. It starts no new step; steps in progress: ")
          .contains("The operator has stopped. ")
          .doesNotContain("\tat ", "Exception");
    }
  }

  private static boolean isCount(String line, String name, String label) {
    return line.startsWith(name + "{") && line.contains(label) && !line.endsWith(" 0.0");
  }
}
