package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Tombstone;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Failed launches. Instances that terminate before they were online must not be replaced in an
 * endless loop: after {@value Timing#LAUNCHES_WITHOUT_BACKOFF} failures in a row, the next launch
 * waits, and the pause grows.
 *
 * <p>The status is the memory. A launch counts as failed when AWS proves that the instance whose id
 * the status records is terminated, and the status has no last ping of it. The next status no
 * longer records that id, so that each failure is counted once. An instance that the operator
 * replaces is not counted; one that another client terminates is counted, because that can repeat
 * endlessly, too.
 *
 * @param byInstance only the instances with something to remember
 */
public record LaunchHistory(Map<Key, Launch> byInstance) {

  /** The pause has long reached its limit. */
  private static final int MAX_COUNTED = 1000;

  /** No launch has failed. */
  public static final LaunchHistory NONE = new LaunchHistory(Map.of());

  /**
   * The failed launches of one instance.
   *
   * @param failed how many in a row
   * @param retryAt no launch before this time; empty while there is an instance, or without a pause
   * @param reason the id of the last terminated instance, and the reason that AWS gives
   * @param replaced the id of the instance that the operator is replacing
   */
  public record Launch(
      int failed, Optional<Instant> retryAt, String reason, Optional<String> replaced) {}

  public LaunchHistory {
    byInstance = Map.copyOf(byInstance);
  }

  /** Compares the instances that the status records with what is observed now. */
  public static LaunchHistory update(EnvironmentStatus status, Observation observed, Instant now) {
    Map<Key, Launch> launches = new TreeMap<>();
    Set<Key> seen = new HashSet<>();
    for (InstanceStatus before : status.instances()) {
      Key key = Instance.key(before.name());
      if (!seen.add(key)) {
        continue;
      }
      Launch launch = next(before, key, observed, now);
      if (launch.failed() > 0 || launch.replaced().isPresent()) {
        launches.put(key, launch);
      }
    }
    return new LaunchHistory(launches);
  }

  private static Launch next(InstanceStatus before, Key key, Observation observed, Instant now) {
    Launch remembered = read(before, now);
    Optional<Observed> current = observed.find(key);
    Optional<String> replaced = remembered.replaced().filter(id -> !stays(id, current));
    if (current.isPresent() && answered(before, current.get(), observed)) {
      return new Launch(0, Optional.empty(), "", replaced);
    }
    Optional<Tombstone> terminated =
        Optional.ofNullable(observed.tombstones().get(key))
            .filter(tombstone -> tombstone.id().equals(before.id()))
            .filter(tombstone ->
                current.filter(instance -> instance.id().equals(tombstone.id())).isEmpty());
    Launch counted =
        terminated.map(tombstone -> failed(before, remembered, tombstone, now)).orElse(remembered);
    return current
        .map(instance ->
            new Launch(
                counted.failed(),
                Optional.empty(),
                counted.reason(),
                replaced.filter(instance.id()::equals)))
        .orElse(counted);
  }

  /** Whether an instance was to be replaced and exists: what the plan says now counts. */
  private static boolean stays(String id, Optional<Observed> current) {
    return current
        .filter(instance -> !instance.is(State.DELETING) || !instance.id().equals(id))
        .isPresent();
  }

  /** Whether the current instance has ever been online. */
  private static boolean answered(InstanceStatus before, Observed current, Observation observed) {
    return observed.pings().of(current.id()).isPresent()
        || (current.id().equals(before.id()) && AgentStatus.everOnline(before));
  }

  private static Launch failed(
      InstanceStatus before, Launch remembered, Tombstone tombstone, Instant now) {
    if (AgentStatus.everOnline(before)
        || remembered.replaced().filter(tombstone.id()::equals).isPresent()) {
      return new Launch(0, Optional.empty(), "", Optional.empty());
    }
    int failed = Math.min(remembered.failed() + 1, MAX_COUNTED);
    return new Launch(
        failed,
        failed < Timing.LAUNCHES_WITHOUT_BACKOFF
            ? Optional.empty()
            : Optional.of(
                now.plus(
                    Timing.LAUNCH_BACKOFF.after(failed - Timing.LAUNCHES_WITHOUT_BACKOFF + 1))),
        tombstone.id() + ": " + StatusText.stable(tombstone.reason()),
        Optional.empty());
  }

  /** Anybody with access to the status can edit it: no value exceeds what the operator writes. */
  private static Launch read(InstanceStatus before, Instant now) {
    InstanceStatus.Launches launches = before.launches();
    Instant latest = now.plus(Timing.LAUNCH_BACKOFF.longest());
    return launches == null
        ? new Launch(0, Optional.empty(), "", Optional.empty())
        : new Launch(
            Math.clamp(launches.failed(), 0, MAX_COUNTED),
            StatusText.parseTime(launches.retryAt())
                .map(retryAt -> retryAt.isAfter(latest) ? latest : retryAt),
            StatusText.stable(Optional.ofNullable(launches.reason()).orElse("")),
            Optional.ofNullable(launches.replaced()).map(StatusText::stable));
  }

  /**
   * Instances that must not be launched yet, for {@link io.ssmenv.plan.PlanGates}.
   *
   * @return a message for each that says until when and why; it does not change until then
   */
  public Map<Key, String> backoffs(Instant now) {
    Map<Key, String> backoffs = new TreeMap<>();
    byInstance.forEach((key, launch) ->
        launch
            .retryAt()
            .filter(now::isBefore)
            .ifPresent(until -> backoffs.put(key, message(key, launch, until))));
    return backoffs;
  }

  private static String message(Key key, Launch launch, Instant until) {
    return "%s: %s consecutive instances terminated before they were online; the next launch is at %s. The last one was %s"
        .formatted(key, launch.failed(), StatusText.time(until), launch.reason());
  }

  /** When the next delayed instance may be launched. */
  public Optional<Instant> requeueAt(Instant now) {
    return byInstance.values().stream()
        .flatMap(launch -> launch.retryAt().stream())
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** What the status records for an instance; empty if there is nothing to remember. */
  public Optional<InstanceStatus.Launches> of(String name, Optional<Plan> plan) {
    Key key = Instance.key(name);
    Optional<Launch> launch = Optional.ofNullable(byInstance.get(key));
    Optional<String> replaced =
        plan.flatMap(steps -> replacing(steps, key)).or(() -> launch.flatMap(Launch::replaced));
    if (launch.isEmpty() && replaced.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new InstanceStatus.Launches(
            launch.map(Launch::failed).orElse(0),
            launch.flatMap(Launch::retryAt).map(StatusText::time).orElse(null),
            launch.map(Launch::reason).filter(reason -> !reason.isEmpty()).orElse(null),
            replaced.orElse(null)));
  }

  /** The id of the instance that the plan replaces now. */
  private static Optional<String> replacing(Plan plan, Key key) {
    return plan.all(Step.Delete.class).stream()
        .filter(step -> step.key().equals(key))
        .filter(step -> step.reason().code() == Reason.Code.REPLACED && step.ready())
        .map(step -> step.current().id())
        .findFirst();
  }
}
