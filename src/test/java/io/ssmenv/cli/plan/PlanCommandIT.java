package io.ssmenv.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command with a real API server, and an operator that carries the plan out. */
@ExtendWith(ApiServerExtension.class)
class PlanCommandIT {

  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      instances: [{name: app}]
      """;

  private final CommandRun run = new CommandRun();

  @Test
  void thePlanOfAnEnvironmentIsEmptyOnceTheOperatorHasCarriedItOut(ApiServer server)
      throws IOException {
    Environments environments = new Environments(server, "plan");
    String namespace = environments.namespace();
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40))) {
      connect(server, "it-" + namespace, aws);
      run.input(Environments.yaml("reports", SPEC));
      assertThat(run.plan("-f", "-", "-n", namespace)).as(run.err()).isEqualTo(2);
      assertThat(run.out())
          .startsWith(namespace + "/reports: ElasticIp in eu-west-1, account 111122223333\n  +")
          .contains("Plan: 17 to create, 0 to change, 0 to replace, 0 to delete.");
      assertThat(run.plan("reports", "-n", namespace)).as("a dry run stores nothing").isEqualTo(1);
      assertThat(run.err())
          .startsWith(
              "plan: The namespace " + namespace + " has no SsmManagedEnvironment reports.");

      try (RunningOperator operator = RunningOperator.start(server, environments, aws)) {
        environments.apply(Environments.yaml("reports", SPEC));
        environments.awaitReady("reports");
        assertThat(run.plan("reports", "-n", namespace)).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("No changes. AWS matches the spec.");

        run.input(Environments.yaml("reports", SPEC.replace("ElasticIp", "NatGateway")));
        assertThat(run.plan("-f", "-", "-n", namespace)).as(run.err()).isEqualTo(2);
        assertThat(run.out())
            .contains("reports: ElasticIp to NatGateway", "(igw-", "This plan interrupts users:")
            .contains("Plan: 6 to create, 1 to change, 0 to replace, 2 to delete.");
        assertThat(operator.isLive()).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aGuestIsPlannedWithItsHostInTheCluster(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "plan-shared");
    String namespace = environments.namespace();
    String guest =
        Environments.yaml(
            "nat",
            SPEC.replace("ElasticIp", "NatGateway") + "network: {environment: {name: public}}\n");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      connect(server, "it-" + namespace, aws);
      environments.apply(Environments.yaml("public", SPEC));
      environments.awaitReady("public");

      run.input(guest);
      assertThat(run.plan("-f", "-", "-n", namespace)).as(run.err()).isEqualTo(2);
      assertThat(run.out())
          .startsWith(namespace + "/public: ElasticIp in eu-west-1, account 111122223333\n")
          .contains("Note: it was not asked for, but its VPC is shared with one that was.")
          .contains("create natgateway/a\n", "target       natgateway/a of public (known after")
          .contains("/nat: NatGateway in the VPC of public, eu-west-1");

      environments.apply(guest);
      environments.awaitReady("public", "nat");
      for (String name : List.of("public", "nat")) {
        assertThat(run.plan(name, "-n", namespace)).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("/" + name + ": ").containsOnlyOnce("No changes.");
      }
      assertThat(operator.isLive()).isTrue();
    }
  }

  @Test
  void wrongFilesAreRefusedByTheApiServer(ApiServer server) throws IOException {
    Environments environments = new Environments(server, "plan-refused");
    String namespace = environments.namespace();
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      connect(server, "refused", aws);
      run.input(Environments.yaml("typo", SPEC + "netwrk: {cidr: 10.0.0.0/16}\n"));
      assertThat(run.plan("-f", "-", "-n", namespace)).isEqualTo(1);
      assertThat(run.err())
          .startsWith("plan: Standard input: typo: ")
          .contains("unknown field \"spec.netwrk\"")
          .hasLineCount(1);

      environments.apply(Environments.yaml("moved", SPEC));
      run.input(Environments.yaml("moved", SPEC.replace("eu-west-1", "eu-west-2")));
      assertThat(run.plan("-f", "-", "-n", namespace)).isEqualTo(1);
      assertThat(run.err()).contains("spec.region is immutable").hasLineCount(1);
      assertThat(aws.callLog().calls()).as("AWS is not asked about a wrong file").isEmpty();
    }
  }

  @Test
  void aClusterThatDoesNotRespondIsOneLine() {
    run.cluster(() ->
        new KubernetesCluster(
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://127.0.0.1:1")
                        .withRequestRetryBackoffLimit(1)
                        .build())
                .build(),
            Optional.empty()));

    assertThat(run.plan("reports", "-n", "team-a")).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "plan: The cluster at http://127.0.0.1:1/ does not respond. Set KUBECONFIG to a running cluster, or use --offline\n");
  }

  private void connect(ApiServer server, String clusterId, SimulatedAws aws) {
    run.cluster(() -> new KubernetesCluster(server.newClient(), Optional.of(clusterId)));
    run.aws(ClientFactory.of(aws.endpoint(), "AKIAPLAN", "secret"));
  }
}
