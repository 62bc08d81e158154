package io.ssmenv.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The path of an agent, which somebody breaks while an operator only reports drift. */
@ExtendWith(ApiServerExtension.class)
class ExplainCommandIT {

  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      instances: [{name: app}]
      """;

  @Test
  void theHopThatSomebodyBreaksIsNamedAsInTheStatus(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "explain");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws);
        Ec2Client ec2 = AwsClients.inProcess(aws).ec2()) {
      environments.apply(Environments.yaml("reports", SPEC));
      environments.awaitReady("reports");
      environments.apply(Environments.yaml("reports", SPEC + "drift: {policy: Report}\n"));
      ExplainRun run =
          new ExplainRun(
              new KnownCluster(
                  "it-" + environments.namespace(), environments.namespace(), environments::find),
              () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"));
      assertThat(run.explain("reports")).as(run.out + run.err).isZero();
      assertThat(run.out).contains("is online", "✓ route", "✓ network ACL");

      String table =
          environments.get("reports").getStatus().resources().stream()
              .filter(one -> one.key().equals("routetable/workload-a"))
              .findFirst()
              .orElseThrow()
              .id();
      ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(run.explain("reports", "app-0")).as(run.out + run.err).isEqualTo(2));
      assertThat(run.out)
          .contains("is stopped at: route " + table)
          .contains("✗ route               The route table " + table);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> {
            assertThat(environments.get("reports").getStatus().instances().getFirst().stoppedAt())
                .isEqualTo("route " + table);
            assertThat(environments.events("reports"))
                .anyMatch(event -> "AgentStoppedAt".equals(event.getReason()));
          });
      assertThat(operator.isLive()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "paused: true,'spec.paused is true, so the deletion is blocked'",
    "'drift: {policy: Report}','spec.drift.policy is Report, so the deletion is blocked'"
  })
  void anAgentStaysOnlineWhileTheDeletionIsBlocked(String mode, String why, ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "blocked");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      environments.apply(Environments.yaml("reports", SPEC));
      environments.awaitReady("reports");
      environments.apply(Environments.yaml("reports", SPEC + mode + "\n"));
      environments.delete("reports");
      ExplainRun run =
          new ExplainRun(
              new KnownCluster(
                  "it-" + environments.namespace(), environments.namespace(), environments::find),
              () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> {
            assertThat(run.explain("reports")).as(run.out + run.err).isZero();
            assertThat(run.out.replaceAll("\\s+", " "))
                .contains(
                    "/reports is being deleted. Its condition Deleting says: " + why, "is online ");
          });
      assertThat(operator.isLive()).isTrue();
    }
  }
}
