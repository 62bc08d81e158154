package io.ssmenv.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.build.BuildInfo;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.EgressChecks;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.OpenSessions;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RebootOutcome;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.plan.Step;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.status.ConditionType;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metrics of the operator, besides those of Java Operator SDK:
 *
 * <ul>
 *   <li>{@code ssmenv.aws.calls}: AWS calls by service, action and outcome
 *   <li>{@code ssmenv.steps}: executed steps by step type, resource type and outcome
 *   <li>{@code ssmenv.internal.errors}: faults of the operator itself
 *   <li>{@code ssmenv.environments}: environments by the status of the condition Ready
 *   <li>{@code ssmenv.egress.instances}: instances by what they have answered, if it is verified
 *   <li>{@code ssmenv.sessions}: open sessions on the instances, where their number is known
 *   <li>{@code ssmenv.inventory.age}: the age of the oldest listing, by region
 *   <li>{@code ssmenv.orphaned.resources}: see {@link OrphanedResources}
 *   <li>{@code ssmenv.build.info}: always 1, with the version, the commit and the Java version
 * </ul>
 */
final class OperatorMetrics {

  private record MeteredCloud(
      Inventory inventory,
      Operations operations,
      FactSource facts,
      Heartbeats heartbeats,
      EgressChecks egress,
      OpenSessions sessions)
      implements Cloud {}

  private record Age(Inventory inventory, Gauge gauge) {}

  private final MeterRegistry registry;
  private final Counter internalErrors;
  private final Map<String, Condition.Status> readyStatuses = new ConcurrentHashMap<>();
  private final Map<String, Integer> sessions = new ConcurrentHashMap<>();
  private final EgressGauges egress;
  private final Map<Scope, Age> ages = new ConcurrentHashMap<>();

  OperatorMetrics(MeterRegistry registry, BuildInfo build) {
    this.registry = registry;
    this.internalErrors =
        Counter.builder("ssmenv.internal.errors")
            .description("Faults of the operator itself; the log has their stack traces")
            .register(registry);
    Gauge.builder("ssmenv.build.info", () -> 1)
        .description("The version of the running operator")
        .tag("version", build.versionName())
        .tag("commit", build.commitName())
        .tag("java", build.java())
        .register(registry);
    this.egress = new EgressGauges(registry);
    Gauge.builder("ssmenv.sessions", sessions, OperatorMetrics::sum)
        .description("Open sessions of Session Manager on the instances, where known")
        .register(registry);
    for (Condition.Status status : Condition.Status.values()) {
      Gauge.builder("ssmenv.environments", readyStatuses, all -> count(all, status))
          .description("Environments by the status of the condition Ready")
          .tag("ready", status.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static double count(Map<String, Condition.Status> all, Condition.Status status) {
    return all.values().stream().filter(status::equals).count();
  }

  private static double sum(Map<String, Integer> all) {
    return all.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Counts a call to AWS. */
  void recordCall(String service, String action, String outcome) {
    registry
        .counter("ssmenv.aws.calls", "service", service, "action", action, "outcome", outcome)
        .increment();
  }

  /** Counts a fault of the operator. */
  void recordInternalError() {
    internalErrors.increment();
  }

  /**
   * Records the current status of an environment.
   *
   * @param egressHistory the answers in it
   */
  void recordStatus(Owner owner, EnvironmentStatus status, EgressHistory egressHistory) {
    readyStatuses.put(
        owner.uid(),
        status
            .condition(ConditionType.READY.wire())
            .map(Condition::status)
            .orElse(Condition.Status.UNKNOWN));
    sessions.put(owner.uid(), Optional.ofNullable(status.sessions()).orElse(0));
    egress.record(owner, status, egressHistory);
  }

  /** Removes an environment that no longer exists. */
  void forget(Owner owner) {
    readyStatuses.remove(owner.uid());
    sessions.remove(owner.uid());
    egress.forget(owner);
  }

  /** Wraps the clouds so that executed steps are counted, and open regions are shown. */
  Clouds countingSteps(Clouds clouds) {
    return new Clouds() {
      @Override
      public RegionAccess enter(Owner owner, Scope scope) {
        RegionAccess access = clouds.enter(owner, scope);
        return access instanceof RegionAccess.Open(Cloud cloud)
            ? new RegionAccess.Open(metered(scope, cloud))
            : access;
      }

      @Override
      public boolean leave(Owner owner, Scope scope) {
        boolean closed = clouds.leave(owner, scope);
        if (closed) {
          Optional.ofNullable(ages.remove(scope)).map(Age::gauge).ifPresent(registry::remove);
        }
        return closed;
      }
    };
  }

  private Cloud metered(Scope scope, Cloud cloud) {
    ages.compute(
        scope,
        (_, shown) ->
            shown != null && shown.inventory().equals(cloud.inventory())
                ? shown
                : new Age(cloud.inventory(), gauge(scope, cloud.inventory())));
    return countingSteps(cloud);
  }

  private Gauge gauge(Scope scope, Inventory inventory) {
    return Gauge.builder("ssmenv.inventory.age", inventory, read -> read.age().toMillis() / 1000.0)
        .description("The age of the oldest listing of a region that is in use")
        .baseUnit("seconds")
        .tag("region", scope.region())
        .strongReference(true)
        .register(registry);
  }

  private Cloud countingSteps(Cloud cloud) {
    return new MeteredCloud(
        cloud.inventory(),
        new CountingOperations(cloud.operations()),
        cloud.facts(),
        cloud.heartbeats(),
        cloud.egress(),
        cloud.sessions());
  }

  private final class CountingOperations implements Operations {
    private final Operations operations;

    CountingOperations(Operations operations) {
      this.operations = operations;
    }

    @Override
    public Outcome perform(Owner owner, String account, Step.Write step) {
      Outcome outcome = operations.perform(owner, account, step);
      count(type(step), step.resource().getClass(), outcome);
      return outcome;
    }

    @Override
    public RebootOutcome reboot(Owner owner, String account, String instanceId) {
      RebootOutcome outcome = operations.reboot(owner, account, instanceId);
      count("reboot", Instance.class, outcome.outcome());
      return outcome;
    }

    @Override
    public List<String> blockers(Owner owner, String account, Step.Delete step) {
      return operations.blockers(owner, account, step);
    }
  }

  private static String type(Step.Write step) {
    return switch (step) {
      case Step.Create _ -> "create";
      case Step.Update _ -> "update";
      case Step.Delete _ -> "delete";
    };
  }

  private void count(String stepType, Class<? extends Resource> type, Outcome outcome) {
    String outcomeLabel =
        switch (outcome) {
          case Outcome.Done _, Outcome.DeletedFailed _ -> "done";
          case Outcome.Deferred _ -> "deferred";
          case Outcome.Failed failed -> failed.error().code();
        };
    String resourceType = Resource.typeName(type);
    registry
        .counter(
            "ssmenv.steps",
            "step",
            stepType,
            "resource_type",
            resourceType,
            "outcome",
            outcomeLabel)
        .increment();
  }
}
