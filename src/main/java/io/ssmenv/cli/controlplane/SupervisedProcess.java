package io.ssmenv.cli.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A child process that outlives neither us nor, until we say so, a Ctrl-C in our terminal.
 *
 * <p>Between us and the program stands a few lines of shell, {@code supervise.sh}: the program gets
 * a process group of its own, because Ctrl-C reaches the whole foreground group and the control
 * plane must still answer while a demo cleans up; and it is killed when the shell's standard input
 * ends, because Java has no other way to take children along when it is killed itself.
 */
final class SupervisedProcess implements AutoCloseable {

  private static final long CLOSE_LIMIT_SECONDS = 10;
  private static final int QUOTED_LINES = 15;

  private final String name;
  private final Process supervisor;
  private final Path log;

  private SupervisedProcess(String name, Process supervisor, Path log) {
    this.name = name;
    this.supervisor = supervisor;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param name for messages
   * @param log file that takes its standard output and error
   * @param remove directory to delete when the program has ended, in whatever way
   * @param command the program and its arguments
   */
  static SupervisedProcess start(String name, Path log, Optional<Path> remove, List<String> command)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("bash", "-c", script(), "supervise"));
    line.add(remove.map(Path::toString).orElse(""));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    return new SupervisedProcess(name, builder.start(), log);
  }

  /**
   * Fails if the program has ended.
   *
   * @throws IOException quoting the last lines of its log
   */
  void requireAlive() throws IOException {
    if (!supervisor.isAlive()) {
      throw new IOException(
          "%s ended with exit code %d:%n%s".formatted(name, supervisor.exitValue(), lastLines()));
    }
  }

  /** The end of the program's log, for messages. */
  String lastLines() {
    if (!Files.exists(log)) {
      return "(no log)";
    }
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
    } catch (IOException e) {
      return "(log not readable: " + e.getMessage() + ")";
    }
  }

  /** Runs when the program has ended, whoever ended it. */
  void onExit(Runnable action) {
    var _ = supervisor.onExit().thenRun(action);
  }

  /** Kills the program and waits until it is gone. */
  @Override
  public void close() {
    try {
      supervisor.getOutputStream().close();
      if (!supervisor.waitFor(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "%s (process %d) is still there %d s after it was killed"
                .formatted(name, supervisor.pid(), CLOSE_LIMIT_SECONDS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The shell finishes the work without us.
    }
  }

  private static String script() throws IOException {
    try (InputStream script = SupervisedProcess.class.getResourceAsStream("supervise.sh")) {
      if (script == null) {
        throw new IOException("resource supervise.sh is missing in this build of ssmenv");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
