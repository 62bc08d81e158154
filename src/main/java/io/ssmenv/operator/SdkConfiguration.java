package io.ssmenv.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.Timing;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** How Java Operator SDK is configured. */
final class SdkConfiguration {

  private SdkConfiguration() {}

  static void configure(
      ConfigurationServiceOverrider configuration,
      Optional<LeaderElection> leaderElection,
      KubernetesClient client,
      ExecutorService threads,
      PrometheusMeterRegistry metrics) {
    configuration
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withResourceCloner(new EnvironmentCloner(client.getKubernetesSerialization()))
        .withExecutorService(threads)
        // ClusterCheck asks the discovery API; reading the definition needs a ClusterRole.
        .checkingCRDAndValidateLocalModel(false)
        .withReconciliationTerminationTimeout(OperatorRuntime.TERMINATION_TIMEOUT)
        .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(metrics));
    leaderElection
        .map(LeaderElection::configuration)
        .ifPresent(configuration::withLeaderElectionConfiguration);
  }

  static void configure(
      ControllerConfigurationOverrider<SsmManagedEnvironment> controller,
      OperatorSettings settings) {
    controller.withRetry(
        new GenericRetry()
            .withoutMaxAttempts()
            .setInitialInterval(1000)
            .setIntervalMultiplier(2)
            .setMaxInterval(60_000));
    controller.withReconciliationMaxInterval(Timing.LONGEST_REST);
    if (!settings.namespaces().isEmpty()) {
      controller.settingNamespaces(settings.namespaces());
    }
  }
}
