package io.ssmenv.cli.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.plan.Cluster;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs {@code ssmenv graph} in this JVM, as the command line does. */
final class GraphRun {

  String input = "";
  Supplier<Optional<Cluster>> cluster = Optional::empty;
  Supplier<ClientFactory> aws =
      () -> {
        throw new AssertionError("AWS is asked");
      };
  String out = "";
  String err = "";

  /** Returns the exit code. */
  int graph(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Program.of(
                new GraphCommand(
                    _ -> cluster.get(),
                    aws,
                    new ByteArrayInputStream(input.getBytes(UTF_8)),
                    () -> {}))
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    out = output.toString();
    err = errors.toString();
    return code;
  }
}
