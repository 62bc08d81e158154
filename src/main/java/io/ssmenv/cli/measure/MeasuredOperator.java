package io.ssmenv.cli.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ssmenv operator} in a separate process, with its start time and its memory. */
public final class MeasuredOperator implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

  /** Long enough for the JVM to write an AOT cache at its exit. */
  private static final Duration END_LIMIT = Duration.ofMinutes(5);

  private static final int KIB_PER_MIB = 1024;

  private final Process process;
  private final Path log;
  private final Duration start;
  private final Duration processorTime;

  private MeasuredOperator(Process process, Path log, Duration start) {
    this.process = process;
    this.log = log;
    this.start = start;
    this.processorTime = process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Starts the operator and waits until {@code /readyz} returns 200.
   *
   * @param command the command line before {@code operator}
   * @param environment the variables that select the cluster and AWS; other AWS variables are
   *     removed
   * @throws IOException with the last lines of its output, if it exits or is not ready within two
   *     minutes
   */
  public static MeasuredOperator start(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("operator", "--port", String.valueOf(port)));
    Path log = Files.createTempFile("ssmenv-measure-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    long startedAt = System.nanoTime();
    Process process = builder.start();
    URI readiness = URI.create("http://127.0.0.1:" + port + "/readyz");
    while (!isReady(readiness)) {
      if (!process.isAlive() || System.nanoTime() - startedAt > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException("the operator did not become ready: " + lastLines(log));
      }
      Thread.sleep(POLL_INTERVAL);
    }
    return new MeasuredOperator(process, log, Duration.ofNanos(System.nanoTime() - startedAt));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isReady(URI readiness) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false; // It does not listen yet; the caller stops after a time limit.
    } finally {
      connection.disconnect();
    }
  }

  /** The time from the start of the process until it was ready. */
  public Duration start() {
    return start;
  }

  /** The CPU time until it was ready, or zero if the system does not report it. */
  public Duration processorTime() {
    return processorTime;
  }

  /** The CPU time of the process so far, or zero if the system does not report it. */
  public Duration processorTimeSoFar() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * The resident memory in MiB, as Linux counts it: including the pages of mapped files.
   *
   * @throws IOException if the process has ended, or if there is no {@code /proc}
   */
  public long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .map(kilobytes -> Math.ceilDiv(kilobytes, KIB_PER_MIB))
        .findFirst()
        .orElseThrow(() -> new IOException("the operator has ended: " + lastLines(log)));
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends SIGTERM and waits for the exit.
   *
   * @throws IOException if the process has not ended within five minutes
   */
  public void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the operator did not end: " + lastLines(log));
    }
  }

  /** The output and error output so far. */
  public String output() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(log);
  }
}
