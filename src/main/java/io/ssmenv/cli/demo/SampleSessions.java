package io.ssmenv.cli.demo;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.connect.SessionRecorder;
import io.ssmenv.cli.connect.SessionRecorder.Recording;
import io.ssmenv.cli.demo.SampleProof.Member;
import io.ssmenv.proof.ConnectionProof;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Opens a session on each instance of the samples as soon as its environment is Ready, and asks in
 * it for the address that the Internet sees.
 */
final class SampleSessions implements AutoCloseable {

  /** A private instance waits for ten seconds of the simulated time. */
  static final String COMMAND = "curl -sS -m 10 https://checkip.amazonaws.com";

  /** An agent may be online for some seconds before Session Manager knows it. */
  private static final int ATTEMPTS = 5;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

  /** What came of a session; the recording is empty if there was none. */
  record Result(ConnectionProof.Session session, Optional<Recording> recording) {

    static Result none(String reason) {
      return new Result(new ConnectionProof.NotOpened(reason), Optional.empty());
    }
  }

  private final SessionRecorder recorder;
  private final Duration limit;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Future<Result>> results = new HashMap<>();

  /**
   * @param limit how long the command may take in a session
   */
  SampleSessions(SessionRecorder recorder, Duration limit) {
    this.recorder = recorder;
    this.limit = limit;
  }

  /** Opens those of an environment that are not open yet. */
  void open(SsmManagedEnvironment environment) {
    SampleProof.members(environment)
        .forEach(member ->
            results.computeIfAbsent(member.name(), _ -> threads.submit(() -> record(member))));
  }

  private Result record(Member member) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        Recording recording = recorder.record(member.region(), member.id(), COMMAND, limit);
        Duration after = Duration.between(member.createdAt(), recording.openedAt());
        return new Result(
            new ConnectionProof.Opened(after, recording.answer()), Optional.of(recording));
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          return Result.none(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
        }
      }
      Thread.sleep(BETWEEN_ATTEMPTS);
    }
  }

  /**
   * Waits for the session of an instance.
   *
   * @param stopped whether to stop early
   */
  Result of(Member member, BooleanSupplier stopped) throws InterruptedException {
    Future<Result> result = results.get(member.name());
    if (result == null) {
      return Result.none("its environment was not Ready");
    }
    while (!stopped.getAsBoolean()) {
      try {
        return result.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException _) {
        // It may have been stopped meanwhile.
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "The session on " + member.name() + " failed: " + e.getCause(), e);
      }
    }
    return Result.none("the demo was stopped");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
