package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes the whole status from what a reconcile found out. It is stable: the same findings on top
 * of the status that was written from them give the same status, so that nothing needs to be sent.
 */
public final class StatusBuilder {

  private StatusBuilder() {}

  /** The status as it is to be sent, whole; equal to the previous one if nothing changed. */
  public static EnvironmentStatus build(Findings findings) {
    EnvironmentStatus before = findings.before();
    if (findings.observed().isEmpty() && findings.problems().isEmpty() && current(findings)) {
      return before;
    }
    Optional<Observation> observed = findings.observed();
    List<InstanceStatus> instances =
        observed.map(seen -> new InstanceStatuses(findings, seen).all()).orElse(before.instances());
    List<ResourceStatus> resources =
        observed
            .map(seen -> KnownResources.list(before.resources(), seen))
            .orElse(before.resources());
    List<Condition> conditions = new Conditions(findings, instances, formerPattern(findings)).all();
    return new EnvironmentStatus(
        findings.generation(),
        accountId(findings).orElse(null),
        conditions,
        OnlineCount.column(OnlineCount.wanted(findings, instances)),
        egress(findings, instances).orElse(null),
        pattern(findings).orElse(null),
        vpcId(resources).orElse(null),
        conditions.getFirst().reason(),
        instances,
        resources,
        Drift.of(findings).orElse(null),
        plan(findings),
        findings.facts().map(FactsMemory::record).orElse(before.facts()));
  }

  /** In sync, the plan may still wait for proofs: nothing worth telling, unless one fails. */
  private static List<String> plan(Findings findings) {
    return findings
        .plan()
        .map(plan ->
            !findings.mode().deleting() && new SyncState(findings).inSync()
                ? List.<String>of()
                : PlanSummary.of(plan))
        .orElse(findings.before().plan());
  }

  /** Whether the status is about this generation already. */
  private static boolean current(Findings findings) {
    return Objects.equals(findings.before().observedGeneration(), findings.generation());
  }

  /** Once known it never changes: another account is a problem, not a new home. */
  private static Optional<String> accountId(Findings findings) {
    return Optional.ofNullable(findings.before().accountId())
        .or(() ->
            findings.observed().map(Observation::accountId).filter(account -> !account.isEmpty()));
  }

  private static Optional<String> vpcId(List<ResourceStatus> resources) {
    return resources.stream()
        .filter(one -> one.key().equals(io.ssmenv.topology.Resource.kindName(Vpc.class)))
        .map(ResourceStatus::id)
        .findFirst();
  }

  /** The pattern in force: that of the spec as soon as it is applied, till then the former one. */
  private static Optional<Pattern> pattern(Findings findings) {
    boolean applied = !findings.mode().deleting() && new SyncState(findings).inSync();
    return applied
        ? Optional.of(findings.spec().connectivity().pattern())
        : Optional.ofNullable(findings.before().pattern());
  }

  /** The pattern in force, if it is another than that of the spec and somebody may be using it. */
  private static Optional<Pattern> formerPattern(Findings findings) {
    return pattern(findings)
        .filter(one -> one != findings.spec().connectivity().pattern())
        .filter(
            one -> findings.before().instances().stream().anyMatch(InstanceStatuses::everOnline));
  }

  private static Optional<String> egress(Findings findings, List<InstanceStatus> instances) {
    Optional<String> addresses =
        Egress.column(
            OnlineCount.wanted(findings, instances).stream()
                .flatMap(instance -> Optional.ofNullable(instance.egressIp()).stream())
                .toList());
    if (addresses.isPresent() || findings.observed().isEmpty()) {
      return addresses.or(() -> Optional.ofNullable(findings.before().egress()));
    }
    boolean nowhere =
        findings
            .desired()
            .filter(desired -> !desired.isEmpty() && !Egress.wanted(desired))
            .isPresent();
    return nowhere ? Optional.of(Egress.NONE) : Optional.empty();
  }
}
