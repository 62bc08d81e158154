package io.ssmenv.cli.explain;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.WaitNotice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Runs {@code ssmenv explain} in this JVM, as the command line does. */
final class ExplainRun {

  private final Cluster cluster;
  private final Supplier<ClientFactory> aws;
  private final Optional<InstantSource> terminal;
  String out = "";
  String err = "";

  ExplainRun(Cluster cluster, Supplier<ClientFactory> aws) {
    this(cluster, aws, Optional.empty());
  }

  /**
   * @param terminal how long a person who looks at the output waits; empty if it is a script
   */
  ExplainRun(Cluster cluster, Supplier<ClientFactory> aws, Optional<InstantSource> terminal) {
    this.terminal = terminal;
    this.cluster = cluster;
    this.aws = aws;
  }

  private WaitNotice notice(CommandLine command) {
    return WaitNotice.of(
        command, terminal::isPresent, terminal.orElseGet(() -> InstantSource.fixed(Instant.EPOCH)));
  }

  /** Returns the exit code. */
  int explain(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Program.of(new ExplainCommand(_ -> Optional.of(cluster), aws, () -> {}, this::notice))
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    out = output.toString();
    err = errors.toString();
    return code;
  }
}
