package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.EgressChecks.Answers;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.desired.DefaultsSelection;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.execute.PlanExecutor;
import io.ssmenv.execute.Progress;
import io.ssmenv.facts.FactsResolver;
import io.ssmenv.facts.ForeignVpcs;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Planner;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.topology.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reconciles environments. {@link #reconcile} calls all stages of the system, each with the results
 * of earlier stages. It uses memory only and returns in milliseconds. Calls to AWS run on other
 * threads, which trigger the next reconcile when they have ended.
 */
public final class Engine {

  private final Clouds clouds;
  private final EnvironmentObserver observer;
  private final OperatorClock clock;
  private final FactsResolver facts;
  private final ForeignVpcRefresh foreign;
  private final PathSearch paths;
  private final Reboots reboots;
  private final SessionTargetRefresh sessionTargets;
  private final DesiredStateResolver desiredState;
  private final EnvironmentPlanner plans;
  private final PlanExecutor executor;
  private final PlanSubmission submission;
  private final LifecycleRules rules;
  private final SharedNetworks networks;
  private final Map<String, Scope> scopes = new ConcurrentHashMap<>();

  /**
   * @param refusal why the administrator does not allow a spec in an account; empty if it is
   *     allowed
   * @param threads for everything that takes time; must not queue
   * @param wake called with every environment that should be reconciled
   * @param internalErrors reports faults of the operator
   */
  public Engine(
      Clouds clouds,
      LifecycleRules rules,
      BiFunction<EnvironmentSpec, String, Optional<String>> refusal,
      AccountPin pin,
      Executor threads,
      OperatorClock clock,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this(clouds, rules, refusal, pin, SpecDefaults.PUBLISHED, threads, clock, wake, internalErrors);
  }

  /** As another version of the operator, with other defaults. */
  Engine(
      Clouds clouds,
      LifecycleRules rules,
      BiFunction<EnvironmentSpec, String, Optional<String>> refusal,
      AccountPin pin,
      List<SpecDefaults> publishedDefaults,
      Executor threads,
      OperatorClock clock,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this.clouds = clouds;
    this.observer = new EnvironmentObserver(new DefaultsSelection(publishedDefaults), clock);
    this.clock = clock;
    this.facts = new FactsResolver(threads, clock.monotonic(), wake, internalErrors);
    this.foreign =
        new ForeignVpcRefresh(new ForeignVpcs(threads, clock.monotonic(), wake, internalErrors));
    this.paths = PathSearch.of(threads, clock, wake, internalErrors);
    this.reboots = new Reboots(new RebootCalls(threads, clock, wake, internalErrors));
    this.sessionTargets = SessionTargetRefresh.of(threads, clock, wake, internalErrors);
    this.desiredState = new DesiredStateResolver(refusal, pin, facts);
    this.plans = new EnvironmentPlanner(new Planner(rules));
    this.executor = new PlanExecutor(threads, clock, wake, internalErrors);
    this.submission = new PlanSubmission(foreign, executor);
    this.rules = rules;
    this.networks = new SharedNetworks(wake, clock.monotonic(), executor::isBusy);
  }

  /** Takes an environment one step closer to its spec. */
  public ReconcileResult reconcile(ReconcileRequest request) {
    return switch (enter(request)) {
      case RegionAccess.Open(Cloud cloud) -> reconcile(request, cloud);
      case RegionAccess.Undecided _ -> ReconcileResult.unchanged(request.status());
      case RegionAccess.Refused(String message) -> ResultBuilder.regionRefused(request, message);
    };
  }

  private ReconcileResult reconcile(ReconcileRequest stored, Cloud cloud) {
    long mark = executor.mark();
    ReconcileRequest written = EnvironmentIdentity.identify(stored, cloud);
    Attempts attempts = executor.attempts(written.owner());
    SharedVpc shared = networks.of(written);
    Answers answers = cloud.egress().answers(written.owner());
    Observation observed =
        EgressVerification.withAnswers(
            observer.observe(written, cloud, shared.external()), answers);
    SpecDefaults defaults = observer.defaults(written, observed);
    ReconcileRequest request = written.completed(defaults, shared.guestsInPlace());
    SharedVpc vpc = shared.completed(request, foreign.reading(request, observed));
    DesiredState desired =
        desiredState.resolve(
            request, defaults, observed, cloud, executor.failing(request.owner()), vpc);
    Instant awsTime = cloud.inventory().awsTime();
    Remembered remembered =
        Remembered.update(
            request, desired, observed, rules, awsTime, executor.refusedTokens(request.owner()));
    Disruptions disruptions =
        Disruptions.of(
            request,
            desired,
            observed,
            plans.plan(
                request,
                desired,
                observed,
                remembered.gates(request, desired, observed, attempts, vpc, awsTime)),
            cloud,
            vpc);
    Plan plan = disruptions.plan();
    Progress progress = submission.submit(request, observed, desired, cloud, plan, mark);
    facts.imagesRefused(request.owner(), observed.accountId(), RefusedImages.of(plan, progress));
    ZoneRefusals refusals =
        ZoneRefusals.of(request, desired, observed, plan, progress, vpc.zones(defaults, observed));
    cloud.inventory().refresh(RefreshRequests.of(request, observed, desired, plan, progress));
    NetworkStatus network =
        networks.publish(
            request,
            vpc,
            desired,
            observed,
            plan,
            remembered,
            rules,
            cloud.inventory()::subnets,
            new VpcProgress(
                refusals.hide(progress),
                refusals.undecided(),
                executor.idle(request.owner(), mark)));
    PathInputs known = PathInputs.of(request, desired, observed, remembered, foreign, cloud);
    boolean refused = !executor.refused(request.owner()).isEmpty();
    PathDiagnosis diagnosis = reboots.update(known, plan, paths.diagnose(known, refused));
    EgressHistory egress =
        EgressVerification.update(
            request, desired, observed, rules, remembered.path(), cloud, answers, awsTime);
    return new ResultBuilder(
            request,
            observed,
            refusals.addTo(desired),
            remembered,
            plan,
            refusals.hide(progress),
            network,
            diagnosis,
            egress,
            disruptions.sessions(),
            sessionTargets.of(request, desired, observed, cloud),
            EgressVerification.requeueAt(egress, request.now(), awsTime),
            SharedFailures.context(vpc, defaults, observed, desired, refusals.undecided()),
            remembered.gateOpensAfter(awsTime))
        .build(executor.idle(request.owner(), mark));
  }

  /**
   * Returns what {@link #reconcile} would do from here to the end, without doing any of it: the
   * same stages, with predictions in the place of the execution.
   *
   * @param vpc all environments that share a VPC, or one that has its own
   * @return for each of them, in the same order
   */
  public List<Preview> preview(List<ReconcileRequest> vpc) {
    return previews(_ -> Optional.of(List.of())).of(vpc, this::enter);
  }

  /**
   * The same with the path of each agent to Systems Manager. What lets traffic through in the VPC
   * is read for it.
   */
  public List<Preview> explain(List<ReconcileRequest> vpc) {
    return previews(paths::all).of(vpc, this::enter);
  }

  private VpcPreview previews(Function<PathInputs, Optional<List<AgentPath>>> follow) {
    return new VpcPreview(observer, desiredState, plans, foreign, rules, follow, clock.monotonic());
  }

  private RegionAccess enter(ReconcileRequest request) {
    return clouds.enter(request.owner(), scope(request));
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    facts.forget(owner);
    foreign.vpcs().forget(owner);
    paths.forget(owner);
    reboots.forget(owner);
    sessionTargets.readings().forget(owner);
    executor.forget(owner);
    networks.forget(owner);
    Optional.ofNullable(scopes.remove(owner.uid())).ifPresent(scope -> clouds.leave(owner, scope));
  }

  /** Starts no further step. Steps in progress continue. */
  public void stopSteps() {
    reboots.stop();
    executor.stop();
  }

  /** Whether a step of an environment is in progress. */
  public boolean isBusy(String uid) {
    return executor.isBusy(uid);
  }

  /** The number of steps in progress. */
  public int stepsInProgress() {
    return executor.stepsInProgress() + reboots.inFlight();
  }

  /** The API server does not let a spec change its region. */
  private Scope scope(ReconcileRequest request) {
    return scopes.computeIfAbsent(request.owner().uid(), _ -> new Scope(request.spec().region()));
  }
}
