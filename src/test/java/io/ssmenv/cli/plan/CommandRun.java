package io.ssmenv.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs {@code ssmenv plan} in this JVM, as the command line does. */
public final class CommandRun {

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String input = "";
  private Supplier<Optional<Cluster>> cluster = Optional::empty;
  private Supplier<ClientFactory> aws =
      () -> {
        throw new AssertionError("AWS is asked");
      };

  public void input(String yaml) {
    input = yaml;
  }

  public void aws(ClientFactory factory) {
    aws = () -> factory;
  }

  public void cluster(Supplier<Cluster> used) {
    cluster = () -> Optional.of(used.get());
  }

  /** Returns the exit code. */
  public int plan(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    PlanCommand command =
        new PlanCommand(
            _ -> cluster.get(), aws, new ByteArrayInputStream(input.getBytes(UTF_8)), () -> {});
    return Program.of(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
