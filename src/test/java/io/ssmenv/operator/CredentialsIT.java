package io.ssmenv.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Accounts;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator must start without AWS credentials, because a restart does not provide them. */
@ExtendWith(ApiServerExtension.class)
class CredentialsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints}
      instances: [{name: app}]
      """;

  @Test
  void withoutConfiguredCredentialsItKeepsRunningAndSaysWhatToSet(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "nobody");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        OperatorProcess operator = start(server, environments, aws, Map.of())) {
      assertServes(operator.awaitUrl(LIMIT));
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(operator.errors())
                  .contains(
                      "No AWS credentials are available yet; the operator retries.",
                      "Set AWS_PROFILE"));

      String name = environments.apply(Environments.yaml("stuck", SPEC));
      awaitNotReady(environments, name, "AccessDenied", "Set AWS_PROFILE");
      assertThat(aws.callLog().counts()).isEmpty();
    }
  }

  @Test
  void whenCredentialsCannotBeLoadedItReportsTheReasonAndRetries(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "later");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        PodIdentityAgent agent = PodIdentityAgent.start();
        OperatorProcess operator =
            start(
                server,
                environments,
                aws,
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.address().toString()))) {
      assertServes(operator.awaitUrl(LIMIT));
      String name = environments.apply(Environments.yaml("late", SPEC));
      awaitNotReady(environments, name, "AwsUnavailable", "ContainerCredentialsProvider");
      assertThat(operator.errors()).contains("The configured AWS credentials could not be loaded");
      assertThat(aws.callLog().counts()).isEmpty();

      agent.serve("AKIALATE");
      await().atMost(LIMIT).until(() -> !Accounts.writes(aws).isEmpty());
      assertServes(operator.awaitUrl(LIMIT));
    }
  }

  private static OperatorProcess start(
      ApiServer server, Environments environments, SimulatedAws aws, Map<String, String> source) {
    Map<String, String> environment = new LinkedHashMap<>(source);
    environment.put("KUBECONFIG", server.kubeconfig().toString());
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("SSMENV_SIMULATED_SPEED", String.valueOf(aws.speed()));
    return OperatorProcess.start(
        environment,
        "--namespace",
        environments.namespace(),
        "--poll-interval",
        "2",
        "--min-poll-interval",
        "2");
  }

  private static void assertServes(URI url) throws IOException, InterruptedException {
    assertThat(OperatorProcess.get(url, "/healthz").statusCode()).isEqualTo(200);
    assertThat(OperatorProcess.get(url, "/readyz").statusCode()).isEqualTo(200);
  }

  private static void awaitNotReady(
      Environments environments, String name, String reason, String words) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(environments.condition(name, "Ready"))
                .hasValueSatisfying(ready -> {
                  assertThat(ready.status()).isNotEqualTo(Condition.Status.TRUE);
                  assertThat(ready.reason()).isEqualTo(reason);
                  assertThat(ready.message()).contains(words);
                }));
  }

  /** Serves credentials like the EKS Pod Identity agent; it has none at first. */
  private static final class PodIdentityAgent implements AutoCloseable {

    private final HttpServer server;
    private volatile Optional<String> key = Optional.empty();

    private PodIdentityAgent(HttpServer server) {
      this.server = server;
    }

    static PodIdentityAgent start() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      PodIdentityAgent agent = new PodIdentityAgent(server);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = agent.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(agent.key.isPresent() ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return agent;
    }

    private String body() {
      return key.map(id ->
              """
              {"AccessKeyId": "%s", "SecretAccessKey": "secret", "Expiration": "2099-01-01T00:00:00Z"}
              """
                  .formatted(id))
          .orElse("no credentials yet");
    }

    void serve(String accessKeyId) {
      key = Optional.of(accessKeyId);
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/credentials");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
