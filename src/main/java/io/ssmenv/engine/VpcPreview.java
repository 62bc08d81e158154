package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.UnplacedZones;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.plan.Prediction;
import io.ssmenv.topology.Observation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks ahead for the environments of a VPC together: the stages of {@link Engine#reconcile} for
 * one after the other, with predictions in the place of the execution, until none of them has
 * anything left to do. What they show each other meanwhile is not known outside.
 */
final class VpcPreview {

  /** What the environments show each other settles after a few. */
  private static final int MAX_ROUNDS = 1000;

  private final EnvironmentObserver observer;
  private final DesiredStateResolver desiredState;
  private final EnvironmentPlanner plans;
  private final ForeignVpcRefresh foreign;
  private final LifecycleRules rules;
  private final Function<PathInputs, Optional<List<AgentPath>>> follow;
  private final SharedNetworks networks;
  private boolean changed;

  VpcPreview(
      EnvironmentObserver observer,
      DesiredStateResolver desiredState,
      EnvironmentPlanner plans,
      ForeignVpcRefresh foreign,
      LifecycleRules rules,
      Function<PathInputs, Optional<List<AgentPath>>> follow,
      InstantSource clock) {
    this.observer = observer;
    this.desiredState = desiredState;
    this.plans = plans;
    this.foreign = foreign;
    this.rules = rules;
    this.follow = follow;
    this.networks = new SharedNetworks(_ -> shown(), clock, _ -> false);
  }

  private void shown() {
    changed = true;
  }

  /** Returns a preview for each of the environments. */
  List<Preview> of(List<ReconcileRequest> vpc, Function<ReconcileRequest, RegionAccess> access) {
    List<Member> members = new ArrayList<>();
    List<Supplier<Preview>> previews = new ArrayList<>();
    for (ReconcileRequest request : vpc) {
      switch (access.apply(request)) {
        case RegionAccess.Open(Cloud cloud) -> {
          Member member = new Member(EnvironmentIdentity.identify(request, cloud), cloud);
          members.add(member);
          previews.add(() -> member.preview(members));
        }
        case RegionAccess.Undecided _ ->
            previews.add(() -> new Preview.Pending("The regions of the account are being read"));
        case RegionAccess.Refused(String message) ->
            previews.add(() -> new Preview.Failed(message));
      }
    }
    untilSettled(members, Member::look);
    untilSettled(members, Member::lookAhead);
    return previews.stream().map(Supplier::get).toList();
  }

  /**
   * @param turn of one environment; returns whether it has more to do
   */
  private void untilSettled(List<Member> members, Predicate<Member> turn) {
    boolean busy = true;
    for (int round = 0; busy && round < MAX_ROUNDS; round++) {
      changed = false;
      busy = false;
      for (Member member : members) {
        busy |= turn.test(member);
      }
      busy |= changed;
    }
  }

  /** One of the environments. */
  private final class Member {
    private final Cloud cloud;
    private ReconcileRequest written;
    private ReconcileRequest request;
    private SpecDefaults defaults = SpecDefaults.PUBLISHED.getLast();
    private Observation observed = Observation.NOTHING;
    private DesiredState now = new DesiredState.ResolvingFacts("");
    private DesiredState desired = now;
    private Remembered remembered;
    private Plan next = Plan.EMPTY;
    private Optional<List<AgentPath>> paths = Optional.empty();
    private Prediction prediction = new Prediction(observed);

    Member(ReconcileRequest written, Cloud cloud) {
      this.written = written;
      this.request = written;
      this.remembered = Remembered.unchanged(written);
      this.cloud = cloud;
    }

    /** Reads AWS and plans the next steps. */
    boolean look() {
      SharedVpc shared = networks.of(written);
      observed = observer.observe(written, cloud, shared.external());
      defaults = observer.defaults(written, observed);
      request = written.completed(defaults, shared.guestsInPlace());
      SharedVpc vpc = shared.completed(request, foreign.reading(request, observed));
      desired = desiredState.resolve(request, defaults, observed, cloud, Set.of(), vpc);
      now = desired;
      Instant awsTime = cloud.inventory().awsTime();
      remembered = Remembered.update(request, desired, observed, rules, awsTime, Map.of());
      PlanGates gates = remembered.gates(request, desired, observed, Attempts.NONE, vpc, awsTime);
      next = plans.plan(request, desired, observed, gates);
      foreign.allows(request, desired, observed, next, cloud.facts(), awsTime);
      paths = follow.apply(PathInputs.of(request, desired, observed, remembered, foreign, cloud));
      prediction = new Prediction(observed);
      cloud
          .inventory()
          .refresh(RefreshRequests.of(request, observed, desired, next, Progress.NONE));
      show(request, vpc, observed, next);
      return false;
    }

    /** Does the steps that can be done. */
    boolean lookAhead() {
      SharedVpc shared = networks.of(written);
      prediction.external(shared.external());
      Observation predicted = prediction.observation();
      if (Adoption.isDone(written, predicted)) {
        written = written.adopted();
      }
      ReconcileRequest then = written.completed(defaults, shared.guestsInPlace());
      SharedVpc vpc = shared.completed(then, foreign.reading(then, observed));
      desired = desiredState.resolve(then, defaults, predicted, cloud, Set.of(), vpc);
      Plan plan = plans.plan(then, desired, predicted, inOrder(vpc));
      boolean busy = prediction.carryOut(plan);
      show(then, vpc, predicted, plan);
      return busy;
    }

    private static PlanGates inOrder(SharedVpc vpc) {
      return new PlanGates(
          Gate.OPEN, Gate.OPEN, Map.of(), Map.of(), Set.of(), Attempts.NONE, vpc.order());
    }

    /** A reconcile records the ranges of guests in the status, so that the next one gives them. */
    private void show(ReconcileRequest as, SharedVpc vpc, Observation seen, Plan plan) {
      NetworkStatus network =
          networks.publish(
              as,
              vpc,
              desired,
              seen,
              plan,
              remembered,
              rules,
              cloud.inventory()::subnets,
              VpcProgress.NONE);
      written = written.recording(network);
    }

    Preview preview(List<Member> all) {
      Preview own =
          Preview.of(request, observed, outlook(), isLookedUp(now) ? desired : now, paths);
      return own instanceof Preview.Pending && request.isGuest()
          ? afterHost(own, host(all).map(host -> host.preview(all)))
          : own;
    }

    private Preview.Outlook outlook() {
      return new Preview.Outlook(
          prediction.forecast(next),
          prediction.observation(),
          foreign.reading(request, observed).answer());
    }

    /** What is not known now is not known later because of a prediction. */
    private static boolean isLookedUp(DesiredState state) {
      return switch (state) {
        case DesiredState.Resolved resolved ->
            resolved.unresolvedFacts().isEmpty()
                && resolved.unresolvedImages().isEmpty()
                && resolved.unplacedZones().map(zones -> isLookedUp(zones.why())).orElse(true);
        case DesiredState.ResolvingFacts _, DesiredState.ReadingHost _ -> false;
        case DesiredState.VpcChanging _, DesiredState.FactFailed _ -> false;
        case DesiredState.Deleted _, DesiredState.Unresolved _ -> true;
      };
    }

    private Optional<Member> host(List<Member> all) {
      return all.stream().filter(one -> one != this && !one.request.isGuest()).findFirst();
    }

    /** What a host does not do in its own preview, it will not do later. */
    private Preview afterHost(Preview own, Optional<Preview> host) {
      if (host.isPresent() && host.get() instanceof Preview.Failed(String message)) {
        return new Preview.Failed(
            "The environment "
                + request.spec().networkOrDefault().hostName().orElse("")
                + ", in whose VPC this one stands, cannot be planned: "
                + message);
      }
      DesiredState awaited =
          desired instanceof DesiredState.Resolved resolved
              ? resolved.unplacedZones().<DesiredState>map(UnplacedZones::why).orElse(desired)
              : desired;
      Optional<String> waiting =
          switch (awaited) {
            case DesiredState.AwaitingHost(String message) -> Optional.of(message);
            case DesiredState.AdoptionAwaitsHost(String message) -> Optional.of(message);
            default -> Optional.empty();
          };
      return host.filter(Preview.Pending.class::isInstance).isPresent()
          ? own
          : waiting.<Preview>map(Preview.Failed::new).orElse(own);
    }
  }
}
