package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl replace} of a plain manifest takes the finalizer off: it comes back at once. */
@ExtendWith(ApiServerExtension.class)
class FinalizerTakenOffIT {

  /** Less than the default poll interval, at which the environment is reconciled anyway. */
  private static final Duration SECONDS = Duration.ofSeconds(20);

  private static final String NAME = "replaced";
  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints}
      instances: [{name: app}]
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "paused: true", "drift: {policy: Report}"})
  void theFinalizerComesBackAndADeletionLeavesNothing(String mode, ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "replaced");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      environments.apply(Environments.yaml(NAME, SPEC));
      environments.awaitReady(NAME);
      if (!mode.isEmpty()) {
        environments.apply(Environments.yaml(NAME, SPEC + mode));
        environments.awaitReady(NAME);
      }

      Path manifest = directory.resolve("manifest.yaml");
      Files.writeString(manifest, Environments.yaml(NAME, SPEC + mode));
      environments.kubectl("replace", "-f", manifest.toString());
      await()
          .atMost(SECONDS)
          .untilAsserted(() ->
              assertThat(environments.get(NAME).getMetadata().getFinalizers())
                  .containsExactly(EnvironmentReconciler.FINALIZER));

      environments.apply(Environments.yaml(NAME, SPEC));
      environments.delete(NAME);
      environments.awaitGone(NAME);
      assertThat(aws.resources()).isEmpty();
    }
  }
}
