package io.ssmenv.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.SimulatedAws;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code ssmenv operator} in a separate process. It uses the Java runtime and the class path of the
 * tests, without the test classes, and only the given environment variables.
 */
public final class OperatorProcess implements AutoCloseable {

  private static final String URL = "export SSMENV_OPERATOR_URL=";
  private static final Path LOGS = Path.of("target", "operator-logs");

  private final Process process;
  private final Path output;
  private final Path errors;

  private OperatorProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** Starts the operator without waiting until it is ready. */
  public static OperatorProcess start(Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "io.ssmenv.cli.Main",
                "operator"));
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(LOGS);
      Path output = Files.createTempFile(LOGS, "operator-", ".out");
      Path errors = Files.createTempFile(LOGS, "operator-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().put("HOME", Files.createTempDirectory(LOGS, "home-").toString());
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      builder.environment().putAll(environment);
      return new OperatorProcess(builder.start(), output, errors);
    } catch (IOException e) {
      throw new IllegalStateException("Failed to start the operator", e);
    }
  }

  /** The environment variables that select the cluster and the simulated AWS. */
  public static Map<String, String> environment(Path kubeconfig, SimulatedAws aws, String key) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", key);
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("SSMENV_SIMULATED_SPEED", String.valueOf(aws.speed()));
    return environment;
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }

  /** The URL of health and metrics, once the operator has printed it. */
  public Optional<URI> url() {
    return read(output)
        .lines()
        .filter(line -> line.startsWith(URL))
        .map(line -> URI.create(line.substring(URL.length())))
        .findFirst();
  }

  /** Waits until the operator is serving and returns its URL. */
  public URI awaitUrl(Duration limit) {
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(url()).as(this::errors).isPresent());
    return url().orElseThrow();
  }

  /** Sends a GET request, for example for {@code /healthz}. */
  public static HttpResponse<String> get(URI server, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /** The error output so far. */
  public String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("Failed to read the log of an operator", e);
    }
  }

  /** Sends SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    exitCode(Duration.ofSeconds(10));
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the exit; returns the exit code, or empty if the process still runs at the limit. */
  public Optional<Integer> exitCode(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(process.exitValue())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
