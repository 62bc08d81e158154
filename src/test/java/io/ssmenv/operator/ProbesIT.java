package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A probe may fail only for a problem that a restart of the pod can fix. */
@ExtendWith(ApiServerExtension.class)
class ProbesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void anAwsOutageIsReportedInTheStatusAndFailsNoProbe(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "probes");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      aws.faults().outage();
      String name =
          environments.apply(
              Environments.yaml(
                  "outage",
                  """
                  region: eu-west-1
                  connectivity: {pattern: PrivateEndpoints}
                  instances: [{name: app}]
                  """));
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(environments.condition(name, "Ready"))
                  .hasValueSatisfying(
                      ready -> assertThat(ready.message()).contains("ServiceUnavailable")));

      assertStatusCode(operator, "/healthz", 200);
      assertStatusCode(operator, "/readyz", 200);
    }
  }

  @Test
  void withoutTheDefinitionOrTheApiServerItIsNotReadyButStaysAlive() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ApiServer server = ApiServer.bare()) {
      server.kubectl("apply", "-f", "crds");
      server.kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", "crds");
      try (RunningOperator operator =
          RunningOperator.start(server, new Environments(server, "no-api-server"), aws)) {
        assertStatusCode(operator, "/readyz", 200);

        server.kubectl("delete", "-f", "crds");
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(OperatorProcess.get(operator.url(), "/readyz").body())
                    .contains("The CRD ssmmanagedenvironments.ssmenv.io is not installed"));
        assertStatusCode(operator, "/healthz", 200);
        server.kubectl("apply", "-f", "crds");
        await().atMost(LIMIT).untilAsserted(() -> assertStatusCode(operator, "/readyz", 200));

        server.close();
        await().atMost(LIMIT).untilAsserted(() -> assertStatusCode(operator, "/readyz", 503));
        assertStatusCode(operator, "/healthz", 200);
      }
    }
  }

  private static void assertStatusCode(RunningOperator operator, String path, int code)
      throws IOException, InterruptedException {
    assertThat(OperatorProcess.get(operator.url(), path).statusCode()).as(path).isEqualTo(code);
  }
}
