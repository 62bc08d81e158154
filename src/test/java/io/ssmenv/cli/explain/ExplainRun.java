package io.ssmenv.cli.explain;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.plan.Cluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs {@code ssmenv explain} in this JVM, as the command line does. */
final class ExplainRun {

  private final Cluster cluster;
  private final Supplier<ClientFactory> aws;
  private final boolean terminal;
  String out = "";
  String err = "";

  ExplainRun(Cluster cluster, Supplier<ClientFactory> aws) {
    this(cluster, aws, false);
  }

  ExplainRun(Cluster cluster, Supplier<ClientFactory> aws, boolean terminal) {
    this.terminal = terminal;
    this.cluster = cluster;
    this.aws = aws;
  }

  /** Returns the exit code. */
  int explain(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Program.of(new ExplainCommand(_ -> Optional.of(cluster), aws, () -> {}, () -> terminal))
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    out = output.toString();
    err = errors.toString();
    return code;
  }
}
