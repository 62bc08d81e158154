package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command in a process of its own, on a pseudo terminal of {@code script} or without one. */
final class TerminalCommand implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final char CTRL_C = 3;

  private final Process process;
  private final StringBuilder output = new StringBuilder();

  private TerminalCommand(ProcessBuilder builder) {
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  static TerminalCommand onTerminal(
      URI aws, String key, Path plugin, String instances, String... arguments) {
    return onTerminal(Map.of(), aws, key, plugin, instances, arguments);
  }

  /** In an environment with preferences of sessions. */
  static TerminalCommand withDocument(
      String document, URI aws, String key, Path plugin, String instance, String... arguments) {
    return onTerminal(
        Map.of(ConnectProgram.DOCUMENT, document), aws, key, plugin, instance, arguments);
  }

  private static TerminalCommand onTerminal(
      Map<String, String> variables,
      URI aws,
      String key,
      Path plugin,
      String instances,
      String... arguments) {
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().putAll(variables);
    String command =
        java(arguments).stream()
            .map("'%s'"::formatted)
            .collect(Collectors.joining(" ", "exec ", ""));
    return new TerminalCommand(
        with(
            builder.command("script", "-qefc", command, "/dev/null"), aws, key, plugin, instances));
  }

  static TerminalCommand withoutTerminal(
      URI aws, String key, Path plugin, String instances, String... arguments) {
    return new TerminalCommand(
        with(new ProcessBuilder(java(arguments)), aws, key, plugin, instances));
  }

  private static List<String> java(String... arguments) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ConnectProgram.class.getName()),
            Stream.of(arguments))
        .toList();
  }

  private static ProcessBuilder with(
      ProcessBuilder builder, URI aws, String key, Path plugin, String instances) {
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID",
                key,
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_ENDPOINT_URL",
                aws.toString(),
                "NO_PROXY",
                "*",
                "SHELL",
                "/bin/sh",
                ConnectProgram.INSTANCES,
                instances,
                "PATH",
                plugin.getParent() + File.pathSeparator + System.getenv("PATH")));
    return builder;
  }

  private void read() {
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (int one = reader.read(); one >= 0; one = reader.read()) {
        append((char) one);
      }
    } catch (IOException e) {
      append(e);
    }
  }

  private void append(Object text) {
    synchronized (output) {
      output.append(text);
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

  void typeCtrlC() {
    type(String.valueOf(CTRL_C));
  }

  /** The output, with the line ends of a terminal and of the session made equal. */
  String output() {
    synchronized (output) {
      return output.toString().replace("\r", "");
    }
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
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroyForcibly();
  }
}
