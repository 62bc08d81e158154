package io.ssmenv.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cloud.RefreshTiming;
import io.ssmenv.operator.OperatorRuntime;
import io.ssmenv.operator.OperatorSettings;
import io.ssmenv.operator.SessionResource;
import io.ssmenv.simulator.SimulatedAws;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The operator in this JVM, for one namespace, whose name is part of the cluster id. */
public final class RunningOperator implements AutoCloseable {

  /** The access key id of the operator's AWS calls. */
  public static final String ACCESS_KEY = "AKIAOPERATOR";

  private final KubernetesClient client;
  private final OperatorRuntime runtime;

  private RunningOperator(KubernetesClient client, OperatorRuntime runtime) {
    this.client = client;
    this.runtime = runtime;
  }

  /** Starts an operator with default settings. */
  public static RunningOperator start(ApiServer server, Environments environments, SimulatedAws aws)
      throws IOException {
    return start(server, environments, aws, Set.of());
  }

  /**
   * Starts an operator.
   *
   * @param allowed what environments may use for their sessions
   */
  public static RunningOperator start(
      ApiServer server, Environments environments, SimulatedAws aws, Set<SessionResource> allowed)
      throws IOException {
    return start(server.newClient(), environments, aws, Duration.ofMinutes(1), allowed);
  }

  /**
   * Starts an operator that owns its client and closes it.
   *
   * @param pollInterval how often the operator lists the resources of each account and region
   */
  public static RunningOperator start(
      KubernetesClient client, Environments environments, SimulatedAws aws, Duration pollInterval)
      throws IOException {
    return start(client, environments, aws, pollInterval, Set.of());
  }

  private static RunningOperator start(
      KubernetesClient client,
      Environments environments,
      SimulatedAws aws,
      Duration pollInterval,
      Set<SessionResource> allowed)
      throws IOException {
    OperatorSettings settings =
        new OperatorSettings(
            Optional.of("it-" + environments.namespace()),
            Optional.empty(),
            Set.of(environments.namespace()),
            Optional.empty(),
            Set.of(),
            pollInterval,
            Duration.ofSeconds(5),
            new RefreshTiming(aws.speed()),
            Set.of(),
            Optional.empty(),
            Set.of(),
            allowed,
            false,
            "127.0.0.1",
            0,
            Optional.empty());
    ClientFactory factory = ClientFactory.of(aws.endpoint(), ACCESS_KEY, "secret");
    OperatorRuntime runtime =
        OperatorRuntime.start(
            settings,
            client,
            factory,
            reason -> {
              throw new IllegalStateException(reason);
            });
    return new RunningOperator(client, runtime);
  }

  /** Whether {@code /healthz} returns 200. */
  public boolean isLive() throws IOException, InterruptedException {
    return OperatorProcess.get(url(), "/healthz").statusCode() == 200;
  }

  /** The URL of health and metrics. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + runtime.port());
  }

  @Override
  public void close() {
    runtime.close();
    client.close();
  }
}
