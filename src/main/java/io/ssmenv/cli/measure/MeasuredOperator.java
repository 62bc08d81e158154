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

/** {@code ssmenv operator} as a process of its own, with a watch and a pair of scales beside it. */
public final class MeasuredOperator implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(10);

  /** Ample for the JVM that writes an AOT cache when the operator has ended. */
  private static final Duration END_LIMIT = Duration.ofMinutes(5);

  private static final int KILOBYTES_OF_A_MEBIBYTE = 1024;

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
   * Starts it and waits until {@code /readyz} answers 200.
   *
   * @param command what comes before {@code operator}
   * @param environment where its cluster and its AWS are; other AWS settings are not handed on
   * @throws IOException if it ends or isn't ready within two minutes, with what it said last
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
    long began = System.nanoTime();
    Process process = builder.start();
    URI readiness = URI.create("http://127.0.0.1:" + port + "/readyz");
    while (!isReady(readiness)) {
      if (!process.isAlive() || System.nanoTime() - began > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException("the operator did not become ready: " + lastLines(log));
      }
      Thread.sleep(POLL);
    }
    return new MeasuredOperator(process, log, Duration.ofNanos(System.nanoTime() - began));
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
      return false; // It does not listen yet; the caller knows when to give up.
    } finally {
      connection.disconnect();
    }
  }

  /** From the start of the process until it was ready. */
  public Duration start() {
    return start;
  }

  /** Of both processors together, until it was ready; zero if the system does not tell. */
  public Duration processorTime() {
    return processorTime;
  }

  /**
   * Its resident memory in MiB, as Linux counts it: with the pages of mapped files.
   *
   * @throws IOException if the process is gone, or where there is no {@code /proc}
   */
  public long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .map(kilobytes -> Math.ceilDiv(kilobytes, KILOBYTES_OF_A_MEBIBYTE))
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
   * Ends it by SIGTERM and waits.
   *
   * @throws IOException if it has not ended within five minutes
   */
  public void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the operator did not end: " + lastLines(log));
    }
  }

  /** What it wrote, both streams. */
  public String output() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(log);
  }
}
