package io.ssmenv.cli.controlplane;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs the {@code go} command in a module and reports its progress. */
public final class GoCommand {

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
  private static final int MAX_QUOTED_LINES = 8;

  private final Path module;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /** Creates the command for a module. */
  public GoCommand(Path module, InstantSource clock, Consumer<String> progress) {
    this.module = module;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Downloads the modules and compiles the packages.
   *
   * @param what the name in the progress lines
   * @param output a file, or a directory if there are several packages
   * @throws IOException with its last lines, if {@code go} fails or is not installed
   */
  public void build(String what, Path output, String linkerFlags, List<String> packages)
      throws IOException, InterruptedException {
    var modules = new ProgressLines("  %s: downloading Go modules, %d so far (%d s)");
    List<String> list = new ArrayList<>(List.of("go", "list", "-mod=mod", "-deps"));
    list.addAll(packages);
    int total = run(what, list, line -> line.startsWith("go: downloading "), modules);

    var compiled = new ProgressLines("  %s: %d of at most " + total + " packages compiled (%d s)");
    List<String> build =
        new ArrayList<>(
            List.of(
                "go",
                "build",
                "-mod=mod",
                "-v",
                "-trimpath",
                "-buildvcs=false",
                "-ldflags=" + linkerFlags,
                "-o",
                output.toString()));
    build.addAll(packages);
    run(what, build, line -> !line.startsWith("go: "), compiled);
    progress.accept("  %s: built".formatted(what));
  }

  /** Counts the lines that match {@code counts}; returns the number of the other lines. */
  private int run(String what, List<String> command, Predicate<String> counts, ProgressLines lines)
      throws IOException, InterruptedException {
    Process process = start(command);
    Deque<String> lastLines = new ArrayDeque<>();
    int others = 0;
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (counts.test(line)) {
          lines.count(what);
        } else {
          others++;
        }
        lastLines.addLast(line);
        if (lastLines.size() > MAX_QUOTED_LINES) {
          lastLines.removeFirst();
        }
      }
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s failed for %s:%n    %s"
              .formatted(
                  String.join(" ", command.subList(0, 2)), what, String.join("\n    ", lastLines)));
    }
    return others;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(module.toFile()).redirectErrorStream(true);
    // The user's Go workspace and C compiler must not affect the build.
    builder.environment().putAll(Map.of("GO111MODULE", "on", "GOWORK", "off", "CGO_ENABLED", "0"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(
          "no 'go' was found on the PATH. Install Go 1.26 or later (https://go.dev/dl) and try again",
          e);
    }
  }

  /** Reports one line in each interval, to keep a log readable. */
  private final class ProgressLines {
    private final String format;
    private final Instant started = clock.instant();
    private Instant reported = started;
    private int count;

    ProgressLines(String format) {
      this.format = format;
    }

    void count(String what) {
      count++;
      Instant now = clock.instant();
      if (Duration.between(reported, now).compareTo(REPORT_INTERVAL) >= 0) {
        reported = now;
        progress.accept(format.formatted(what, count, Duration.between(started, now).toSeconds()));
      }
    }
  }
}
