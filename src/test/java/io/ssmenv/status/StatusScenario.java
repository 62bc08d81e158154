package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.plan.Planner;
import io.ssmenv.state.LaunchHistory;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
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
import java.util.Set;
import java.util.TreeMap;

/**
 * An environment, its AWS as far as it is observed, and a reconcile of the one with the other by
 * the real planner. What is under way or fails is set by the test.
 */
final class StatusScenario {

  static final String ACCOUNT = "111122223333";

  Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
  long generation = 1;
  Pattern pattern = Pattern.ELASTIC_IP;
  int count = 1;
  Facts facts = new Facts(List.of(), Map.of(), Set.of(), Optional.empty(), Map.of());
  ReconcileMode mode = ReconcileMode.ACTIVE;
  String account = ACCOUNT;
  boolean blind = false;
  Progress progress = Progress.NONE;
  Optional<DesiredState.Unresolved> unresolved = Optional.empty();
  final Map<Key, Observed> present = new TreeMap<>();
  final Map<Key, Tombstone> tombstones = new HashMap<>();
  final Map<Key, String> missing = new HashMap<>();
  final Map<Class<? extends Resource>, Unlisted> unlisted = new HashMap<>();
  Optional<String> noPings = Optional.empty();
  Optional<EnvironmentStatus> status = Optional.empty();
  List<StatusEvent> events = List.of();
  LaunchHistory launches = LaunchHistory.NONE;
  private final Map<String, Ping> pings = new HashMap<>();
  private int ids = 0;

  /** Everything that the spec asks for exists, and every agent answers. */
  static StatusScenario built() {
    StatusScenario scenario = new StatusScenario();
    scenario.build();
    return scenario;
  }

  /** The same, seen as such by an earlier reconcile. */
  static StatusScenario settled() {
    StatusScenario scenario = built();
    scenario.reconcile();
    return scenario;
  }

  EnvironmentSpec spec() {
    return new EnvironmentSpec(
        "eu-west-1",
        new Connectivity(pattern, null),
        null,
        List.of(new InstanceGroup("app", count, null, null)),
        null,
        null,
        null,
        null,
        null);
  }

  Topology desired() {
    return mode.deleting() ? Topology.EMPTY : TopologyFixtures.of(spec());
  }

  void build() {
    desired().resources().stream()
        .filter(resource -> !present.containsKey(resource.key()))
        .forEach(this::create);
    present.keySet().stream()
        .filter(key -> key.type().equals("instance"))
        .forEach(key -> ping(key.name(), "Online"));
  }

  void create(Resource resource) {
    ids++;
    Map<String, String> details =
        resource instanceof AddressAssociation || resource instanceof NatGateway
            ? Map.of(Observed.PUBLIC_IP, "203.0.113." + ids)
            : Map.of();
    String state = resource instanceof Instance ? "running" : "available";
    present.put(
        resource.key(),
        new Observed(resource, resource.key().type() + "-" + ids, State.READY, state, details));
  }

  void create(String key) {
    create(desired().find(new Key(key)).orElseThrow());
  }

  void state(String key, State state, String awsState) {
    present.computeIfPresent(new Key(key), (same, one) -> one.with(state, awsState));
  }

  void remove(String key) {
    present.remove(new Key(key));
  }

  /** The instance dies, and AWS says why. */
  void die(String name, String why) {
    Observed gone = present.remove(Instance.key(name));
    pings.remove(gone.id());
    tombstones.put(gone.key(), new Tombstone(gone.id(), why));
  }

  void ping(String name, String pingStatus) {
    pings.put(id(name), new Ping(pingStatus, Optional.of(now), "3.3.987.0"));
  }

  void silent(String name) {
    pings.remove(id(name));
  }

  String id(String name) {
    return present.get(Instance.key(name)).id();
  }

  void pass(Duration time) {
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
        noPings.<Pings>map(Pings.Unknown::new).orElse(new Pings.Known(pings)));
  }

  Plan plan() {
    PlanGates gates =
        new PlanGates(PlanGates.Gate.OPEN, PlanGates.Gate.OPEN, launches.backoffs(now));
    return new Planner(new PermissiveRules()).plan(desired(), observation(), gates);
  }

  /** The results of the stages of a reconcile at this moment. */
  StatusInputs inputs() {
    return inputs(plan());
  }

  /** The same with another plan. */
  StatusInputs inputs(Plan plan) {
    boolean seen = !blind && !isOtherAccount();
    if (seen) {
      launches = LaunchHistory.update(before(), observation(), now);
    }
    DesiredState desired = desiredState();
    boolean planned = seen && !(desired instanceof DesiredState.Unresolved);
    return new StatusInputs(
        generation,
        before(),
        spec(),
        mode,
        desired,
        seen ? Optional.of(observation()) : Optional.empty(),
        planned ? Optional.of(plan) : Optional.empty(),
        progress,
        launches,
        now);
  }

  /** As the engine finds it: what was read in another account does not count. */
  private boolean isOtherAccount() {
    String recorded = before().accountId();
    return recorded != null && !account.isEmpty() && !account.equals(recorded);
  }

  private DesiredState desiredState() {
    if (isOtherAccount()) {
      return new DesiredState.WrongAccount(String.valueOf(before().accountId()), account);
    }
    if (unresolved.isPresent()) {
      return unresolved.get();
    }
    return mode.deleting()
        ? new DesiredState.Deleted()
        : new DesiredState.Resolved(desired(), facts);
  }

  private EnvironmentStatus before() {
    return status.orElse(EnvironmentStatus.none());
  }

  EnvironmentStatus reconcile() {
    StatusBuilder builder = new StatusBuilder(inputs());
    EnvironmentStatus written = builder.status();
    events = builder.events(written);
    status = Optional.of(written);
    return written;
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
