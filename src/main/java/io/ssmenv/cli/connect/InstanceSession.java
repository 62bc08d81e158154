package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.SessionCalls;
import io.ssmenv.aws.session.SessionKind;
import io.ssmenv.aws.session.StartedSession;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.SessionTiming;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A session on an instance, through StartSession and the session-manager-plugin. */
final class InstanceSession {

  private final SessionContext context;
  private final FoundEnvironment environment;
  private final FoundInstance instance;

  InstanceSession(SessionContext context, FoundEnvironment environment, FoundInstance instance) {
    this.context = context;
    this.environment = environment;
    this.instance = instance;
  }

  /**
   * Runs it until its end; returns the exit code of the plugin.
   *
   * @throws IllegalStateException with a message for users, if it does not begin
   */
  int run(SessionKind kind) throws IOException, InterruptedException {
    String id = instance.launchedId();
    PluginProgram plugin =
        PluginProgram.find(context.variables())
            .orElseThrow(() -> new IllegalStateException(withoutPlugin(kind, id)));
    try (SessionCalls calls =
        new SessionCalls(context.credentials(), environment.region(), context.pause())) {
      StartedSession session = start(calls, id, kind);
      boolean onTerminal = kind instanceof SessionKind.Shell && context.terminal().getAsBoolean();
      return new PluginProcess(plugin, context)
          .run(session, environment.region(), id, onTerminal)
          .orElseThrow(() -> new IllegalStateException(notOpened(calls, session, kind)));
    }
  }

  private StartedSession start(SessionCalls calls, String id, SessionKind kind)
      throws InterruptedException {
    try {
      return calls.start(id, kind);
    } catch (CloudException e) {
      throw new IllegalStateException(
          new RefusedCall(
                  environment, calls.account(), "Ask for the policy of: " + policyCommand(kind))
              .message(e.error(), List.of(instance)),
          e);
    }
  }

  private String policyCommand(SessionKind kind) {
    boolean preferences = kind instanceof SessionKind.Shell shell && shell.document().isPresent();
    return RefusedCall.policyCommand(environment) + (preferences ? " --session-document" : "");
  }

  private String withoutPlugin(SessionKind kind, String id) {
    return "%s is not on the PATH. Install it with: %s%nThen run this again, or: %s"
        .formatted(
            PluginProgram.NAME, PluginInstallation.here(), kind.awsCli(environment.region(), id));
  }

  private String notOpened(SessionCalls calls, StartedSession session, SessionKind kind) {
    String ended =
        calls
            .terminate(session.id())
            .map(reason -> " (and it could not be ended: " + reason + ")")
            .orElse("");
    return ("The data channel of the session %s did not open in %d s%s. The credentials need"
            + " ssmmessages:OpenDataChannel, as in: %s. This computer needs HTTPS to %s")
        .formatted(
            session.id(),
            SessionTiming.DATA_CHANNEL_OPENS.toSeconds(),
            ended,
            policyCommand(kind),
            URI.create(session.streamUrl()).getAuthority());
  }
}
