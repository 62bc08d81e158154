package io.ssmenv.simulator.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A type of session with its settings, from the session's document and parameters. */
public sealed interface SessionPlugin {

  /** A command line on the instance. */
  interface CommandLine {
    /** A command that runs. */
    interface Running {
      /** Interrupts it: it prints nothing more. */
      void interrupt();
    }

    /**
     * Runs a command.
     *
     * @param print receives its output
     * @param done called when it has ended, unless it is interrupted
     */
    Running run(String command, Consumer<String> print, Runnable done);
  }

  /**
   * A shell.
   *
   * @param log receives what it prints
   */
  record Shell(CommandLine commands, Consumer<String> log) implements SessionPlugin {}

  /** Nothing, because the agent does not start the session. */
  record Failed() implements SessionPlugin {}

  /** Commands that run in a terminal, one after another. */
  record Commands(String sessionType, List<String> lines, CommandLine commands)
      implements SessionPlugin {}

  /**
   * Connections to a port.
   *
   * @param properties what the client needs to know, such as its own port
   * @param service looks up the server for a new connection; empty if the port refuses it
   */
  record Port(Map<String, String> properties, Supplier<Optional<PortService>> service)
      implements SessionPlugin {
    private static final String TYPE = "type";
    private static final String LOCAL_FORWARDING = "LocalPortForwarding";

    /** Returns the properties of a session that forwards a port of the client. */
    public static Map<String, String> forwarding(Map<String, String> parameters) {
      Map<String, String> properties = new HashMap<>(parameters);
      properties.put(TYPE, LOCAL_FORWARDING);
      return properties;
    }

    /** Returns whether a client that can do so opens several connections at the same time. */
    boolean canMultiplex() {
      return LOCAL_FORWARDING.equals(properties.get(TYPE));
    }
  }

  /**
   * Returns the request with which the agent begins, without encryption. As of agents, a shell has
   * none [C]: its client recognizes it by its first output.
   */
  default Optional<byte[]> handshakeRequest(String agentVersion) {
    return switch (this) {
      case Shell _, Failed _ -> Optional.empty();
      case Commands(String type, _, _) -> Optional.of(request(agentVersion, type, Map.of()));
      case Port(Map<String, String> properties, _) ->
          Optional.of(request(agentVersion, "Port", properties));
    };
  }

  private static byte[] request(
      String agentVersion, String sessionType, Map<String, String> properties) {
    return Json.bytes(
        Map.of(
            "AgentVersion",
            agentVersion,
            "RequestedClientActions",
            List.of(
                Map.of(
                    "ActionType",
                    "SessionType",
                    "ActionParameters",
                    Map.of("SessionType", sessionType, "Properties", properties)))));
  }

  /**
   * Returns what the agent runs.
   *
   * @param clientVersion from the handshake; agents multiplex from 1.1.70 on [C]
   */
  default AgentProgram program(String clientVersion, AgentProgram.Client client) {
    return switch (this) {
      case Shell(CommandLine commands, Consumer<String> log) ->
          new ShellProgram(commands, new RecordingClient(client, log));
      case Failed _ -> new NoProgram();
      case Commands(_, List<String> lines, CommandLine commands) ->
          new CommandsProgram(lines, commands, client);
      case Port port when port.canMultiplex() && Versions.atLeast(clientVersion, "1.1.70") ->
          new MultiplexedPortProgram(port.service(), client);
      case Port port -> new PortProgram(port.service(), client);
    };
  }
}
