package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Scope;
import io.ssmenv.execute.PlanExecutor;
import io.ssmenv.execute.Progress;
import io.ssmenv.facts.FactsResolver;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Planner;
import io.ssmenv.plan.Step;
import io.ssmenv.status.Findings;
import io.ssmenv.status.KnownResources;
import io.ssmenv.status.LaunchHistory;
import io.ssmenv.status.ReconcileMode;
import io.ssmenv.status.StatusBuilder;
import io.ssmenv.status.StatusEvent;
import io.ssmenv.status.StatusEvents;
import io.ssmenv.topology.Observation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The whole system in one method, {@link #reconcile}: observe, design, plan, execute, report. It
 * answers from memory and returns in milliseconds; whatever takes time goes on elsewhere, and wakes
 * the environment when there is news.
 */
public final class Engine {

  private final Clouds clouds;
  private final InstantSource clock;
  private final FactsResolver facts;
  private final DesiredStateResolver desiredState;
  private final PlanExecutor executor;
  private final DnsPropagationGate dnsPropagation;
  private final Map<String, Scope> scopes = new ConcurrentHashMap<>();

  /**
   * @param refusal why the administrator does not allow a spec, if so
   * @param threads on which everything runs that takes time; one that never queues
   * @param wake is told of every environment that should be advanced
   */
  public Engine(
      String cluster,
      Clouds clouds,
      LifecycleRules rules,
      Function<EnvironmentSpec, Optional<String>> refusal,
      java.util.concurrent.Executor threads,
      InstantSource clock,
      Consumer<Owner> wake) {
    this.clouds = clouds;
    this.clock = clock;
    this.facts = new FactsResolver(threads, clock, wake);
    this.executor =
        new PlanExecutor(
            (scope, owner, account, step) ->
                clouds.in(scope).operations().perform(scope, owner, account, step),
            rules,
            threads,
            clock,
            wake);
    this.dnsPropagation = new DnsPropagationGate(rules);
    this.desiredState =
        new DesiredStateResolver(
            cluster,
            refusal,
            facts,
            new Planner(rules),
            executor::connectivityChangedAt,
            dnsPropagation);
  }

  /** Takes an environment one step further. */
  public ReconcileResult reconcile(ReconcileRequest request) {
    long mark = executor.mark();
    Scope scope = scope(request);
    Cloud cloud = clouds.in(scope);
    Findings findings = observe(request, cloud);
    findings = desiredState.design(request, cloud, findings);
    findings = desiredState.plan(request, findings);
    findings = execute(request, scope, findings, mark);
    RefreshRequest.of(findings, request).tell(cloud.inventory());
    return result(request, findings, mark);
  }

  /** Forgets an environment that is gone. */
  public void forget(Owner owner) {
    facts.forget(owner);
    executor.forget(owner);
    dnsPropagation.forget(owner);
    Optional.ofNullable(scopes.remove(owner.uid()))
        .ifPresent(scope -> clouds.in(scope).inventory().forget(owner));
  }

  private Scope scope(ReconcileRequest request) {
    return scopes.computeIfAbsent(request.owner().uid(), uid -> new Scope(request.spec().region()));
  }

  private Findings observe(ReconcileRequest request, Cloud cloud) {
    Instant now = clock.instant();
    Findings findings =
        Findings.begin(
            request.generation(),
            Optional.of(request.status()),
            request.spec(),
            ReconcileMode.of(request.spec(), request.deleting()),
            now);
    Observation observed =
        cloud
            .inventory()
            .observe(
                request.owner(),
                KnownResources.ids(Optional.of(request.status())),
                request.createdByThisProcess());
    return findings.observed(
        observed, LaunchHistory.count(Optional.of(request.status()), observed, now));
  }

  /** Nothing is written before the finalizer is on and the account is recorded. */
  private Findings execute(ReconcileRequest request, Scope scope, Findings findings, long mark) {
    Plan plan = findings.plan().orElse(new Plan(List.of()));
    boolean recorded =
        findings
            .observed()
            .map(Observation::accountId)
            .filter(account -> account.equals(request.status().accountId()))
            .isPresent();
    Progress progress =
        recorded && request.hasFinalizer() && writes(findings.mode())
            ? executor.submit(
                scope,
                request.owner(),
                findings.observed().map(Observation::accountId).orElseThrow(),
                plan,
                mark)
            : executor.progress(request.owner(), plan);
    return findings.advanced(progress);
  }

  /** Marking what stays is a write too. */
  static boolean writes(ReconcileMode mode) {
    return mode.writes() || mode == ReconcileMode.RETAINED;
  }

  private ReconcileResult result(ReconcileRequest request, Findings findings, long mark) {
    EnvironmentStatus status = StatusBuilder.build(findings);
    boolean released = isReleased(request, findings, mark);
    List<StatusEvent> events =
        new ArrayList<>(StatusEvents.between(Optional.of(request.status()), status));
    if (released && findings.mode() == ReconcileMode.DELETING) {
      events.add(StatusEvent.deleted(String.valueOf(request.status().accountId())));
    }
    return new ReconcileResult(
        status,
        events,
        !request.hasFinalizer() && hasReadyWrite(findings),
        released,
        RefreshRequest.requeueAt(request, findings, status));
  }

  private static boolean hasReadyWrite(Findings findings) {
    return !findings.mode().deleting()
        && findings.mode().writes()
        && findings.plan().stream()
            .flatMap(plan -> plan.writes().stream())
            .anyMatch(Step.Write::ready);
  }

  /** Nothing is left, and that is proven; or what is left is marked as retained. */
  private boolean isReleased(ReconcileRequest request, Findings findings, long mark) {
    if (!findings.mode().deleting() || !executor.idle(request.owner(), mark)) {
      return false;
    }
    Optional<Observation> observed = findings.observed();
    return switch (findings.mode()) {
      case DELETING -> observed.map(Observation::provenEmpty).orElse(false);
      case RETAINED ->
          observed.map(seen -> seen.unlisted().isEmpty()).orElse(false)
              && findings.plan().map(Plan::isDone).orElse(false);
      case ACTIVE, PAUSED, REPORT, DELETING_PAUSED, DELETING_REPORT -> false;
    };
  }
}
