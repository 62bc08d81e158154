package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Tombstone;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * <p>The count belongs to what was launched: after a change of the spec, it starts again.
 *
 * @param byInstance only the instances with something to remember
 */
public record LaunchHistory(Map<Key, LaunchAttempts> byInstance) {

  /** No launch has failed. */
  public static final LaunchHistory NONE = new LaunchHistory(Map.of());

  public LaunchHistory {
    byInstance = ImmutableCopy.of(byInstance);
  }

  /** Compares the instances that the status records with what is desired and observed now. */
  public static LaunchHistory update(
      EnvironmentStatus status, Topology desired, Observation observed, Instant now) {
    Map<Key, LaunchAttempts> launches = new TreeMap<>();
    Set<Key> seen = new HashSet<>();
    for (InstanceStatus before : status.instances()) {
      Key key = Instance.key(before.name());
      if (!seen.add(key)) {
        continue;
      }
      LaunchAttempts launch = next(before, key, desired, observed, now);
      if (launch.isAny()) {
        launches.put(key, launch);
      }
    }
    return new LaunchHistory(launches);
  }

  private static LaunchAttempts next(
      InstanceStatus before, Key key, Topology desired, Observation observed, Instant now) {
    Optional<String> inputs = inputs(key, desired);
    Optional<Observed> current = observed.find(key);
    LaunchAttempts recorded = LaunchAttempts.read(before, now).of(inputs);
    LaunchAttempts remembered =
        recorded.withReplaced(
            replacedNow(current, desired)
                .or(() -> recorded.replaced().filter(id -> !stays(id, current))));
    if (current.isPresent() && answered(before, current.get(), observed)) {
      return LaunchAttempts.NONE.withReplaced(
          remembered.replaced().filter(current.get().id()::equals));
    }
    Optional<Tombstone> terminated =
        Optional.ofNullable(observed.tombstones().get(key))
            .filter(tombstone -> tombstone.id().equals(before.id()))
            .filter(tombstone ->
                current.filter(instance -> instance.id().equals(tombstone.id())).isEmpty());
    LaunchAttempts counted =
        terminated
            .map(tombstone -> ended(before, remembered, inputs, tombstone, now))
            .orElse(remembered);
    return current.isPresent() ? counted.withoutRetryAt() : counted;
  }

  private static LaunchAttempts ended(
      InstanceStatus before,
      LaunchAttempts remembered,
      Optional<String> inputs,
      Tombstone instance,
      Instant now) {
    return AgentStatus.everOnline(before) || remembered.isReplaced(instance.id())
        ? LaunchAttempts.NONE.withReplaced(remembered.replaced())
        : remembered.withFailure(inputs, instance, now);
  }

  /** What determines whether a launch succeeds, as far as the spec asks for it. */
  private static Optional<String> inputs(Key key, Topology desired) {
    return desired
        .find(key)
        .filter(Instance.class::isInstance)
        .map(instance ->
            Digest.of(
                instance.refs().stream()
                    .flatMap(ref ->
                        ref instanceof Ref.ToKey(Key to)
                            ? desired.find(to).stream()
                            : Stream.empty())
                    .map(Resource::untagged)
                    .map(Resource::toString)
                    .collect(Collectors.joining("\n", instance.untagged() + "\n", ""))));
  }

  /**
   * The id of an instance that is being deleted and is not as the spec asks for. The status of the
   * process that has deleted it may be lost.
   */
  private static Optional<String> replacedNow(Optional<Observed> current, Topology desired) {
    return current
        .filter(instance -> instance.is(State.DELETING))
        .filter(instance ->
            desired
                .find(instance.key())
                .filter(wanted ->
                    Component.of(Difference.between(wanted, instance.resource()))
                        .contains(Instance.LAUNCH))
                .isPresent())
        .map(Observed::id);
  }

  /** Whether an instance was to be replaced and is not deleted: what the plan says now counts. */
  private static boolean stays(String id, Optional<Observed> current) {
    return current
        .filter(instance -> !instance.is(State.DELETING) && instance.id().equals(id))
        .isPresent();
  }

  /** Whether the current instance has ever been online. */
  private static boolean answered(InstanceStatus before, Observed current, Observation observed) {
    return observed.pings().of(current.id()).isPresent()
        || (current.id().equals(before.id()) && AgentStatus.everOnline(before));
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

  private static String message(Key key, LaunchAttempts launch, Instant until) {
    return "%s: %s consecutive instances terminated before they were online; the next launch is at %s. The last one was %s"
        .formatted(key, launch.failed(), StatusText.time(until), launch.reason());
  }

  /** The instances that the operator has taken down and whose replacement was not online yet. */
  public Set<Key> replaced() {
    return byInstance.entrySet().stream()
        .filter(launch -> launch.getValue().replaced().isPresent())
        .map(Map.Entry::getKey)
        .collect(ImmutableCopy.toSet());
  }

  /** When the next delayed instance may be launched. */
  public Optional<Instant> requeueAt(Instant now) {
    return byInstance.values().stream()
        .flatMap(launch -> launch.retryAt().stream())
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /**
   * What the status records for an instance; empty if there is nothing to remember.
   *
   * @param replacing see {@link #replacing}
   */
  public Optional<InstanceStatus.Launches> of(Key key, Map<Key, String> replacing) {
    Optional<LaunchAttempts> launch = Optional.ofNullable(byInstance.get(key));
    Optional<String> replaced =
        Optional.ofNullable(replacing.get(key)).or(() -> launch.flatMap(LaunchAttempts::replaced));
    if (launch.isEmpty() && replaced.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(launch.orElse(LaunchAttempts.NONE).withReplaced(replaced).status());
  }

  /** The ids of what a plan replaces now. */
  public static Map<Key, String> replacing(Plan plan) {
    Map<Key, String> ids = new HashMap<>();
    plan.all(Step.Delete.class).stream()
        .filter(step -> step.reason().code() == Reason.Code.REPLACED && step.ready())
        .forEach(step -> ids.putIfAbsent(step.key(), step.current().id()));
    return ids;
  }
}
