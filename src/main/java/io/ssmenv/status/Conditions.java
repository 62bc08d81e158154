package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Pings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The conditions, after the rules of kstatus: Ready and its parts are always there; Reconciling,
 * Stalled and others only while they hold. Stalled excludes Reconciling, or tools would go on
 * waiting for what needs a person.
 */
final class Conditions {

  private static final ConditionValue NOT_OBSERVED =
      ConditionValue.ofUnknown("NotObserved", "AWS has not been looked at for this spec yet");

  private final Findings findings;
  private final List<InstanceStatus> instances;
  private final Optional<Pattern> former;
  private final SyncState sync;
  private final Optional<Blocker> forPerson;

  /**
   * @param instances as the new status shows them
   * @param former the pattern in force, if the spec asks for another
   */
  Conditions(Findings findings, List<InstanceStatus> instances, Optional<Pattern> former) {
    this.findings = findings;
    this.instances = instances;
    this.former = former;
    this.sync = new SyncState(findings);
    this.forPerson = Blocker.needingPerson(findings);
  }

  List<Condition> all() {
    Map<ConditionType, ConditionValue> verdicts = new EnumMap<>(ConditionType.class);
    if (findings.mode().deleting()) {
      deleting(verdicts);
    } else {
      living(verdicts);
    }
    findings
        .observed()
        .flatMap(ObservationFailures::why)
        .ifPresent(why -> verdicts.put(ConditionType.AWS_REACHABLE, why));
    forPerson.ifPresentOrElse(
        blocker -> verdicts.put(ConditionType.STALLED, ConditionValue.ofTrue(blocker)),
        () -> reconciling().ifPresent(one -> verdicts.put(ConditionType.RECONCILING, one)));
    return verdicts.entrySet().stream()
        .map(entry -> condition(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void living(Map<ConditionType, ConditionValue> verdicts) {
    ConditionValue network = part(ConditionType.NETWORK_READY, seen -> network());
    ConditionValue online = part(ConditionType.INSTANCES_ONLINE, this::instancesOnline);
    ConditionValue inSync = part(ConditionType.IN_SYNC, seen -> inSync());
    verdicts.put(ConditionType.NETWORK_READY, network);
    verdicts.put(ConditionType.INSTANCES_ONLINE, online);
    verdicts.put(ConditionType.IN_SYNC, inSync);
    verdicts.put(ConditionType.READY, ready(network, online, inSync));
    former.ifPresent(
        pattern -> verdicts.put(ConditionType.PATTERN_CHANGING, patternChanging(pattern)));
  }

  private void deleting(Map<ConditionType, ConditionValue> verdicts) {
    ConditionValue deletion = DeletionCondition.value(findings);
    ConditionValue not =
        ConditionValue.ofFalse(DeletionCondition.REASON, "The environment is being deleted");
    verdicts.put(
        ConditionType.READY, ConditionValue.ofFalse(DeletionCondition.REASON, deletion.message()));
    verdicts.put(ConditionType.NETWORK_READY, not);
    verdicts.put(ConditionType.INSTANCES_ONLINE, not);
    verdicts.put(ConditionType.IN_SYNC, not);
    verdicts.put(ConditionType.DELETING, deletion);
  }

  /** The time changes with the status only, never with the reason or the message. */
  private Condition condition(ConditionType type, ConditionValue value) {
    String since =
        findings
            .before()
            .condition(type.wire())
            .filter(before -> before.status() == value.status())
            .flatMap(before -> Optional.ofNullable(before.lastTransitionTime()))
            .orElse(Messages.time(findings.now()));
    return new Condition(
        type.wire(), value.status(), findings.generation(), since, value.reason(), value.message());
  }

  /** The last that was known for this spec, where nothing could be observed now. */
  private ConditionValue part(ConditionType type, Function<Observation, ConditionValue> judge) {
    return findings.observed().map(judge).or(() -> remembered(type)).orElse(NOT_OBSERVED);
  }

  private Optional<ConditionValue> remembered(ConditionType type) {
    return findings
        .before(type)
        .map(before ->
            new ConditionValue(
                before.status(),
                before.reason(),
                Optional.ofNullable(before.message()).orElse("")));
  }

  private ConditionValue network() {
    if (findings.plan().isEmpty()) {
      return remembered(ConditionType.NETWORK_READY).orElse(undecided());
    }
    Set<Key> incomplete = sync.incomplete();
    if (incomplete.isEmpty()) {
      return ConditionValue.ofTrue("Complete", "Everything around the instances is in place");
    }
    return Blocker.of(findings, incomplete::contains)
        .map(ConditionValue::ofFalse)
        .orElse(
            ConditionValue.ofFalse(
                Blocker.WAITING, incomplete.size() + " resources are not in place"));
  }

  /** It is known what exists, and not what is wanted. */
  private ConditionValue undecided() {
    return Blocker.first(findings)
        .map(ConditionValue::ofUnknown)
        .orElse(
            ConditionValue.ofUnknown(
                "ResolvingFacts", "AWS is being asked for what the spec leaves open"));
  }

  private ConditionValue instancesOnline(Observation observed) {
    List<InstanceStatus> wanted = OnlineCount.wanted(findings, instances);
    if (wanted.isEmpty()) {
      return ConditionValue.ofTrue("NoInstances", "No instance is wanted");
    }
    if (observed.pings() instanceof Pings.Unknown(String reason)
        && wanted.stream().anyMatch(one -> InstanceStatuses.UNKNOWN.equals(one.pingStatus()))) {
      return ConditionValue.ofUnknown(
          "SystemsManagerUnavailable",
          "Systems Manager cannot be asked for the agents: " + Messages.tidy(reason));
    }
    List<InstanceStatus> offline =
        wanted.stream().filter(instance -> !OnlineCount.online(instance)).toList();
    if (offline.isEmpty()) {
      return ConditionValue.ofTrue("Online", "Every instance answers Systems Manager");
    }
    String more = offline.size() == 1 ? "" : ", and " + (offline.size() - 1) + " more";
    return ConditionValue.ofFalse("NotOnline", OnlineCount.lacks(offline.getFirst()) + more);
  }

  private ConditionValue inSync() {
    if (findings.plan().isEmpty()) {
      return remembered(ConditionType.IN_SYNC).orElse(undecided());
    }
    if (sync.inSync()) {
      return ConditionValue.ofTrue("InSync", "AWS is as the spec asks for");
    }
    return ConditionValue.ofFalse(
        sync.onceInSync() ? SyncState.DRIFTED : "NotApplied",
        Blocker.first(findings).map(Blocker::message).orElse("Steps are under way"));
  }

  private ConditionValue patternChanging(Pattern from) {
    return ConditionValue.ofTrue(
        "SessionsWillBreak",
        "The way to Systems Manager changes from "
            + Messages.name(from)
            + " to "
            + Messages.name(findings.spec().connectivity().pattern())
            + ": open sessions break once, and new ones may have to wait up to two minutes; no"
            + " instance is replaced");
  }

  private ConditionValue ready(
      ConditionValue network, ConditionValue online, ConditionValue inSync) {
    if (forPerson.isPresent()) {
      return ConditionValue.ofFalse(forPerson.get());
    }
    Optional<Blocker> problem = findings.problems().stream().findFirst().map(Blocker::of);
    if (findings.observed().isEmpty()) {
      return problem.map(ConditionValue::ofUnknown).orElse(NOT_OBSERVED);
    }
    if (problem.isPresent()) {
      return ConditionValue.ofFalse(problem.get());
    }
    if (findings.plan().isEmpty()) {
      return ConditionValue.ofFalse(undecided().reason(), undecided().message());
    }
    if (!inSync.isTrue() && !findings.mode().writes()) {
      return WriteBlockedMessages.change(findings);
    }
    if (!network.isTrue()) {
      return ConditionValue.ofFalse("NetworkNotReady", network.message());
    }
    if (!online.isTrue()) {
      return ConditionValue.ofFalse("InstancesNotOnline", online.message());
    }
    return inSync.isTrue()
        ? ConditionValue.ofTrue("Ready", online.message())
        : ConditionValue.ofFalse(inSync.reason(), inSync.message());
  }

  private Optional<ConditionValue> reconciling() {
    if (!findings.mode().writes()) {
      return Optional.empty();
    }
    if (findings.mode() == ReconcileMode.DELETING) {
      return Optional.of(DeletionCondition.value(findings));
    }
    if (findings.observed().isEmpty()) {
      return Optional.of(
          Blocker.first(findings)
              .map(ConditionValue::ofTrue)
              .orElse(ConditionValue.ofTrue(NOT_OBSERVED.reason(), NOT_OBSERVED.message())));
    }
    if (findings.plan().isEmpty()) {
      return Optional.of(ConditionValue.ofTrue(undecided().reason(), undecided().message()));
    }
    if (!sync.inSync()) {
      return Optional.of(
          Blocker.first(findings)
              .map(ConditionValue::ofTrue)
              .orElse(ConditionValue.ofTrue(Blocker.WORKING, "Steps are under way")));
    }
    return OnlineCount.wanted(findings, instances).stream()
        .filter(instance -> !InstanceStatuses.everOnline(instance))
        .findFirst()
        .map(instance -> ConditionValue.ofTrue("WaitingForAgents", OnlineCount.lacks(instance)));
  }
}
