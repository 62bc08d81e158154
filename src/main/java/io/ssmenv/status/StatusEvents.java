package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.DriftStatus;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has happened between two statuses. Only their difference counts, so that nothing is told
 * twice, also by another process: publish after the new status is stored.
 */
public final class StatusEvents {

  /** How many differences an event names. */
  private static final int NAMED = 5;

  /** Reasons of what comes and goes within seconds. */
  private static final Set<String> PASSING =
      Set.of(Blocker.WORKING, "Retrying", "Throttled", "NotObserved");

  private final EnvironmentStatus before;
  private final EnvironmentStatus after;
  private final List<StatusEvent> events = new ArrayList<>();

  private StatusEvents(EnvironmentStatus before, EnvironmentStatus after) {
    this.before = before;
    this.after = after;
  }

  /** In the order in which they are best read; none if the statuses are equal. */
  public static List<StatusEvent> between(
      Optional<EnvironmentStatus> previous, EnvironmentStatus current) {
    StatusEvents all = new StatusEvents(previous.orElse(EnvironmentStatus.none()), current);
    all.patternChanging();
    all.deleting();
    all.network();
    current.instances().forEach(all::instance);
    all.systemsManager();
    all.awsUnreachable();
    all.drift();
    all.refused();
    all.waiting();
    return List.copyOf(all.events);
  }

  private void patternChanging() {
    appeared(ConditionType.PATTERN_CHANGING)
        .ifPresent(one -> warning("PatternChanging", "ChangePattern", one));
  }

  private void deleting() {
    newReason(ConditionType.DELETING)
        .ifPresent(one -> {
          switch (one.reason()) {
            case WriteBlockedMessages.RETAINED -> normal("Retained", "Retain", one);
            case WriteBlockedMessages.PAUSED, WriteBlockedMessages.REPORT_ONLY ->
                warning("DeletionWaits", "Delete", one);
            default -> {
              if (before.condition(ConditionType.DELETING.wire()).isEmpty()) {
                events.add(
                    StatusEvent.normal(
                        "Deleting",
                        "Delete",
                        "Deleting "
                            + after.resources().size()
                            + " resources in account "
                            + Objects.requireNonNullElse(after.accountId(), "(none yet)")));
              }
            }
          }
        });
  }

  private void network() {
    if (after.vpcId() != null && !after.vpcId().equals(before.vpcId())) {
      events.add(StatusEvent.normal("Created", "Create", "Created the VPC " + after.vpcId()));
    }
    if (became(ConditionType.NETWORK_READY, Status.TRUE)) {
      events.add(
          StatusEvent.normal(
              "NetworkReady",
              "Create",
              "The network is complete: "
                  + after.resources().size()
                  + " resources"
                  + (after.vpcId() == null ? "" : " in and around " + after.vpcId())));
    }
  }

  private void instance(InstanceStatus now) {
    String id = now.id();
    if (id == null) {
      return;
    }
    Optional<InstanceStatus> then =
        before.instance(now.name()).filter(known -> id.equals(known.id()));
    if (then.isEmpty()) {
      events.add(
          StatusEvent.normal("Launched", "Launch", "Launched " + now.name() + " (" + id + ")"));
    }
    Optional<String> ping = Optional.ofNullable(now.pingStatus());
    if (ping.equals(then.map(InstanceStatus::pingStatus))) {
      return;
    }
    boolean blind =
        then.map(InstanceStatus::pingStatus).filter(InstanceStatuses.UNKNOWN::equals).isPresent();
    if (OnlineCount.online(now)
        && !(blind && then.filter(InstanceStatuses::everOnline).isPresent())) {
      events.add(StatusEvent.normal("Online", "Observe", now.name() + " (" + id + ") is Online"));
    } else if (!OnlineCount.online(now)
        && then.filter(OnlineCount::online).isPresent()
        && !unknown(now)
        && !deletesInstances()) {
      events.add(StatusEvent.warning("ConnectionLost", "Observe", OnlineCount.lacks(now)));
    }
  }

  /** Whether the environment is being deleted, so that agents fall silent as they should. */
  private boolean deletesInstances() {
    return after
        .condition(ConditionType.DELETING.wire())
        .filter(one ->
            !Set.of(WriteBlockedMessages.PAUSED, WriteBlockedMessages.REPORT_ONLY)
                .contains(one.reason()))
        .isPresent();
  }

  private static boolean unknown(InstanceStatus instance) {
    return InstanceStatuses.UNKNOWN.equals(instance.pingStatus());
  }

  private void systemsManager() {
    if (became(ConditionType.INSTANCES_ONLINE, Status.UNKNOWN)) {
      after
          .condition(ConditionType.INSTANCES_ONLINE.wire())
          .filter(one -> one.reason().equals("SystemsManagerUnavailable"))
          .ifPresent(one -> warning("SystemsManagerUnavailable", "Observe", one));
    }
  }

  private void awsUnreachable() {
    appeared(ConditionType.AWS_REACHABLE)
        .ifPresent(one -> warning("CannotObserve", "Observe", one));
  }

  private void drift() {
    DriftStatus then = before.driftOrDefault();
    DriftStatus now = after.driftOrDefault();
    Set<String> told = keys(then);
    List<String> found =
        now.changes().stream().filter(change -> !told.contains(Drift.key(change))).toList();
    if (!found.isEmpty() && !Objects.equals(now.lastDetected(), then.lastDetected())) {
      events.add(StatusEvent.warning("DriftDetected", "Compare", some(found)));
    }
    if (now.corrected() > then.corrected()) {
      Set<String> open = keys(now);
      List<String> gone =
          then.changes().stream().map(Drift::key).filter(key -> !open.contains(key)).toList();
      events.add(
          StatusEvent.normal(
              "DriftCorrected",
              "Correct",
              (now.corrected() - then.corrected()) + " corrected: " + some(gone)));
    }
  }

  private static Set<String> keys(DriftStatus drift) {
    return drift.changes().stream().map(Drift::key).collect(Collectors.toSet());
  }

  private static String some(List<String> all) {
    String named = all.stream().limit(NAMED).collect(Collectors.joining("; "));
    return all.size() <= NAMED ? named : named + "; and " + (all.size() - NAMED) + " more";
  }

  private void refused() {
    newMessage(ConditionType.STALLED)
        .ifPresent(one -> events.add(StatusEvent.warning(one.reason(), "Reconcile", message(one))));
  }

  /** What is waited for comes and goes, for hours if need be: each once for each spec. */
  private void waiting() {
    newMessage(ConditionType.RECONCILING)
        .filter(one -> !PASSING.contains(one.reason()))
        .ifPresent(one -> {
          String text = message(one);
          events.add(
              StatusEvent.normal("WaitingFor", "Wait", text)
                  .oncePer(
                      one.reason() + ": " + text,
                      Objects.requireNonNullElse(after.observedGeneration(), 0L)));
        });
  }

  private void normal(String reason, String action, Condition condition) {
    events.add(StatusEvent.normal(reason, action, message(condition)));
  }

  private void warning(String reason, String action, Condition condition) {
    events.add(StatusEvent.warning(reason, action, message(condition)));
  }

  private static String message(Condition condition) {
    return Objects.requireNonNullElse(condition.message(), condition.reason());
  }

  private Optional<Condition> appeared(ConditionType type) {
    return before.condition(type.wire()).isPresent()
        ? Optional.empty()
        : after.condition(type.wire());
  }

  private Optional<Condition> newReason(ConditionType type) {
    Optional<String> then = before.condition(type.wire()).map(Condition::reason);
    return after.condition(type.wire()).filter(one -> !then.equals(Optional.of(one.reason())));
  }

  private Optional<Condition> newMessage(ConditionType type) {
    Optional<String> then = before.condition(type.wire()).map(StatusEvents::message);
    return after.condition(type.wire()).filter(one -> !then.equals(Optional.of(message(one))));
  }

  private boolean became(ConditionType type, Status status) {
    return after.condition(type.wire()).filter(one -> one.status() == status).isPresent()
        && before.condition(type.wire()).filter(one -> one.status() == status).isEmpty();
  }
}
