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
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The start, the HTTP endpoints and the shutdown of the operator process. */
@ExtendWith(ApiServerExtension.class)
class OperatorProcessIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void withoutAClusterItNamesTheAddressThatDoesNotRespond() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        OperatorProcess operator =
            OperatorProcess.start(
                OperatorProcess.environment(Path.of("no-such-file"), aws, "AKIA"))) {
      assertThat(operator.exitCode(LIMIT)).contains(1);
      assertThat(operator.errors().lines())
          .singleElement()
          .asString()
          .startsWith("ssmenv operator: The cluster at https://")
          .contains("does not respond", "KUBECONFIG");
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
