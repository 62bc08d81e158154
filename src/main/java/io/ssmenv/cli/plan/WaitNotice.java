package io.ssmenv.cli.plan;

import io.ssmenv.cloud.OperatorClock;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/**
 * Says on standard error what a command waits for, if it takes long. Only on a terminal: for a
 * script, a line on standard error is an error.
 */
public final class WaitNotice {

  /** How long a command says nothing: most answers are there by then. */
  static final Duration FIRST = Duration.ofSeconds(2);

  /** How often it says something after that. */
  static final Duration NEXT = Duration.ofSeconds(10);

  private final Optional<PrintWriter> err;
  private final InstantSource clock;
  private final Instant begin;
  private Duration at = FIRST;

  private WaitNotice(Optional<PrintWriter> err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
    this.begin = clock.instant();
  }

  /** Of a command that begins to wait for AWS now. */
  public static WaitNotice of(CommandLine command) {
    return of(command, WaitNotice::onTerminal, OperatorClock.system().monotonic());
  }

  /**
   * The same in other surroundings, for tests.
   *
   * @param clock one that never jumps
   */
  public static WaitNotice of(CommandLine command, BooleanSupplier terminal, InstantSource clock) {
    return new WaitNotice(
        terminal.getAsBoolean() ? Optional.of(command.getErr()) : Optional.empty(), clock);
  }

  /** Whether a person looks at the output. */
  public static boolean onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /**
   * A command waits.
   *
   * @param message what for
   */
  void waiting(String message) {
    Duration waited = Duration.between(begin, clock.instant());
    if (waited.compareTo(at) >= 0) {
      at = waited.plus(NEXT);
      err.ifPresent(to -> {
        to.println("Waiting for AWS since %d s: %s.".formatted(waited.toSeconds(), message));
        to.flush();
      });
    }
  }
}
