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

/** Runs the {@code go} command in a module of ours and reports how far it is. */
final class GoCommand {

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
  private static final int QUOTED_LINES = 8;

  private final Path module;
  private final InstantSource clock;
  private final Consumer<String> progress;

  GoCommand(Path module, InstantSource clock, Consumer<String> progress) {
    this.module = module;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Fetches the modules and compiles the packages.
   *
   * @param what named in the progress lines
   * @param output a file, or a directory if there are several packages
   * @throws IOException if {@code go} is not there or fails; the message quotes its last lines
   */
  void build(String what, Path output, String linkerFlags, List<String> packages)
      throws IOException, InterruptedException {
    var modules = new ProgressLines("  %s: fetching Go modules, %d so far (%d s)");
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

  /** Counts the lines that {@code counts} accepts; returns the number of all the others. */
  private int run(String what, List<String> command, Predicate<String> counts, ProgressLines lines)
      throws IOException, InterruptedException {
    Process process = start(command);
    Deque<String> last = new ArrayDeque<>();
    int others = 0;
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (counts.test(line)) {
          lines.count(what);
        } else {
          others++;
        }
        last.addLast(line);
        if (last.size() > QUOTED_LINES) {
          last.removeFirst();
        }
      }
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s failed for %s:%n    %s"
              .formatted(
                  String.join(" ", command.subList(0, 2)), what, String.join("\n    ", last)));
    }
    return others;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(module.toFile()).redirectErrorStream(true);
    // A person's workspace or C compiler must not take part in the build.
    builder.environment().putAll(Map.of("GO111MODULE", "on", "GOWORK", "off", "CGO_ENABLED", "0"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(
          "there is no 'go' on the PATH; install Go 1.26 or later (https://go.dev/dl) and try again",
          e);
    }
  }

  /** One line at the start of each interval, so that a log stays readable. */
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
