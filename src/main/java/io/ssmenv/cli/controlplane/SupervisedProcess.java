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
 * A child process that ends with this process, but not with a Ctrl-C in the terminal.
 *
 * <p>The shell script {@code supervise.sh} runs the program. It starts the program in a separate
 * process group, because Ctrl-C reaches the whole foreground group, and the control plane must
 * still respond while a demo deletes its environments. It kills the program when its standard input
 * ends, because a killed Java process cannot end its child processes in another way.
 */
final class SupervisedProcess implements AutoCloseable {

  private static final long CLOSE_LIMIT_SECONDS = 10;
  private static final int MAX_QUOTED_LINES = 15;

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
   * @param name the name in messages
   * @param log file for its output and error output
   * @param remove directory to delete when the program has ended for any reason
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
   * @throws IOException with the last lines of its log
   */
  void requireAlive() throws IOException {
    if (!supervisor.isAlive()) {
      throw new IOException(
          "%s exited with code %d:%n%s".formatted(name, supervisor.exitValue(), lastLines()));
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
          "\n", lines.subList(Math.max(0, lines.size() - MAX_QUOTED_LINES), lines.size()));
    } catch (IOException e) {
      return "(failed to read the log: " + e.getMessage() + ")";
    }
  }

  /** Runs an action when the program has ended for any reason. */
  void onExit(Runnable action) {
    var _ = supervisor.onExit().thenRun(action);
  }

  /** Kills the program and waits until it has ended. */
  @Override
  public void close() {
    try {
      supervisor.getOutputStream().close();
      if (!supervisor.waitFor(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "%s (process %d) is still running %d s after SIGKILL"
                .formatted(name, supervisor.pid(), CLOSE_LIMIT_SECONDS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to stop " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The shell kills the program anyway.
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
