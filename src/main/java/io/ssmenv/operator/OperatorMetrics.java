package io.ssmenv.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.build.BuildInfo;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.Step;
import io.ssmenv.status.ConditionType;
import io.ssmenv.topology.Resource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the operator counts besides what its framework does:
 *
 * <ul>
 *   <li>{@code ssmenv.aws.calls} by service, action and outcome
 *   <li>{@code ssmenv.steps} by step, kind and outcome
 *   <li>{@code ssmenv.environments} by the status of the condition Ready
 *   <li>{@code ssmenv.build.info}, always 1, by version, commit and Java
 * </ul>
 */
final class OperatorMetrics {

  private record Metered(Inventory inventory, Operations operations, FactSource facts)
      implements Cloud {}

  private final MeterRegistry registry;
  private final Map<String, Condition.Status> readiness = new ConcurrentHashMap<>();

  OperatorMetrics(MeterRegistry registry, BuildInfo build) {
    this.registry = registry;
    Gauge.builder("ssmenv.build.info", () -> 1)
        .description("What is running")
        .tag("version", build.versionName())
        .tag("commit", build.commitName())
        .tag("java", build.java())
        .register(registry);
    for (Condition.Status status : Condition.Status.values()) {
      Gauge.builder("ssmenv.environments", readiness, all -> count(all, status))
          .description("Environments by the status of their condition Ready")
          .tag("ready", status.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static double count(Map<String, Condition.Status> all, Condition.Status status) {
    return all.values().stream().filter(status::equals).count();
  }

  /** Counts a call to AWS. */
  void recordCall(String service, String action, String outcome) {
    registry
        .counter("ssmenv.aws.calls", "service", service, "action", action, "outcome", outcome)
        .increment();
  }

  /** How an environment stands now. */
  void recordStatus(Owner owner, EnvironmentStatus status) {
    readiness.put(
        owner.uid(),
        status
            .condition(ConditionType.READY.wire())
            .map(Condition::status)
            .orElse(Condition.Status.UNKNOWN));
  }

  /** An environment is gone. */
  void forget(Owner owner) {
    readiness.remove(owner.uid());
  }

  /** The same clouds, with their steps counted. */
  Clouds counting(Clouds clouds) {
    Map<Cloud, Cloud> metered = new ConcurrentHashMap<>();
    return scope -> metered.computeIfAbsent(clouds.in(scope), this::counting);
  }

  private Cloud counting(Cloud cloud) {
    return new Metered(
        cloud.inventory(),
        (owner, account, step) -> {
          Outcome outcome = cloud.operations().perform(owner, account, step);
          count(step, outcome);
          return outcome;
        },
        cloud.facts());
  }

  private void count(Step.Write step, Outcome outcome) {
    String did =
        switch (step) {
          case Step.Create create -> "create";
          case Step.Update update -> "update";
          case Step.Delete delete -> "delete";
        };
    String ended =
        switch (outcome) {
          case Outcome.Done done -> "done";
          case Outcome.Deferred deferred -> "deferred";
          case Outcome.Failed failed -> failed.error().code();
        };
    String kind = Resource.kindName(step.resource().getClass());
    registry.counter("ssmenv.steps", "step", did, "kind", kind, "outcome", ended).increment();
  }
}
