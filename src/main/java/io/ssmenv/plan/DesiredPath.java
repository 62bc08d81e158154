package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that the path to Systems Manager needs that the spec asks for. */
public final class DesiredPath {

  private final LifecycleRules rules;
  private final Topology desired;
  private final Observation observed;
  private final Comparison comparison;
  private final Attempts attempts;
  private final Set<Key> keys = new HashSet<>();

  /** What any resource needs; nothing of the environment needs an additional endpoint. */
  private final Set<Key> required = new HashSet<>();

  public DesiredPath(
      LifecycleRules rules, Topology desired, Observation observed, Attempts attempts) {
    this(rules, new Comparison(desired, observed), attempts);
  }

  DesiredPath(LifecycleRules rules, Comparison comparison, Attempts attempts) {
    this.rules = rules;
    this.desired = comparison.desired();
    this.observed = comparison.observed();
    this.comparison = comparison;
    this.attempts = attempts;
    desired
        .resources()
        .forEach(resource -> required.addAll(desired.prerequisites(resource, user -> true)));
    Deque<Resource> open = new ArrayDeque<>();
    desired.resources().stream().filter(rules::affectsConnectivity).forEach(open::add);
    while (!open.isEmpty()) {
      Resource resource = open.remove();
      if (keys.add(resource.key())) {
        desired.prerequisites(resource, user -> true).stream()
            .flatMap(key -> desired.find(key).stream())
            .forEach(open::add);
      }
    }
  }

  /** What is not in place yet, also in other environments. */
  List<Wait> waits(Collection<Step> pending) {
    return Stream.concat(
            pending.stream()
                .filter(step -> keys.contains(step.key()) || isStillToCome(step))
                .filter(step -> !tagsOnly(step))
                .map(step -> Wait.on(step.key(), step.key() + " to be ready")),
            desired.externals().keySet().stream()
                .filter(required::contains)
                .filter(key -> !comparison.isUsable(key))
                .map(key -> Wait.on(key, Prerequisites.waitingFor(key, desired, observed))))
        .toList();
  }

  /** What is left to do until the instances use this path and no other; empty if nothing is. */
  public Optional<String> unfinished(Plan plan) {
    return waits(plan.steps()).stream()
        .map(Wait::message)
        .findFirst()
        .or(() ->
            plan.steps().stream()
                .filter(step -> !desired.contains(step.key()))
                .filter(step -> rules.pruneTiming(step.resource(), desired) == PruneTiming.CUTOVER)
                .findFirst()
                .map(step -> "the cutover of " + step.key()));
  }

  /** The software that uses an additional endpoint has only the previous path until then. */
  private boolean isStillToCome(Step step) {
    return rules.affectsConnectivity(step.resource().getClass())
        && !attempts.refused().contains(step.key());
  }

  private static boolean tagsOnly(Step step) {
    return step instanceof Step.Update update
        && Component.onlyTags(Component.of(update.differences()));
  }
}
