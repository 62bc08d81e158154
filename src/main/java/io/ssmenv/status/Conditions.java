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

  private static final Verdict NOT_OBSERVED =
      Verdict.unknown("NotObserved", "AWS has not been looked at for this spec yet");

  private final Findings findings;
  private final List<InstanceStatus> instances;
  private final Optional<Pattern> former;
  private final Sync sync;
  private final Optional<Blocker> forPerson;

  /**
   * @param instances as the new status shows them
   * @param former the pattern in force, if the spec asks for another
   */
  Conditions(Findings findings, List<InstanceStatus> instances, Optional<Pattern> former) {
    this.findings = findings;
    this.instances = instances;
    this.former = former;
    this.sync = new Sync(findings);
    this.forPerson = Blocker.forPerson(findings);
  }

  List<Condition> all() {
    Map<ConditionType, Verdict> verdicts = new EnumMap<>(ConditionType.class);
    if (findings.mode().deleting()) {
      deleting(verdicts);
    } else {
      living(verdicts);
    }
    findings
        .observed()
        .flatMap(Unseen::why)
        .ifPresent(why -> verdicts.put(ConditionType.OBSERVED, why));
    forPerson.ifPresentOrElse(
        blocker -> verdicts.put(ConditionType.STALLED, Verdict.yes(blocker)),
        () -> reconciling().ifPresent(one -> verdicts.put(ConditionType.RECONCILING, one)));
    return verdicts.entrySet().stream()
        .map(entry -> condition(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void living(Map<ConditionType, Verdict> verdicts) {
    Verdict network = part(ConditionType.NETWORK_READY, seen -> network());
    Verdict online = part(ConditionType.INSTANCES_ONLINE, this::instancesOnline);
    Verdict inSync = part(ConditionType.IN_SYNC, seen -> inSync());
    verdicts.put(ConditionType.NETWORK_READY, network);
    verdicts.put(ConditionType.INSTANCES_ONLINE, online);
    verdicts.put(ConditionType.IN_SYNC, inSync);
    verdicts.put(ConditionType.READY, ready(network, online, inSync));
    former.ifPresent(
        pattern -> verdicts.put(ConditionType.PATTERN_CHANGING, patternChanging(pattern)));
  }

  private void deleting(Map<ConditionType, Verdict> verdicts) {
    Verdict deletion = Deletion.verdict(findings);
    Verdict not = Verdict.no(Deletion.REASON, "The environment is being deleted");
    verdicts.put(ConditionType.READY, Verdict.no(Deletion.REASON, deletion.message()));
    verdicts.put(ConditionType.NETWORK_READY, not);
    verdicts.put(ConditionType.INSTANCES_ONLINE, not);
    verdicts.put(ConditionType.IN_SYNC, not);
    verdicts.put(ConditionType.DELETING, deletion);
  }

  /** The time changes with the status only, never with the reason or the message. */
  private Condition condition(ConditionType type, Verdict verdict) {
    String since =
        findings
            .before()
            .condition(type.wire())
            .filter(before -> before.status() == verdict.status())
            .flatMap(before -> Optional.ofNullable(before.lastTransitionTime()))
            .orElse(Wording.time(findings.now()));
    return new Condition(
        type.wire(),
        verdict.status(),
        findings.generation(),
        since,
        verdict.reason(),
        verdict.message());
  }

  /** The last that was known for this spec, where nothing could be observed now. */
  private Verdict part(ConditionType type, Function<Observation, Verdict> judge) {
    return findings.observed().map(judge).or(() -> remembered(type)).orElse(NOT_OBSERVED);
  }

  private Optional<Verdict> remembered(ConditionType type) {
    return findings
        .before(type)
        .map(before ->
            new Verdict(
                before.status(),
                before.reason(),
                Optional.ofNullable(before.message()).orElse("")));
  }

  private Verdict network() {
    if (findings.plan().isEmpty()) {
      return remembered(ConditionType.NETWORK_READY).orElse(undecided());
    }
    Set<Key> incomplete = sync.incomplete();
    if (incomplete.isEmpty()) {
      return Verdict.yes("Complete", "Everything around the instances is in place");
    }
    return Blocker.of(findings, incomplete::contains)
        .map(Verdict::no)
        .orElse(Verdict.no(Blocker.WAITING, incomplete.size() + " resources are not in place"));
  }

  /** It is known what exists, and not what is wanted. */
  private Verdict undecided() {
    return Blocker.first(findings)
        .map(Verdict::unknown)
        .orElse(
            Verdict.unknown("ResolvingFacts", "AWS is being asked for what the spec leaves open"));
  }

  private Verdict instancesOnline(Observation observed) {
    List<InstanceStatus> wanted = OnlineCount.wanted(findings, instances);
    if (wanted.isEmpty()) {
      return Verdict.yes("NoInstances", "No instance is wanted");
    }
    if (observed.pings() instanceof Pings.Unknown(String reason)
        && wanted.stream().anyMatch(one -> Instances.UNKNOWN.equals(one.pingStatus()))) {
      return Verdict.unknown(
          "SystemsManagerUnavailable",
          "Systems Manager cannot be asked for the agents: " + Wording.tidy(reason));
    }
    List<InstanceStatus> offline =
        wanted.stream().filter(instance -> !OnlineCount.online(instance)).toList();
    if (offline.isEmpty()) {
      return Verdict.yes("Online", "Every instance answers Systems Manager");
    }
    String more = offline.size() == 1 ? "" : ", and " + (offline.size() - 1) + " more";
    return Verdict.no("NotOnline", OnlineCount.lacks(offline.getFirst()) + more);
  }

  private Verdict inSync() {
    if (findings.plan().isEmpty()) {
      return remembered(ConditionType.IN_SYNC).orElse(undecided());
    }
    if (sync.inSync()) {
      return Verdict.yes("InSync", "AWS is as the spec asks for");
    }
    return Verdict.no(
        sync.onceInSync() ? Sync.DRIFTED : "NotApplied",
        Blocker.first(findings).map(Blocker::message).orElse("Steps are under way"));
  }

  private Verdict patternChanging(Pattern from) {
    return Verdict.yes(
        "SessionsWillBreak",
        "The way to Systems Manager changes from "
            + Wording.name(from)
            + " to "
            + Wording.name(findings.spec().connectivity().pattern())
            + ": open sessions break once, and new ones may have to wait up to two minutes; no"
            + " instance is replaced");
  }

  private Verdict ready(Verdict network, Verdict online, Verdict inSync) {
    if (forPerson.isPresent()) {
      return Verdict.no(forPerson.get());
    }
    Optional<Blocker> problem = findings.problems().stream().findFirst().map(Blocker::of);
    if (findings.observed().isEmpty()) {
      return problem.map(Verdict::unknown).orElse(NOT_OBSERVED);
    }
    if (problem.isPresent()) {
      return Verdict.no(problem.get());
    }
    if (findings.plan().isEmpty()) {
      return Verdict.no(undecided().reason(), undecided().message());
    }
    if (!inSync.holds() && !findings.mode().writes()) {
      return Held.change(findings);
    }
    if (!network.holds()) {
      return Verdict.no("NetworkNotReady", network.message());
    }
    if (!online.holds()) {
      return Verdict.no("InstancesNotOnline", online.message());
    }
    return inSync.holds()
        ? Verdict.yes("Ready", online.message())
        : Verdict.no(inSync.reason(), inSync.message());
  }

  private Optional<Verdict> reconciling() {
    if (!findings.mode().writes()) {
      return Optional.empty();
    }
    if (findings.mode() == Mode.DELETING) {
      return Optional.of(Deletion.verdict(findings));
    }
    if (findings.observed().isEmpty()) {
      return Optional.of(
          Blocker.first(findings)
              .map(Verdict::yes)
              .orElse(Verdict.yes(NOT_OBSERVED.reason(), NOT_OBSERVED.message())));
    }
    if (findings.plan().isEmpty()) {
      return Optional.of(Verdict.yes(undecided().reason(), undecided().message()));
    }
    if (!sync.inSync()) {
      return Optional.of(
          Blocker.first(findings)
              .map(Verdict::yes)
              .orElse(Verdict.yes(Blocker.WORKING, "Steps are under way")));
    }
    return OnlineCount.wanted(findings, instances).stream()
        .filter(instance -> !Instances.everOnline(instance))
        .findFirst()
        .map(instance -> Verdict.yes("WaitingForAgents", OnlineCount.lacks(instance)));
  }
}
