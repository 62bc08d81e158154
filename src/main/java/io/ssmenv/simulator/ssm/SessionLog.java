package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.document.SessionPreferences.LogGroup;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session prints, on the instance. The agent sends it to the log group line by line while
 * the session lasts, or at its end; to the bucket always at its end [D].
 */
final class SessionLog {
  private final SessionAgent agent;
  private final SimClock clock;
  private final String sessionId;
  private final StringBuilder text = new StringBuilder();
  private int sent;

  SessionLog(SessionAgent agent, SimClock clock, String sessionId) {
    this.agent = agent;
    this.clock = clock;
    this.sessionId = sessionId;
  }

  void print(String printed) {
    text.append(printed.replace("\r", ""));
    group().filter(LogGroup::streaming).ifPresent(group -> send(group, text.lastIndexOf("\n") + 1));
  }

  private Optional<LogGroup> group() {
    return agent.preferences().cloudWatch();
  }

  private void send(LogGroup group, int end) {
    if (end > sent) {
      String part = text.substring(sent, end);
      sent = end;
      agent.sendToLogGroup(group, sessionId, part, clock.instant());
    }
  }

  void finish(Instant now) {
    group().ifPresent(group -> send(group, text.length()));
    agent
        .preferences()
        .s3()
        .ifPresent(bucket -> agent.storeInBucket(bucket, sessionId, text.toString(), now));
  }
}
