package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.CommandResult;
import java.io.PrintWriter;

/**
 * Prints the results of a command, each line with the name of its instance if there are several.
 *
 * @param prefixed whether there are several
 */
record CommandOutput(PrintWriter out, PrintWriter err, boolean prefixed) {

  /** The exit code if a command did not run, or nobody knows, as that of ssh. */
  static final int NOT_RUN = 255;

  /** Prints a result; returns the exit code of the command on this instance. */
  int print(FoundInstance instance, CommandResult result) {
    return switch (result) {
      case CommandResult.Ran ran -> {
        lines(out, instance, ran.output());
        lines(err, instance, endOfLine(ran.errors()));
        if (ran.truncated()) {
          err.println(instance + ": Systems Manager has kept only the beginning of the output");
        }
        if (prefixed && ran.exitCode() != 0) {
          err.println(instance + ": exit code " + ran.exitCode());
        }
        flush();
        yield ran.exitCode();
      }
      case CommandResult.Failed failed -> notRun(instance, failed.reason());
      case CommandResult.Pending _ -> unknown(instance, "There was no result in time");
      case CommandResult.Unreadable unreadable ->
          unknown(instance, "Its result cannot be read: " + unreadable.error().summary());
    };
  }

  /** Prints why it is not known what the command did; returns the exit code. */
  int unknown(FoundInstance instance, String reason) {
    err.println(instance.name() + ": " + reason);
    flush();
    return NOT_RUN;
  }

  /** Prints why a command was not sent to an instance; returns the exit code. */
  int notSent(FoundInstance instance, String reason) {
    err.println(instance + ": the command did not run: " + reason);
    flush();
    return NOT_RUN;
  }

  /** Prints why there is no result; returns the exit code. */
  private int notRun(FoundInstance instance, String reason) {
    err.println(
        instance
            + ": the command did not run to its end: "
            + switch (reason) {
              case "DeliveryTimedOut" -> "the agent has not fetched it (DeliveryTimedOut)";
              case "Undeliverable" -> "the instance cannot be reached (Undeliverable)";
              case "ExecutionTimedOut" -> "there was no result within an hour (ExecutionTimedOut)";
              default -> reason;
            });
    flush();
    return NOT_RUN;
  }

  private void lines(PrintWriter to, FoundInstance instance, String text) {
    if (prefixed) {
      text.lines()
          .forEach(line -> to.print(instance.name() + " | " + line + System.lineSeparator()));
    } else {
      to.print(text);
    }
  }

  /** The agent's last line about a failed script has no end. */
  private static String endOfLine(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + System.lineSeparator();
  }

  private void flush() {
    out.flush();
    err.flush();
  }
}
