package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmenv.cloud.InternalErrors;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeServerTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private ProbeServer server;

  @BeforeEach
  void start() throws IOException {
    registry.counter("ssmenv.steps", "step", "create").increment(3);
    server =
        new ProbeServer(
            "127.0.0.1",
            0,
            threads,
            registry.getPrometheusRegistry(),
            () -> true,
            new Readiness(() -> true, ready::get, () -> false, new InternalErrors(() -> {})));
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    threads.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theThreeHaveOnePort() throws Exception {
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    assertThat(get("/readyz").body()).isEqualTo("ok\n");
    assertThat(get("/metrics").body().lines()).contains("ssmenv_steps_total{step=\"create\"} 3.0");
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(() ->
            new ProbeServer(
                "127.0.0.1",
                server.port(),
                threads,
                registry.getPrometheusRegistry(),
                () -> true,
                new Readiness(() -> true, () -> true, () -> true, new InternalErrors(() -> {}))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot listen on 127.0.0.1:%d: Address already in use. Set another --port"
                .formatted(server.port()));
  }

  @Test
  void whatIsNotReadyAnswers503() throws Exception {
    ready.set(false);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("not ok: The environments cannot be watched\n");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz", "/metrics"})
  void headIsAnsweredWithoutABody(String path) throws Exception {
    HttpResponse<String> answer =
        client.send(request(path).HEAD().build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(get(path).statusCode()).as("afterwards").isEqualTo(200);
  }

  @Test
  void metricsAreCompressedIfTheClientCanReadThat() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(
            request("/metrics").header("Accept-Encoding", "gzip").build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (InputStream text = new GZIPInputStream(answer.body())) {
      assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).contains("ssmenv_steps");
    }
  }

  @Test
  void metricsAreInTheFormatThatTheClientPrefers() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/metrics").header("Accept", "application/openmetrics-text").build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(answer.body()).endsWith("# EOF\n");
    assertThat(get("/metrics").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
  }
}
