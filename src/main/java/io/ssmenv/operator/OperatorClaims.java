package io.ssmenv.operator;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.status.EventReason;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several operators takes care of an environment: the one whose claim an annotation of the
 * environment has, as long as its lease is held. Another one that selects the environment too is
 * refused, and leaves a second annotation, from which the first one makes a condition. Thread-safe.
 */
final class OperatorClaims {

  private static final Logger log = LoggerFactory.getLogger(OperatorClaims.class);

  /** Until an operator looks again: the lease of the other one may expire meanwhile. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** While the last steps of an environment end that belongs to another operator now. */
  private static final Duration STEPS_END = Duration.ofMillis(500);

  /** What an environment means for this operator. */
  sealed interface Standing {

    /** It takes care of it. */
    record Own() implements Standing {}

    /** It does, but has to wait. */
    record Waiting(Duration time) implements Standing {}

    /** Somebody else does; what is remembered is to be forgotten. */
    record Foreign(Optional<Duration> again) implements Standing {}
  }

  private final Optional<OperatorClaim> own;
  private final OperatorShare share;
  private final OperatorLeases leases;
  private final InformedEnvironments informed;
  private final KubernetesEvents events;
  private final Predicate<String> busy;
  private final Consumer<SsmManagedEnvironment> wake;
  private final Duration settles;
  private final InstantSource clock;

  /** The UIDs of the environments of others, as this process has seen them. */
  private final Set<String> foreign = ConcurrentHashMap.newKeySet();

  private final RefusalNotices notices = new RefusalNotices(RETRY);

  /** Until when AWS is not trusted yet, by UID. */
  private final Map<String, Instant> settling = new ConcurrentHashMap<>();

  private final Map<String, Boolean> selected = new ConcurrentHashMap<>();

  /**
   * @param settings without leader election, nothing is claimed, and the claims of others are
   *     respected
   * @param busy whether a step of the environment with a UID is in progress
   * @param wake called with each guest of an environment that changes hands
   * @param clock never jumps
   */
  OperatorClaims(
      OperatorSettings settings,
      OperatorLeases leases,
      InformedEnvironments informed,
      KubernetesEvents events,
      Predicate<String> busy,
      Consumer<SsmManagedEnvironment> wake,
      InstantSource clock) {
    this.own = settings.claim();
    this.share = settings.share();
    this.leases = leases;
    this.informed = informed;
    this.events = events;
    this.busy = busy;
    this.wake = wake;
    this.settles = settles(settings.pollInterval());
    this.clock = clock;
  }

  /**
   * Two polls show what another operator has created, and later than a listing may miss it. This
   * process has listings from before, so that it needs new ones, unlike one that starts.
   */
  private static Duration settles(Duration pollInterval) {
    Duration polls = pollInterval.multipliedBy(2);
    Duration lag = Timing.EC2_CREATION_READ_LAG.plus(Timing.PROOF_OF_ABSENCE);
    return polls.compareTo(lag) > 0 ? polls : lag;
  }

  /** Decides it, and claims or releases the environment if that is due. */
  Standing standing(SsmManagedEnvironment environment, Context<SsmManagedEnvironment> context) {
    String uid = environment.getMetadata().getUid();
    boolean selects = share.selects(informed.labelsOf(environment));
    Boolean before = selected.put(uid, selects);
    if (before != null && before != selects) {
      informed.guestsOf(environment).forEach(wake);
    }
    Optional<OperatorClaim> holder =
        environment.annotation(OperatorClaim.HOLDER).map(OperatorClaim::parse);
    boolean isOwn = isOwn(holder);
    Standing standing =
        selects
            ? selected(environment, holder.filter(_ -> !isOwn), isOwn, context)
            : unselected(environment, isOwn, context);
    if (standing instanceof Standing.Foreign) {
      foreign.add(uid);
    }
    return standing;
  }

  private boolean isOwn(Optional<OperatorClaim> claim) {
    return own.isPresent() && claim.map(OperatorClaim::lease).equals(own.map(OperatorClaim::lease));
  }

  private Standing selected(
      SsmManagedEnvironment environment,
      Optional<OperatorClaim> other,
      boolean isOwn,
      Context<SsmManagedEnvironment> context) {
    String namespace = environment.getMetadata().getNamespace();
    if (other
        .filter(claim -> claim.maySelect(namespace, informed.labelsOf(environment)))
        .filter(claim -> leases.isHeld(claim.lease()))
        .isPresent()) {
      return refused(environment, other.get(), context);
    }
    notices.end(environment.getMetadata().getUid());
    if (own.isPresent()
        && !isOwn
        && !AnnotationPatch.set(environment, OperatorClaim.HOLDER, own.get().text(), context)) {
      return new Standing.Waiting(STEPS_END); // Somebody else has changed it just now.
    }
    String uid = environment.getMetadata().getUid();
    if (foreign.remove(uid) && environment.hasFinalizer(EnvironmentReconciler.FINALIZER)) {
      log.info("{} is taken over in {} s", name(environment), settles.toSeconds());
      settling.put(uid, clock.instant().plus(settles));
    }
    Optional<Duration> left =
        Optional.ofNullable(settling.get(uid))
            .map(until -> Duration.between(clock.instant(), until))
            .filter(Duration::isPositive);
    if (left.isPresent()) {
      return new Standing.Waiting(left.get());
    }
    settling.remove(uid);
    return new Standing.Own();
  }

  private Standing unselected(
      SsmManagedEnvironment environment, boolean isOwn, Context<SsmManagedEnvironment> context) {
    String uid = environment.getMetadata().getUid();
    settling.remove(uid);
    notices.end(uid);
    withdraw(environment, context);
    if (busy.test(uid)) {
      return new Standing.Waiting(STEPS_END);
    }
    if (!isOwn) {
      return new Standing.Foreign(Optional.empty());
    }
    log.info("{} does not match {} any more and is released", name(environment), share.flags());
    return AnnotationPatch.remove(environment, OperatorClaim.HOLDER, context)
        ? new Standing.Foreign(Optional.empty())
        : new Standing.Waiting(STEPS_END);
  }

  private Standing refused(
      SsmManagedEnvironment environment,
      OperatorClaim holder,
      Context<SsmManagedEnvironment> context) {
    String uid = environment.getMetadata().getUid();
    foreign.add(uid);
    if (!notices.lasts(uid, clock.instant())) {
      return new Standing.Foreign(Optional.of(RETRY));
    }
    if (notices.isToBeTold(uid)) {
      String message = OperatorClaim.conflict(holder, own);
      log.warn("{}: {}", name(environment), message);
      events.publish(
          environment,
          List.of(
              new StatusEvent(
                  StatusEvent.Type.WARNING,
                  EventReason.OPERATOR_CONFLICT.wire(),
                  "Reconcile",
                  message,
                  Optional.of(holder.lease() + " " + own.map(OperatorClaim::lease).orElse("")))));
    }
    if (own.isPresent()
        && !own.map(OperatorClaim::text).equals(environment.annotation(OperatorClaim.REFUSED))) {
      boolean _ =
          AnnotationPatch.set(environment, OperatorClaim.REFUSED, own.get().text(), context);
    }
    return new Standing.Foreign(Optional.of(RETRY));
  }

  /** Takes back that this operator claims an environment of another one. */
  private void withdraw(SsmManagedEnvironment environment, Context<SsmManagedEnvironment> context) {
    if (isOwn(environment.annotation(OperatorClaim.REFUSED).map(OperatorClaim::parse))) {
      boolean _ = AnnotationPatch.remove(environment, OperatorClaim.REFUSED, context);
    }
  }

  /** The status of an own environment, with the condition if another operator claims it too. */
  EnvironmentStatus withConflict(
      SsmManagedEnvironment environment,
      EnvironmentStatus before,
      EnvironmentStatus status,
      Instant now,
      Context<SsmManagedEnvironment> context) {
    Optional<OperatorClaim> refused =
        environment.annotation(OperatorClaim.REFUSED).map(OperatorClaim::parse);
    if (refused.isEmpty() || own.isEmpty()) {
      return status;
    }
    if (isOwn(refused) || !leases.isHeld(refused.get().lease())) {
      boolean _ = AnnotationPatch.remove(environment, OperatorClaim.REFUSED, context);
      return status;
    }
    return ConflictCondition.addTo(status, before, OperatorClaim.conflict(own.get(), refused), now);
  }

  private static String name(SsmManagedEnvironment environment) {
    return environment.getMetadata().getNamespace() + "/" + environment.getMetadata().getName();
  }

  void forget(Owner owner) {
    foreign.remove(owner.uid());
    settling.remove(owner.uid());
    selected.remove(owner.uid());
    notices.end(owner.uid());
  }
}
