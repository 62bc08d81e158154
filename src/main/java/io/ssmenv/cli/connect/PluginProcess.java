package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.StartedSession;
import io.ssmenv.cli.command.SignalHandling;
import io.ssmenv.cloud.SessionTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the session-manager-plugin as AWS CLI does: its signals come from the terminal, and this
 * process, which has the same terminal, ignores them.
 */
final class PluginProcess {

  private static final String RESPONSE_VARIABLE = "AWS_SSM_START_SESSION_RESPONSE";

  /** The path of a socket that the plugin creates has at most about 100 characters. */
  private static final Path SHORT_PATH = Path.of("/tmp");

  private final PluginProgram plugin;
  private final SessionContext context;

  PluginProcess(PluginProgram plugin, SessionContext context) {
    this.plugin = plugin;
    this.context = context;
  }

  /**
   * Runs a session until its end.
   *
   * @param onTerminal whether it is a shell that has the terminal for itself
   * @return the exit code of the plugin; empty if the data channel did not open in time
   */
  Optional<Integer> run(StartedSession session, String region, String instance, boolean onTerminal)
      throws IOException, InterruptedException {
    Path temporary = temporaryFolder();
    TerminalState before = onTerminal ? TerminalState.read() : new TerminalState("");
    for (String signal : List.of("INT", "TSTP")) {
      SignalHandling.on(signal, () -> {});
    }
    Process process = builder(session, region, instance, onTerminal, temporary).start();
    Thread end = new Thread(process::destroy, "end-of-session");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return await(process, before, onTerminal);
    } finally {
      process.destroyForcibly().waitFor();
      Runtime.getRuntime().removeShutdownHook(end);
      before.restore();
      delete(temporary);
    }
  }

  private Optional<Integer> await(Process process, TerminalState before, boolean onTerminal)
      throws IOException, InterruptedException {
    PluginOutput output = new PluginOutput(process.getInputStream(), context.output());
    Thread passing = Thread.ofPlatform().daemon().start(output);
    boolean ended =
        process.waitFor(SessionTiming.DATA_CHANNEL_OPENS.toMillis(), TimeUnit.MILLISECONDS);
    boolean opened = onTerminal ? !TerminalState.read().equals(before) : output.isBeyondFirstLine();
    if (!ended && !opened) {
      return Optional.empty();
    }
    int code = process.waitFor();
    passing.join();
    return Optional.of(code);
  }

  private ProcessBuilder builder(
      StartedSession session, String region, String instance, boolean onTerminal, Path temporary) {
    ProcessBuilder builder =
        new ProcessBuilder(
            plugin.path().toString(),
            plugin.hidesToken() ? RESPONSE_VARIABLE : session.response(),
            region,
            "StartSession",
            context.variables().getOrDefault("AWS_PROFILE", ""),
            StartedSession.request(instance),
            session.endpoint().toString());
    Map<String, String> variables = builder.environment();
    variables.put("TMPDIR", temporary.toString());
    if (plugin.hidesToken()) {
      variables.put(RESPONSE_VARIABLE, session.response());
    }
    return builder
        .redirectInput(Redirect.INHERIT)
        .redirectOutput(onTerminal ? Redirect.INHERIT : Redirect.PIPE)
        .redirectError(Redirect.INHERIT);
  }

  /** A plugin that is killed leaves a socket in it, and fails if it finds one there. */
  private static Path temporaryFolder() throws IOException {
    return Files.isWritable(SHORT_PATH)
        ? Files.createTempDirectory(SHORT_PATH, "ssmenv")
        : Files.createTempDirectory("ssmenv");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      left.forEach(PluginProcess::deleteFile);
    }
    Files.delete(folder);
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
