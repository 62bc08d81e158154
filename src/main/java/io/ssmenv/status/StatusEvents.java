package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The events between two statuses. Only their difference counts, so that a restarted operator does
 * not repeat an event. Publish the events after the new status is stored.
 */
final class StatusEvents {

  /** Reasons that come and go within seconds. */
  private static final Set<ConditionReason> TRANSIENT =
      EnumSet.of(
          ConditionReason.WORKING,
          ConditionReason.AWAITING_CONFIRMATION,
          ConditionReason.RETRYING,
          ConditionReason.THROTTLED,
          ConditionReason.NOT_OBSERVED,
          ConditionReason.WAITING_FOR_SESSIONS, // It has events of its own.
          ConditionReason.NOTHING_LEFT);

  private final EnvironmentStatus before;
  private final EnvironmentStatus after;
  private final List<StatusEvent> events = new ArrayList<>();

  private final Optional<ConditionValue> current;
  private final ConditionChanges changes;

  private StatusEvents(
      EnvironmentStatus before, EnvironmentStatus after, Optional<ConditionValue> current) {
    this.before = before;
    this.after = after;
    this.current = current;
    this.changes = new ConditionChanges(before, after);
  }

  /**
   * In the order in which they are best read; none if the statuses are equal.
   *
   * @param value the value of the condition Stalled or Reconciling in the current status
   * @param terminated the ids of instances that the operator itself terminates
   * @param stops where agents are stopped, by the name of the instance
   * @param resolver see {@link ResolverEvents}
   * @param adopting whether what exists is still being taken over: somebody else has built it
   */
  static List<StatusEvent> between(
      EnvironmentStatus previous,
      EnvironmentStatus current,
      Optional<ConditionValue> value,
      Set<String> terminated,
      Map<String, AgentStop> stops,
      List<StatusEvent> resolver,
      boolean adopting) {
    StatusEvents all = new StatusEvents(previous, current, value);
    all.patternChanging();
    all.events.addAll(ZoneEvents.between(previous, current));
    all.events.addAll(DeletionEvents.between(previous, current));
    if (!adopting) {
      all.network();
    }
    all.events.addAll(resolver);
    all.events.addAll(new InstanceEvents(previous, current, terminated, stops, adopting).all());
    all.events.addAll(HealthEvents.between(previous, current));
    all.events.addAll(RebootEvents.between(previous, current));
    all.systemsManager();
    all.events.addAll(EgressEvents.between(previous, current));
    all.events.addAll(SessionEvents.between(previous, current));
    all.awsUnreachable();
    all.events.addAll(DriftEvents.between(previous.driftOrDefault(), current.driftOrDefault()));
    all.needsPerson();
    all.waiting();
    return List.copyOf(all.events);
  }

  private void patternChanging() {
    changes
        .appeared(ConditionType.PATTERN_CHANGING)
        .ifPresent(condition -> warning(EventReason.PATTERN_CHANGING, "ChangePattern", condition));
  }

  private void network() {
    if (after.vpcId() != null && !after.vpcId().equals(before.vpcId()) && ownsVpc()) {
      events.add(
          StatusEvent.normal(EventReason.CREATED, "Create", "Created the VPC " + after.vpcId()));
    }
    if (changes.became(ConditionType.NETWORK_READY, Status.TRUE) && !wasOnlyUnread()) {
      events.add(
          StatusEvent.normal(
              EventReason.NETWORK_READY,
              "Create",
              "The network is complete: "
                  + after.resources().size()
                  + " resources"
                  + (after.vpcId() == null ? "" : " in and around " + after.vpcId())));
    }
  }

  /** Whether the network was complete before, and could not be read for a while. */
  private boolean wasOnlyUnread() {
    return before
            .condition(ConditionType.NETWORK_READY.wire())
            .filter(condition -> condition.status() == Status.UNKNOWN)
            .isPresent()
        && Objects.equals(before.appliedGeneration(), after.observedGeneration());
  }

  private boolean ownsVpc() {
    return after.resources().stream().anyMatch(one -> one.id().equals(after.vpcId()));
  }

  private void systemsManager() {
    if (changes.became(ConditionType.INSTANCES_ONLINE, Status.UNKNOWN)) {
      after
          .condition(ConditionType.INSTANCES_ONLINE.wire())
          .filter(condition ->
              condition.reason().equals(ConditionReason.SYSTEMS_MANAGER_UNAVAILABLE.wire()))
          .ifPresent(
              condition -> warning(EventReason.SYSTEMS_MANAGER_UNAVAILABLE, "Observe", condition));
    }
  }

  private void awsUnreachable() {
    if (changes.became(ConditionType.AWS_REACHABLE, Status.FALSE)) {
      after
          .condition(ConditionType.AWS_REACHABLE.wire())
          .ifPresent(condition -> warning(EventReason.OBSERVATION_FAILED, "Observe", condition));
    }
  }

  /** What stalls an environment can come and go: the cause limits the events as below. */
  private void needsPerson() {
    changes
        .newMessage(ConditionType.STALLED)
        .ifPresent(condition ->
            events.add(
                StatusEvent.stalled(
                    ConditionReason.parse(condition.reason()).orElseThrow(),
                    ConditionChanges.message(condition),
                    cause(condition.reason(), current.map(ConditionValue::about).orElse("")))));
  }

  private String cause(String reason, String about) {
    return after.observedGeneration() + ": " + reason + " " + about;
  }

  /**
   * An environment can wait for hours, and what it waits for can alternate: the cause limits this
   * to one event for each reason, resource and generation of the spec.
   */
  private void waiting() {
    if (changes.newMessage(ConditionType.RECONCILING).isEmpty()) {
      return;
    }
    current
        .filter(value -> !TRANSIENT.contains(value.reason()))
        .ifPresent(value ->
            events.add(
                StatusEvent.normal(EventReason.WAITING_FOR, "Wait", value.message())
                    .causedBy(cause(value.reason().wire(), value.about()))));
  }

  private void warning(EventReason reason, String action, Condition condition) {
    events.add(StatusEvent.warning(reason, action, ConditionChanges.message(condition)));
  }
}
