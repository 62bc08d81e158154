package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.state.AgentStatus;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The conditions, by the rules of kstatus: Ready and its parts are always present; Reconciling,
 * Stalled and others only while they are True. Stalled excludes Reconciling, because tools would
 * otherwise wait for something that a user has to resolve.
 */
final class Conditions {

  /** As long as that of an event. */
  private static final int MAX_MESSAGE = 1024;

  private final StatusInputs inputs;
  private final List<InstanceStatus> instances;
  private final Optional<Pattern> previousPattern;
  private final SyncState sync;
  private final Optional<Blocker> needingPerson;
  private final Optional<ConditionValue> reconciling;

  /**
   * @param instances as the new status shows them
   * @param previousPattern the pattern in use, if it differs from the one in the spec
   */
  Conditions(
      StatusInputs inputs, List<InstanceStatus> instances, Optional<Pattern> previousPattern) {
    this.inputs = inputs;
    this.instances = instances;
    this.previousPattern = previousPattern;
    this.sync = new SyncState(inputs);
    this.needingPerson = Blocker.needingPerson(inputs);
    this.reconciling = needingPerson.isPresent() ? Optional.empty() : reconciling();
  }

  /** What needs a person, or what the operator is working on or waiting for; empty if nothing. */
  Optional<ConditionValue> current() {
    return needingPerson.map(ConditionValue::ofTrue).or(() -> reconciling);
  }

  List<Condition> all() {
    Map<ConditionType, ConditionValue> values = new EnumMap<>(ConditionType.class);
    if (inputs.mode().deleting()) {
      deleting(values);
    } else {
      living(values);
    }
    values.put(
        ConditionType.AWS_REACHABLE,
        ObservationFailures.value(
            inputs, Unevaluated.remembered(inputs, ConditionType.AWS_REACHABLE)));
    needingPerson.ifPresentOrElse(
        blocker -> values.put(ConditionType.STALLED, ConditionValue.ofTrue(blocker)),
        () -> reconciling.ifPresent(value -> values.put(ConditionType.RECONCILING, value)));
    return values.entrySet().stream()
        .map(entry -> condition(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void living(Map<ConditionType, ConditionValue> values) {
    ConditionValue network = part(seen -> network());
    ConditionValue online = part(seen -> InstancesOnlineCondition.value(inputs, instances, seen));
    ConditionValue inSync = part(seen -> inSync());
    values.put(ConditionType.NETWORK_READY, network);
    values.put(ConditionType.INSTANCES_ONLINE, online);
    values.put(ConditionType.IN_SYNC, inSync);
    values.put(ConditionType.READY, ready(network, online, inSync));
    EgressCondition.value(inputs, instances)
        .ifPresent(value -> values.put(ConditionType.EGRESS_VERIFIED, value));
    SessionsCondition.value(inputs, sync)
        .ifPresent(value -> values.put(ConditionType.SESSIONS_CONFIGURED, value));
    previousPattern.ifPresent(
        pattern -> values.put(ConditionType.PATTERN_CHANGING, patternChanging(pattern)));
  }

  private void deleting(Map<ConditionType, ConditionValue> values) {
    ConditionValue deletion = DeletionCondition.value(inputs);
    values.put(ConditionType.READY, DeletionCondition.notReady(deletion.message()));
    values.put(ConditionType.NETWORK_READY, DeletionCondition.PART);
    values.put(ConditionType.INSTANCES_ONLINE, DeletionCondition.PART);
    values.put(ConditionType.IN_SYNC, DeletionCondition.PART);
    values.put(ConditionType.DELETING, deletion);
    if (inputs.mayHaveDocument()) {
      values.put(ConditionType.SESSIONS_CONFIGURED, DeletionCondition.PART);
    }
  }

  /** The transition time changes with the status only, not with the reason or the message. */
  private Condition condition(ConditionType type, ConditionValue value) {
    String since =
        inputs
            .before()
            .condition(type.wire())
            .filter(before -> before.status() == value.status())
            .flatMap(before -> Optional.ofNullable(before.lastTransitionTime()))
            .filter(text -> StatusText.parseTime(text).isPresent())
            .orElse(StatusText.time(inputs.now()));
    return new Condition(
        type.wire(),
        value.status(),
        inputs.generation(),
        since,
        value.reason().wire(),
        StatusText.limited(value.message(), MAX_MESSAGE));
  }

  private ConditionValue part(Function<Observation, ConditionValue> evaluate) {
    return inputs.observed().map(evaluate).orElseGet(() -> Unevaluated.notRead(inputs));
  }

  private ConditionValue network() {
    if (inputs.plan().isEmpty()) {
      return Unevaluated.notCompared(inputs, ConditionType.NETWORK_READY);
    }
    if (sync.networkUnread()) {
      return Unevaluated.NOT_OBSERVED;
    }
    Set<Key> incomplete = sync.incomplete();
    if (incomplete.isEmpty() && inputs.unplacedZones().isPresent()) {
      return ConditionValue.ofFalse(Blocker.of(Problem.of(inputs.unplacedZones().orElseThrow())));
    }
    if (incomplete.isEmpty()) {
      return ConditionValue.ofTrue(ConditionReason.COMPLETE, "The network is complete");
    }
    if (!inputs.mode().writes() && inputs.problem().isEmpty()) {
      return WriteBlockedMessages.change(inputs); // Nothing is in work.
    }
    return Blocker.of(inputs, incomplete::contains)
        .map(ConditionValue::ofFalse)
        .orElse(
            ConditionValue.ofFalse(
                ConditionReason.WAITING, incomplete.size() + " network resources are not ready"));
  }

  private ConditionValue inSync() {
    if (inputs.plan().isEmpty()) {
      return Unevaluated.notCompared(inputs, ConditionType.IN_SYNC);
    }
    if (sync.unread()) {
      return Unevaluated.NOT_OBSERVED;
    }
    if (sync.inSync()) {
      return ConditionValue.ofTrue(ConditionReason.IN_SYNC, "AWS matches the spec");
    }
    if (sync.undecided()) {
      return Unevaluated.undecided(inputs);
    }
    return Blocker.awaitingConfirmation(sync)
        .map(ConditionValue::ofFalse)
        .orElseGet(() ->
            ConditionValue.ofFalse(
                sync.drifted() ? ConditionReason.DRIFTED : ConditionReason.NOT_APPLIED,
                Blocker.first(inputs).map(Blocker::message).orElse("Steps are in progress")));
  }

  private ConditionValue patternChanging(Pattern from) {
    return ConditionValue.ofTrue(
        ConditionReason.SESSIONS_WILL_BREAK,
        "The connectivity pattern changes from "
            + Messages.name(from)
            + " to "
            + Messages.name(inputs.spec().connectivity().pattern())
            + (". " + Interruption.SESSIONS_BREAK + ". This change itself replaces no instance."));
  }

  private ConditionValue ready(
      ConditionValue network, ConditionValue online, ConditionValue inSync) {
    if (needingPerson.isPresent()) {
      return ConditionValue.ofFalse(needingPerson.get());
    }
    Optional<Blocker> problem = inputs.problem().map(Blocker::of);
    if (inputs.observed().isEmpty()) {
      return Unevaluated.notRead(inputs);
    }
    if (problem.isPresent()) {
      return ConditionValue.ofFalse(problem.get());
    }
    if (inputs.plan().isEmpty()) {
      return ConditionValue.ofFalse(
          Unevaluated.undecided(inputs).reason(), Unevaluated.undecided(inputs).message());
    }
    if (!inSync.isTrue() && !inputs.mode().writes()) {
      return WriteBlockedMessages.change(inputs);
    }
    if (!network.isTrue()) {
      return ConditionValue.ofFalse(ConditionReason.NETWORK_NOT_READY, network.message());
    }
    if (!online.isTrue()) {
      return ConditionValue.ofFalse(ConditionReason.INSTANCES_NOT_ONLINE, online.message());
    }
    return inSync.isTrue()
        ? ConditionValue.ofTrue(ConditionReason.READY, online.message())
        : ConditionValue.ofFalse(inSync.reason(), inSync.message());
  }

  private Optional<ConditionValue> reconciling() {
    if (!inputs.mode().writes()) {
      return Optional.empty();
    }
    if (inputs.mode().deleting()) {
      return Optional.of(DeletionCondition.value(inputs));
    }
    if (inputs.observed().isEmpty()) {
      return Optional.of(
          Blocker.first(inputs)
              .map(ConditionValue::ofTrue)
              .orElse(
                  ConditionValue.ofTrue(
                      Unevaluated.NOT_OBSERVED.reason(), Unevaluated.NOT_OBSERVED.message())));
    }
    if (inputs.plan().isEmpty()) {
      return Optional.of(
          ConditionValue.ofTrue(
              Unevaluated.undecided(inputs).reason(), Unevaluated.undecided(inputs).message()));
    }
    if (!sync.inSync()) {
      return Optional.of(
          Blocker.unfinished(inputs, sync)
              .map(ConditionValue::ofTrue)
              .orElse(ConditionValue.ofTrue(ConditionReason.WORKING, "Steps are in progress")));
    }
    return OnlineCount.wanted(inputs, instances).stream()
        .filter(instance -> !AgentStatus.everOnline(instance))
        .findFirst()
        .map(instance ->
            ConditionValue.ofTrue(
                    ConditionReason.WAITING_FOR_AGENTS,
                    OnlineCount.whyOffline(instance, "", inputs))
                .about(instance.name()));
  }
}
