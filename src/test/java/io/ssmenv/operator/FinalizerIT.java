package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Accounts;
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

/** The finalizer is added only before the first write to AWS, and never after it. */
@ExtendWith(ApiServerExtension.class)
class FinalizerIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints}
      instances: [{name: app}]
      """;

  @Test
  void aSpecThatTheAdministratorForbidsIsStalledAndDeletedWithoutAFinalizer(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "forbidden");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      String name =
          environments.apply(
              Environments.yaml(
                  "forbidden-policy",
                  SPEC
                      + "role: {managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess']}"));

      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(environments.condition(name, "Stalled"))
                  .hasValueSatisfying(stalled -> {
                    assertThat(stalled.status()).isEqualTo(Condition.Status.TRUE);
                    assertThat(stalled.message())
                        .contains("spec.role.managedPolicies", "AdministratorAccess");
                  }));
      assertThat(environments.condition(name, "Ready"))
          .hasValueSatisfying(
              ready -> assertThat(ready.status()).isEqualTo(Condition.Status.FALSE));
      assertThat(environments.get(name).getMetadata().getFinalizers()).isEmpty();
      assertThat(Accounts.writes(aws)).isEmpty();

      environments.delete(name);
      assertThat(environments.find(name)).isEmpty();
    }
  }

  @Test
  void nothingIsCreatedBeforeTheFinalizerIsAdded(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "finalizer");
    KubernetesClient restricted = clientThatCannotUpdateEnvironments(server, environments);
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator =
            RunningOperator.start(restricted, environments, aws, Duration.ofMinutes(1))) {
      String name = environments.apply(Environments.yaml("finalizer", SPEC));
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(aws.callLog().counts()).containsKey("ec2:DescribeVpcs"));
      await()
          .during(Duration.ofSeconds(5))
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(Accounts.writes(aws)).isEmpty());
      assertThat(environments.get(name).getMetadata().getFinalizers()).isEmpty();

      allow(server, environments, "all", "*");
      await().atMost(LIMIT).until(() -> !Accounts.writes(aws).isEmpty());
      assertThat(environments.get(name).getMetadata().getFinalizers())
          .containsExactly(EnvironmentReconciler.FINALIZER);

      environments.delete(name);
      environments.awaitGone(name);
      assertThat(aws.resources()).isEmpty();
    }
  }

  @Test
  void aDeletionIsReportedOnceEvenIfRemovingTheFinalizerFailsRepeatedly(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "kept");
    KubernetesClient restricted = clientThatCannotUpdateEnvironments(server, environments);
    ClusterRoleBinding updatePermission = allow(server, environments, "all", "*");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator =
            RunningOperator.start(restricted, environments, aws, Duration.ofMinutes(1))) {
      String name = environments.apply(Environments.yaml("kept", SPEC));
      environments.awaitReady(name);

      server.client().resource(updatePermission).delete();
      environments.delete(name);
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            assertThat(aws.resources()).isEmpty();
            assertThat(failedReconciles(operator)).isGreaterThanOrEqualTo(2);
          });
      assertThat(deletions(environments, name)).isZero();
      assertThat(environments.get(name).getMetadata().getFinalizers())
          .containsExactly(EnvironmentReconciler.FINALIZER);

      server.client().resource(updatePermission).create();
      environments.awaitGone(name);
      await().atMost(LIMIT).until(() -> deletions(environments, name) > 0);
      assertThat(deletions(environments, name)).isOne();
    }
  }

  private static double failedReconciles(RunningOperator operator)
      throws IOException, InterruptedException {
    return OperatorProcess.get(operator.url(), "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("operator_sdk_reconciliations_failed_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static long deletions(Environments environments, String name) {
    return environments.events(name).stream()
        .filter(event -> event.getReason().equals("Deleted"))
        .count();
  }

  /** A client that can read everything and write statuses, but cannot add a finalizer. */
  private static KubernetesClient clientThatCannotUpdateEnvironments(
      ApiServer server, Environments environments) {
    try (KubernetesClient admin = server.newClient()) {
      KubernetesClient restricted =
          new KubernetesClientBuilder()
              .withConfig(
                  new ConfigBuilder(admin.getConfiguration())
                      .withImpersonateUsername(user(environments))
                      .build())
              .build();
      allow(server, environments, "read", "get", "list", "watch");
      return restricted;
    }
  }

  private static String user(Environments environments) {
    return "operator-of-" + environments.namespace();
  }

  /** Grants the operator these verbs on environments, and all verbs on their statuses. */
  private static ClusterRoleBinding allow(
      ApiServer server, Environments environments, String name, String... verbs) {
    ClusterRole role =
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(environments.namespace() + "-" + name)
            .endMetadata()
            .addNewRule()
            .withApiGroups("ssmenv.io")
            .withResources("ssmmanagedenvironments")
            .withVerbs(verbs)
            .endRule()
            .addNewRule()
            .withApiGroups("ssmenv.io")
            .withResources("ssmmanagedenvironments/status")
            .withVerbs("*")
            .endRule()
            .addNewRule()
            .withApiGroups("events.k8s.io")
            .withResources("events")
            .withVerbs("create")
            .endRule()
            .build();
    server.client().resource(role).create();
    ClusterRoleBinding binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(role.getMetadata().getName())
            .endMetadata()
            .withNewRoleRef(
                "rbac.authorization.k8s.io", "ClusterRole", role.getMetadata().getName())
            .addNewSubject("rbac.authorization.k8s.io", "User", user(environments), null)
            .build();
    server.client().resource(binding).create();
    return binding;
  }
}
