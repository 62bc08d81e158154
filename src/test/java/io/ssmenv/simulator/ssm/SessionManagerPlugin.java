package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.sessionplugin.PluginBuild;
import io.ssmenv.simulator.SimulatedAws;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** A process of the real session-manager-plugin, called as AWS CLI calls it. */
final class SessionManagerPlugin implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path temporary;
  private final StringWriter output = new StringWriter();

  private SessionManagerPlugin(Process process, Path temporary) {
    this.process = process;
    this.temporary = temporary;
    Thread.ofVirtual().start(this::read);
  }

  static SessionManagerPlugin connect(
      SimulatedAws aws, String target, StartSessionResponse started) {
    try {
      Path plugin =
          PluginBuild.at(
                  CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home"))))
              .ensure(System.err::println);
      // A plugin that is killed leaves a socket, whose name depends on the session's id only.
      Path temporary = Files.createTempDirectory("plugin");
      ProcessBuilder builder =
          new ProcessBuilder(
              plugin.toString(),
              json(
                  Map.of(
                      "SessionId", started.sessionId(),
                      "TokenValue", started.tokenValue(),
                      "StreamUrl", started.streamUrl())),
              "eu-west-1",
              "StartSession",
              "",
              json(Map.of("Target", target)),
              aws.endpoint().toString());
      builder
          .environment()
          .putAll(
              Map.of(
                  "AWS_ACCESS_KEY_ID", "AKIDTEST",
                  "AWS_SECRET_ACCESS_KEY", "secret",
                  "AWS_EC2_METADATA_DISABLED", "true",
                  "TMPDIR", temporary.toString(),
                  "NO_PROXY", "*"));
      return new SessionManagerPlugin(builder.redirectErrorStream(true).start(), temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String json(Map<String, String> object) throws JsonProcessingException {
    return JSON.writeValueAsString(object);
  }

  private void read() {
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (int one = reader.read(); one >= 0; one = reader.read()) {
        output.append((char) one);
      }
    } catch (IOException e) {
      output.append(e.toString());
    }
  }

  void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what a terminal sends for Ctrl-C. */
  void interrupt() {
    try {
      new ProcessBuilder(List.of("kill", "-INT", Long.toString(process.pid()))).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String output() {
    return output.toString();
  }

  /** Waits until the output contains a text. */
  void awaitOutput(String text) {
    await(text).atMost(PATIENCE).untilAsserted(() -> assertThat(output()).contains(text));
  }

  /** Waits for its end; returns its exit code. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ended; it printed %s", output())
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try (Stream<Path> left = Files.list(temporary)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
      Files.delete(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
