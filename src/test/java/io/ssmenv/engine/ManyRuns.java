package io.ssmenv.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs of many independent scenarios, one on each processor at a time. A failing one does not end
 * the others.
 */
final class ManyRuns {

  /** A run that failed, with how to repeat it and why it failed. */
  record Failed<C>(C input, Throwable reason) {

    String firstLines(int lines) {
      return String.valueOf(reason.getMessage())
          .lines()
          .filter(line -> !line.isBlank())
          .limit(lines)
          .collect(Collectors.joining("\n    "));
    }
  }

  private ManyRuns() {}

  /**
   * Runs all; prints each failure at once, where it stands, and at the end the runs in a second.
   */
  static <C> List<Failed<C>> all(String name, List<C> inputs, Consumer<C> run) {
    long start = System.nanoTime();
    Progress progress = new Progress(name, inputs.size());
    List<Failed<C>> failed = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> futures = new ArrayList<>();
      inputs.forEach(input -> futures.add(threads.submit(() -> progress.of(input, run))));
      IntStream.range(0, inputs.size())
          .forEach(
              i -> reason(futures.get(i)).forEach(e -> failed.add(new Failed<>(inputs.get(i), e))));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s: %d runs in %.0f s, %.1f in a second; %d failed%n",
        name, inputs.size(), seconds, inputs.size() / seconds, failed.size());
    return failed;
  }

  /** Of a long run, which may be ended before it has finished. */
  private record Progress(String name, int total, AtomicInteger finished) {
    private static final int STEP = 500;

    Progress(String name, int total) {
      this(name, total, new AtomicInteger());
    }

    <C> void of(C input, Consumer<C> run) {
      try {
        run.accept(input);
      } catch (RuntimeException | Error e) {
        System.out.println(name + ": failed: " + input);
        throw e;
      } finally {
        int runs = finished.incrementAndGet();
        if (runs % STEP == 0) {
          System.out.printf("%s: %d of %d runs%n", name, runs, total);
        }
      }
    }
  }

  private static List<Throwable> reason(Future<?> run) {
    try {
      run.get();
      return List.of();
    } catch (ExecutionException e) {
      return List.of(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
