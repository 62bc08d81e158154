package io.ssmenv.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator without a required permission names it at the start and exits. */
class MissingPermissionIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "rolebinding, ssmenv-operator-cluster-id, kube-system, namespaces \"kube-system\" is forbidden",
    "rolebinding, ssmenv-operator-lease, ssmenv-system, 'missing required verbs: [create, update'",
    "clusterrolebinding, ssmenv-operator, default, ssmmanagedenvironments.ssmenv.io is forbidden",
  })
  void theMissingPermissionIsNamedInOneLine(
      String kind, String name, String namespace, String message) throws Exception {
    try (ApiServer server = ApiServer.bare();
        SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      Installation installation = Installation.of(server, "irsa", directory);
      server.kubectl("delete", kind, name, "-n", namespace);
      try (OperatorProcess operator = installation.startOperator(aws)) {
        assertThat(operator.exitCode(LIMIT)).as(operator::errors).contains(1);
        assertThat(operator.errors().lines().toList().getLast())
            .startsWith("ssmenv operator: ")
            .contains(message);
      }
    }
  }
}
