package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.UnresolvedImage;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.plan.Planner;
import io.ssmenv.state.Incarnations;
import io.ssmenv.state.LaunchHistory;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Tombstone;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An environment, its observed resources, and a reconcile with the real planner. The test sets
 * which steps run or fail.
 */
class StatusScenario {

  static final String ACCOUNT = "111122223333";

  Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
  long generation = 1;
  Pattern pattern = Pattern.ELASTIC_IP;
  int count = 1;
  Optional<String> type = Optional.empty();
  Facts facts = Facts.NONE;
  List<UnresolvedImage> unresolvedImages = List.of();
  ReconcileMode mode = ReconcileMode.ACTIVE;
  String account = ACCOUNT;
  boolean unobserved = false;
  Progress progress = Progress.NONE;
  Optional<DesiredState.Unresolved> unresolved = Optional.empty();
  final Map<Key, Observed> present = new TreeMap<>();
  final Map<Key, Tombstone> tombstones = new HashMap<>();
  final Map<Key, String> missing = new HashMap<>();
  final Map<Class<? extends Resource>, Unlisted> unlisted = new HashMap<>();
  Optional<String> pingError = Optional.empty();
  Optional<EnvironmentStatus> status = Optional.empty();
  List<StatusEvent> events = List.of();
  LaunchHistory launches = LaunchHistory.NONE;
  final Map<String, Ping> pings = new HashMap<>();
  private int lastId = 0;

  /** Every desired resource exists, and every agent is online. */
  static StatusScenario created() {
    StatusScenario scenario = new StatusScenario();
    scenario.createAll();
    return scenario;
  }

  /** Like {@link #created}, and already reconciled once. */
  static StatusScenario reconciled() {
    StatusScenario scenario = created();
    scenario.reconcile();
    return scenario;
  }

  EnvironmentSpec spec() {
    return new EnvironmentSpec(
        "eu-west-1",
        new Connectivity(pattern, null),
        null,
        List.of(new InstanceGroup("app", count, type.orElse(null), null, null)),
        null,
        null,
        null,
        null,
        null);
  }

  Topology desired() {
    return mode.deleting() ? Topology.EMPTY : TopologyFixtures.of(spec());
  }

  void createAll() {
    desired().resources().stream()
        .filter(resource -> !present.containsKey(resource.key()))
        .forEach(this::create);
    present.keySet().stream()
        .filter(key -> key.type().equals("instance"))
        .forEach(key -> ping(key.name(), "Online"));
  }

  void create(Resource resource) {
    lastId++;
    present.put(resource.key(), CreatedResource.of(resource, lastId));
  }

  void create(String key) {
    create(desired().find(new Key(key)).orElseThrow());
  }

  void state(String key, State state, String awsState) {
    present.computeIfPresent(new Key(key), (_, observed) -> observed.with(state, awsState));
  }

  void remove(String key) {
    present.remove(new Key(key));
  }

  /** Terminates an instance with the reason that AWS reports. */
  void terminate(String name, String reason) {
    Observed terminated = present.remove(Instance.key(name));
    pings.remove(terminated.id());
    tombstones.put(terminated.key(), new Tombstone(terminated.id(), reason));
  }

  void ping(String name, String pingStatus) {
    pings.put(id(name), new Ping(pingStatus, Optional.of(now), "3.3.987.0"));
  }

  void unregister(String name) {
    pings.remove(id(name));
  }

  String id(String name) {
    return present.get(Instance.key(name)).id();
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  Observation observation() {
    return new Observation(
        account,
        present,
        List.of(),
        tombstones,
        missing,
        unlisted,
        pingError.<Pings>map(Pings.Unknown::new).orElse(new Pings.Known(pings)));
  }

  Plan plan() {
    PlanGates gates =
        new PlanGates(
            PlanGates.Gate.OPEN,
            PlanGates.Gate.OPEN,
            launches.backoffs(now),
            Map.of(),
            launches.replaced(),
            Attempts.NONE);
    return new Planner(new PermissiveRules()).plan(desired(), observation(), gates);
  }

  /** The results of the stages of a reconcile at the current time. */
  StatusInputs inputs() {
    return inputs(plan());
  }

  /** The same with another plan. */
  StatusInputs inputs(Plan plan) {
    boolean isObserved =
        !unobserved
            && !isOtherAccount()
            && unresolved.filter(DesiredState.Unobserved.class::isInstance).isEmpty();
    if (isObserved) {
      launches = LaunchHistory.update(before(), desired(), observation(), now);
    }
    DesiredState desired = desiredState();
    boolean planned = isObserved && !(desired instanceof DesiredState.Unresolved);
    return new StatusInputs(
        generation,
        before(),
        spec(),
        mode,
        desired,
        isObserved ? Optional.of(observation()) : Optional.empty(),
        planned ? Optional.of(plan) : Optional.empty(),
        progress,
        launches,
        Incarnations.update(before(), observation(), Map.of()),
        PathStatus.NONE,
        Optional.of("lab"),
        now);
  }

  /** As in the engine: an observation of another account is ignored. */
  private boolean isOtherAccount() {
    String recorded = before().accountId();
    return recorded != null && !account.isEmpty() && !account.equals(recorded);
  }

  private DesiredState desiredState() {
    if (isOtherAccount()) {
      return new DesiredState.WrongAccount(
          String.valueOf(before().accountId()), account, DesiredState.WrongAccount.Basis.RECORDED);
    }
    if (unresolved.isPresent()) {
      return unresolved.get();
    }
    return mode.deleting()
        ? new DesiredState.Deleted()
        : new DesiredState.Resolved(
            desired(), facts, unresolvedImages, List.of(), Optional.empty());
  }

  EnvironmentStatus before() {
    return status.orElse(EnvironmentStatus.none());
  }

  EnvironmentStatus reconcile() {
    StatusBuilder builder = new StatusBuilder(inputs());
    EnvironmentStatus newStatus = builder.status();
    events = builder.events(newStatus);
    status = Optional.of(newStatus);
    return newStatus;
  }

  Condition condition(String type) {
    return status.orElseThrow().condition(type).orElseThrow();
  }

  InstanceStatus instance(String name) {
    return status.orElseThrow().instance(name).orElseThrow();
  }

  List<String> reasons() {
    return events.stream().map(StatusEvent::reason).toList();
  }
}
