package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.StartedSession;
import io.ssmenv.cli.command.SignalHandling;
import io.ssmenv.cloud.SessionTiming;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the session-manager-plugin as AWS CLI does: its signals come from the terminal, and this
 * process, which has the same terminal, ignores them.
 */
final class PluginProcess {

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
    TerminalState before = onTerminal ? TerminalState.read() : new TerminalState("");
    for (String signal : List.of("INT", "TSTP")) {
      SignalHandling.on(signal, () -> {});
    }
    try (PluginCall call = new PluginCall(plugin, context.variables())) {
      Process process =
          call.builder(session, region, instance)
              .redirectInput(Redirect.INHERIT)
              .redirectOutput(onTerminal ? Redirect.INHERIT : Redirect.PIPE)
              .redirectError(Redirect.INHERIT)
              .start();
      Thread end = new Thread(process::destroy, "end-of-session");
      Runtime.getRuntime().addShutdownHook(end);
      try {
        return await(process, before, onTerminal);
      } finally {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        before.restore();
      }
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
}
