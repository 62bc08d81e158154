package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SessionWaitStatus;
import io.ssmenv.state.SessionWaits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events about the preferences of sessions, and about changes that wait for open ones. */
final class SessionEvents {

  private SessionEvents() {}

  /** Also when a change begins to wait for sessions, and when it has waited long enough. */
  static List<StatusEvent> between(EnvironmentStatus before, EnvironmentStatus after) {
    Map<String, SessionWaitStatus> known =
        before.sessionWaits().stream()
            .collect(
                Collectors.toMap(
                    SessionWaitStatus::change, Function.identity(), (first, _) -> first));
    List<StatusEvent> events =
        new ArrayList<>(ofTargets(new ConditionChanges(before, after), after));
    for (SessionWaitStatus now : after.sessionWaits()) {
      SessionWaitStatus then = known.getOrDefault(now.change(), NONE);
      if (now.expiredOrDefault()) {
        if (!then.expiredOrDefault()) {
          events.add(expired(now));
        }
      } else if (!now.sessions().isEmpty() && then.sessions().isEmpty()) {
        events.add(waits(now));
      }
    }
    return events;
  }

  /** Once right, and each time that something else is wrong. */
  private static List<StatusEvent> ofTargets(ConditionChanges changes, EnvironmentStatus after) {
    Optional<Condition> now = after.condition(ConditionType.SESSIONS_CONFIGURED.wire());
    if (changes.became(ConditionType.SESSIONS_CONFIGURED, Status.TRUE)) {
      return now
          .map(ConditionChanges::message)
          .map(message ->
              StatusEvent.normal(EventReason.SESSIONS_CONFIGURED, "Observe", message)
                  .causedBy(message))
          .stream()
          .toList();
    }
    return changes
        .newMessage(ConditionType.SESSIONS_CONFIGURED)
        .filter(condition -> UNUSABLE.contains(condition.reason()))
        .map(ConditionChanges::message)
        .map(message ->
            StatusEvent.warning(EventReason.SESSION_TARGET_UNUSABLE, "Observe", message)
                .causedBy(message))
        .stream()
        .toList();
  }

  private static final Set<String> UNUSABLE =
      Set.of(
          ConditionReason.LOG_GROUP_UNUSABLE.wire(),
          ConditionReason.BUCKET_UNUSABLE.wire(),
          ConditionReason.KEY_UNUSABLE.wire());

  private static final SessionWaitStatus NONE =
      new SessionWaitStatus("", null, null, List.of(), null);

  private static StatusEvent waits(SessionWaitStatus wait) {
    return StatusEvent.normal(
            EventReason.WAITING_FOR_SESSIONS,
            "Wait",
            "The change of %s waits for %s to end, until %s at the latest"
                .formatted(what(wait), open(wait), wait.until()))
        .causedBy(cause(wait));
  }

  private static StatusEvent expired(SessionWaitStatus wait) {
    return StatusEvent.warning(
            EventReason.SESSIONS_INTERRUPTED,
            "Interrupt",
            "The change of %s has waited since %s, as long as spec.disruption.waitForSessions allows, and is made now, %s"
                .formatted(
                    what(wait),
                    wait.since(),
                    wait.sessions().isEmpty()
                        ? "although it is not known whether sessions are open"
                        : "with " + open(wait)))
        .causedBy(cause(wait));
  }

  private static String what(SessionWaitStatus wait) {
    return wait.change().equals(SessionWaits.CONNECTION) ? "the connection" : wait.change();
  }

  private static String open(SessionWaitStatus wait) {
    return SessionWaits.open(new TreeSet<>(wait.sessions()));
  }

  private static String cause(SessionWaitStatus wait) {
    return wait.change() + " since " + wait.since();
  }
}
