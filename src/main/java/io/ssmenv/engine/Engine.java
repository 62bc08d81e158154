package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Scope;
import io.ssmenv.execute.Executor;
import io.ssmenv.execute.Progress;
import io.ssmenv.facts.FactsResolver;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Planner;
import io.ssmenv.plan.Rules;
import io.ssmenv.plan.Step;
import io.ssmenv.status.Findings;
import io.ssmenv.status.Happening;
import io.ssmenv.status.Happenings;
import io.ssmenv.status.KnownResources;
import io.ssmenv.status.Launches;
import io.ssmenv.status.Mode;
import io.ssmenv.status.StatusWriter;
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
 * The whole system in one method, {@link #advance}: observe, design, plan, execute, report. It
 * answers from memory and returns in milliseconds; whatever takes time goes on elsewhere, and wakes
 * the environment when there is news.
 */
public final class Engine {

  private final Clouds clouds;
  private final InstantSource clock;
  private final FactsResolver facts;
  private final Architect architect;
  private final Executor executor;
  private final PathInPlace path;
  private final Map<String, Scope> scopes = new ConcurrentHashMap<>();

  /**
   * @param refusal why the administrator does not allow a spec, if so
   * @param threads on which everything runs that takes time; one that never queues
   * @param wake is told of every environment that should be advanced
   */
  public Engine(
      String cluster,
      Clouds clouds,
      Rules rules,
      Function<EnvironmentSpec, Optional<String>> refusal,
      java.util.concurrent.Executor threads,
      InstantSource clock,
      Consumer<Owner> wake) {
    this.clouds = clouds;
    this.clock = clock;
    this.facts = new FactsResolver(threads, clock, wake);
    this.executor =
        new Executor(
            (scope, owner, account, step) ->
                clouds.in(scope).operations().perform(scope, owner, account, step),
            rules,
            threads,
            clock,
            wake);
    this.path = new PathInPlace(rules);
    this.architect =
        new Architect(cluster, refusal, facts, new Planner(rules), executor::pathChanged, path);
  }

  /** Takes an environment one step further. */
  public Report advance(Assignment environment) {
    long mark = executor.mark();
    Scope scope = scope(environment);
    Cloud cloud = clouds.in(scope);
    Findings findings = observe(environment, cloud);
    findings = architect.design(environment, cloud, findings);
    findings = architect.plan(environment, findings);
    findings = execute(environment, scope, findings, mark);
    Attention.of(findings, environment).tell(cloud.inventory());
    return report(environment, findings, mark);
  }

  /** Forgets an environment that is gone. */
  public void forget(Owner owner) {
    facts.forget(owner);
    executor.forget(owner);
    path.forget(owner);
    Optional.ofNullable(scopes.remove(owner.uid()))
        .ifPresent(scope -> clouds.in(scope).inventory().forget(owner));
  }

  private Scope scope(Assignment environment) {
    return scopes.computeIfAbsent(
        environment.owner().uid(), uid -> new Scope(environment.spec().region()));
  }

  private Findings observe(Assignment environment, Cloud cloud) {
    Instant now = clock.instant();
    Findings findings =
        Findings.begin(
            environment.generation(),
            Optional.of(environment.status()),
            environment.spec(),
            Mode.of(environment.spec(), environment.deleting()),
            now);
    Observation observed =
        cloud
            .inventory()
            .observe(
                environment.owner(),
                KnownResources.ids(Optional.of(environment.status())),
                environment.brandNew());
    return findings.observed(
        observed, Launches.count(Optional.of(environment.status()), observed, now));
  }

  /** Nothing is written before the finalizer is on and the account is recorded. */
  private Findings execute(Assignment environment, Scope scope, Findings findings, long mark) {
    Plan plan = findings.plan().orElse(new Plan(List.of()));
    boolean recorded =
        findings
            .observed()
            .map(Observation::accountId)
            .filter(account -> account.equals(environment.status().accountId()))
            .isPresent();
    Progress progress =
        recorded && environment.guarded() && writes(findings.mode())
            ? executor.advance(
                scope,
                environment.owner(),
                findings.observed().map(Observation::accountId).orElseThrow(),
                plan,
                mark)
            : executor.report(environment.owner(), plan);
    return findings.advanced(progress);
  }

  /** Marking what stays is a write too. */
  static boolean writes(Mode mode) {
    return mode.writes() || mode == Mode.RETAINED;
  }

  private Report report(Assignment environment, Findings findings, long mark) {
    EnvironmentStatus status = StatusWriter.write(findings);
    boolean released = isReleased(environment, findings, mark);
    List<Happening> happenings =
        new ArrayList<>(Happenings.between(Optional.of(environment.status()), status));
    if (released && findings.mode() == Mode.DELETING) {
      happenings.add(Happening.deleted(String.valueOf(environment.status().accountId())));
    }
    return new Report(
        status,
        happenings,
        !environment.guarded() && hasReadyWrite(findings),
        released,
        Attention.again(environment, findings, status));
  }

  private static boolean hasReadyWrite(Findings findings) {
    return !findings.mode().deleting()
        && findings.mode().writes()
        && findings.plan().stream()
            .flatMap(plan -> plan.writes().stream())
            .anyMatch(Step.Write::ready);
  }

  /** Nothing is left, and that is proven; or what is left is marked as retained. */
  private boolean isReleased(Assignment environment, Findings findings, long mark) {
    if (!findings.mode().deleting() || !executor.idle(environment.owner(), mark)) {
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
