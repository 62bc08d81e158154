package io.ssmenv.cli.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.plan.Cluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a command in this JVM, as the command line does. */
final class ConnectRun {

  private final ClientFactory aws;
  private Optional<Cluster> cluster = Optional.empty();
  private String input = "";
  private boolean terminal;
  private boolean keyboard = true;
  private String path = "";
  private Consumer<Duration> pause = _ -> {};
  final List<Duration> pauses = new ArrayList<>();
  final ByteArrayOutputStream session = new ByteArrayOutputStream();
  StringWriter printed = new StringWriter();
  String out = "";
  String err = "";

  ConnectRun(ClientFactory aws) {
    this.aws = aws;
  }

  ConnectRun in(Cluster other) {
    cluster = Optional.of(other);
    return this;
  }

  ConnectRun onTerminal(String typed) {
    input = typed;
    terminal = true;
    return this;
  }

  ConnectRun withoutKeyboard() {
    keyboard = false;
    return this;
  }

  ConnectRun withPath(String folders) {
    path = folders;
    return this;
  }

  ConnectRun whilePausing(Consumer<Duration> action) {
    pause = action;
    return this;
  }

  private SessionContext context() {
    return new SessionContext(
        () -> cluster,
        () -> aws,
        Map.of("PATH", path),
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        session,
        () -> terminal,
        () -> keyboard,
        duration -> {
          pauses.add(duration);
          pause.accept(duration);
        },
        () -> {});
  }

  /** Returns the exit code. */
  int of(Function<SessionContext, Object> command, String... arguments) {
    printed = new StringWriter();
    StringWriter problems = new StringWriter();
    int code =
        Program.of(command.apply(context()))
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(problems))
            .execute(arguments);
    out = printed.toString();
    err = problems.toString();
    return code;
  }
}
