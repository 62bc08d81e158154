package io.ssmenv.cli.connect;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.session.SessionCalls;
import io.ssmenv.aws.session.SessionKind;
import io.ssmenv.aws.session.StartedSession;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.SessionTiming;
import io.ssmenv.topology.ImmutableCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Opens a shell as {@code connect} does, runs a command in it, and returns what it printed. */
public final class SessionRecorder {

  /**
   * What a session showed.
   *
   * @param openedAt when the shell printed its prompt
   * @param screen everything up to the end of the session
   * @param answer what the command printed
   */
  public record Recording(Instant openedAt, String screen, String answer) {}

  private final ClientFactory aws;
  private final Map<String, String> credentials;
  private final Optional<PluginProgram> plugin;
  private final InstantSource clock;

  private SessionRecorder(
      ClientFactory aws,
      Map<String, String> credentials,
      Optional<PluginProgram> plugin,
      InstantSource clock) {
    this.aws = aws;
    this.credentials = ImmutableCopy.of(credentials);
    this.plugin = plugin;
    this.clock = clock;
  }

  /**
   * Records sessions of a session-manager-plugin, or without one.
   *
   * @param credentials the variables with which the plugin finds the credentials of {@code aws}
   */
  public static SessionRecorder of(
      ClientFactory aws,
      Map<String, String> credentials,
      Optional<Path> plugin,
      InstantSource clock)
      throws IOException {
    return new SessionRecorder(
        aws,
        credentials,
        plugin.isPresent() ? Optional.of(PluginProgram.at(plugin.get())) : Optional.empty(),
        clock);
  }

  /** The session-manager-plugin on the PATH. */
  public static Optional<Path> installedPlugin(Map<String, String> variables) {
    return PluginProgram.path(variables);
  }

  /**
   * Runs a command in a session of its own.
   *
   * @param limit how long the command may take
   * @throws IOException with a sentence for people, if there was no session or no answer
   */
  public Recording record(String region, String instance, String command, Duration limit)
      throws IOException, InterruptedException {
    try (SessionCalls calls = new SessionCalls(aws, region, Thread::sleep)) {
      StartedSession session = start(calls, instance);
      boolean ended = false;
      try (ShellStream shell = open(session, region, instance)) {
        Recording atPrompt = record(shell, command, limit);
        shell.type("exit\n");
        ended = shell.received().awaitEnd(SessionTiming.SHELL_ENDS);
        return new Recording(atPrompt.openedAt(), screen(shell).stripTrailing(), atPrompt.answer());
      } finally {
        if (!ended) {
          calls.terminate(session.id()); // Nothing more can be done if AWS refuses.
        }
      }
    }
  }

  private static StartedSession start(SessionCalls calls, String instance)
      throws IOException, InterruptedException {
    try {
      return calls.start(instance, new SessionKind.Shell(Optional.empty()));
    } catch (CloudException e) {
      throw new IOException("AWS refused the session: " + e.error().summary(), e);
    }
  }

  private ShellStream open(StartedSession session, String region, String instance)
      throws IOException {
    return plugin.isPresent()
        ? new PluginShell(plugin.get(), credentials, session, region, instance)
        : new DataChannelShell(session, clock);
  }

  private Recording record(ShellStream shell, String command, Duration limit)
      throws IOException, InterruptedException {
    ReceivedText received = shell.received();
    if (!received.await(SessionRecorder::isAtPrompt, SessionTiming.DATA_CHANNEL_OPENS)) {
      throw new IOException(
          "The shell showed no prompt within %d s. It printed: %s"
              .formatted(SessionTiming.DATA_CHANNEL_OPENS.toSeconds(), received.text().strip()));
    }
    Instant openedAt = clock.instant();
    int typedAt = received.text().length();
    shell.type(command + "\n");
    if (!received.await(text -> isAnswered(text.substring(typedAt)), limit)) {
      throw new IOException(
          "The command %s had not ended after %d s".formatted(command, limit.toSeconds()));
    }
    String screen = screen(shell);
    String answer = screen.substring(screen.lastIndexOf(command) + command.length()).strip();
    int prompt = answer.lastIndexOf('\n');
    return new Recording(openedAt, screen, prompt < 0 ? "" : answer.substring(0, prompt).strip());
  }

  private static String screen(ShellStream shell) {
    return shell.received().text().replace("\r", "");
  }

  private static boolean isAtPrompt(String text) {
    return text.endsWith("$ ") || text.endsWith("# ");
  }

  /** The typed line is echoed, and a prompt comes after its end. */
  private static boolean isAnswered(String text) {
    return text.indexOf('\n') >= 0 && isAtPrompt(text);
  }
}
