package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.document.SessionPreferences;
import java.time.Instant;
import java.util.Optional;

/**
 * A session, as the service lists it.
 *
 * @param owner the principal that started it
 * @param document the name of its document
 * @param preferences those of the document at the start
 * @param lastUsed when data was last transferred; the idle timeout counts from here
 * @param disconnected whether its client has lost the data channel
 * @param ended when it ended
 */
record Session(
    String id,
    String target,
    Owner owner,
    String document,
    SessionPreferences preferences,
    Optional<String> reason,
    Instant started,
    Instant lastUsed,
    boolean disconnected,
    Optional<Instant> ended) {
  /**
   * The principal that started a session.
   *
   * @param userId the value of the condition key {@code aws:userid}
   */
  record Owner(String arn, String userId) {}

  static Session started(
      String id,
      String target,
      Owner owner,
      String document,
      SessionPreferences preferences,
      Optional<String> reason,
      Instant now) {
    return new Session(
        id, target, owner, document, preferences, reason, now, now, false, Optional.empty());
  }

  Session usedAt(Instant now) {
    return new Session(
        id, target, owner, document, preferences, reason, started, now, disconnected, ended);
  }

  Session withDisconnected(boolean lost) {
    return new Session(
        id, target, owner, document, preferences, reason, started, lastUsed, lost, ended);
  }

  Session endedAt(Instant at) {
    return new Session(
        id,
        target,
        owner,
        document,
        preferences,
        reason,
        started,
        lastUsed,
        disconnected,
        Optional.of(at));
  }

  boolean isActive() {
    return ended.isEmpty();
  }

  /** Returns when it ends if it is not used. */
  Instant idleUntil() {
    return lastUsed.plus(preferences.idleTimeout());
  }

  /** Returns when it ends although it is used. */
  Optional<Instant> lastsUntil() {
    return preferences.maxDuration().map(started::plus);
  }

  /** {@code Connected}, {@code Disconnected} or {@code Terminated}. */
  String status() {
    return ended.isPresent() ? "Terminated" : disconnected ? "Disconnected" : "Connected";
  }

  /**
   * Returns the second id by which policies can name it: AWS's own policies for users use {@code
   * session/${aws:userid}-*}, while the id begins with the name of the user or of the role session
   * [D].
   */
  String idByUserId() {
    return owner.userId() + id.substring(id.lastIndexOf('-'));
  }

  Struct render() {
    Struct struct =
        Struct.empty()
            .with("SessionId", id)
            .with("Target", target)
            .with("Status", status())
            .with("StartDate", started)
            .with("DocumentName", document)
            .with("Owner", owner.arn())
            .with("Reason", reason)
            .with("AccessType", "Standard");
    preferences
        .maxDuration()
        .ifPresent(max -> struct.with("MaxSessionDuration", Long.toString(max.toMinutes())));
    ended.ifPresent(end -> struct.with("EndDate", end));
    return struct;
  }
}
