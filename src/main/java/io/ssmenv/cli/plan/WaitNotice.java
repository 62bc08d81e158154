package io.ssmenv.cli.plan;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
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
  private Duration at = FIRST;

  private WaitNotice(Optional<PrintWriter> err) {
    this.err = err;
  }

  /** Of a command. */
  public static WaitNotice of(CommandLine command) {
    return of(command, WaitNotice::onTerminal);
  }

  /** The same with another terminal, for tests. */
  public static WaitNotice of(CommandLine command, BooleanSupplier terminal) {
    return new WaitNotice(
        terminal.getAsBoolean() ? Optional.of(command.getErr()) : Optional.empty());
  }

  /** Whether a person looks at the output. */
  public static boolean onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /**
   * A command waits.
   *
   * @param waited since its begin
   * @param message what for
   */
  void waiting(Duration waited, String message) {
    if (waited.compareTo(at) >= 0) {
      at = waited.plus(NEXT);
      err.ifPresent(to -> {
        to.println("Waiting for AWS since %d s: %s.".formatted(waited.toSeconds(), message));
        to.flush();
      });
    }
  }
}
