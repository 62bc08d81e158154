package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.InjectedFaults;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.status.StatusEvent;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Runs the operator with a simulated AWS and without Kubernetes. A test can kill the leading
 * replica at any time, as SIGKILL does, and start another or let the one that stands by take over;
 * the environments stay.
 */
final class EngineHarness implements AutoCloseable {

  static final String CLUSTER = "lab";

  private final List<StatusEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger internalErrors = new AtomicInteger();
  private final ApiServerState api;
  private final Replica.World world;
  private final ReplicaSettings settings = new ReplicaSettings();
  private Consumer<ReconcileResult> observer = result -> {};
  private int replicas;
  private Replica leader;
  private Optional<Replica> standby = Optional.empty();
  private Optional<Replica> previewReader = Optional.empty();

  /** Starts an operator, which works while the event loop runs. */
  EngineHarness(Network network, VirtualTime time, EventLoop loop, InjectedFaults faults) {
    api = new ApiServerState(time);
    world =
        new Replica.World(
            loop,
            time,
            network,
            api,
            faults,
            settings,
            internalErrors::incrementAndGet,
            result -> observer.accept(result),
            events::addAll,
            new FoundOrphans(() -> api.environmentIds()));
    leader = newReplica();
    leader.lead();
  }

  private Replica newReplica() {
    replicas++;
    return new Replica(replicas, world);
  }

  /**
   * Ends the leading replica immediately and drops its memory. Calls in flight still reach AWS, and
   * their responses are lost.
   */
  void kill() {
    kill(Optional.of(Duration.ZERO));
  }

  /**
   * Ends the leading replica immediately and drops its memory.
   *
   * @param late how much later its calls in flight reach AWS; empty if they never do
   */
  void kill(Optional<Duration> late) {
    leader.kill(late);
  }

  /** Starts a new leading replica, which knows only the stored environments. */
  void restart() {
    leader = newReplica();
    leader.lead();
  }

  /** Starts a second replica, which stands by. */
  void startStandby() {
    standby = Optional.of(newReplica());
  }

  /**
   * Ends the leading replica and lets the one that stands by take over.
   *
   * @param late how much later the calls in flight reach AWS; empty if they never do
   * @param behind how far the watch of the new leader is behind
   */
  void handOver(Optional<Duration> late, Duration behind) {
    leader.kill(late);
    leader = standby.orElseThrow();
    startStandby();
    leader.lead(behind);
  }

  /** Calls an observer with the result of each reconcile. */
  void observe(Consumer<ReconcileResult> newObserver) {
    observer = newObserver;
  }

  ApiServerState api() {
    return api;
  }

  /** Returns how many faults of the operator were counted since the test started. */
  int internalErrors() {
    return internalErrors.get();
  }

  /** Asked each time that the engine resolves its credentials. */
  void useAccessKey(Supplier<String> newAccessKey) {
    settings.accessKey = newAccessKey;
  }

  /** Sets the clock of the operator's machine, relative to that of AWS. */
  void setClock(Duration aheadOfAws) {
    settings.clockOffset = aheadOfAws;
  }

  /** Returns the regions that the leading replica has opened. */
  Set<String> openRegions() {
    return leader.clouds.openRegions();
  }

  /** Returns the resources without an environment that the last polls have found, by region. */
  Map<String, Map<String, Ownership>> orphans() {
    return world.orphans().byRegion();
  }

  ReplicaSettings settings() {
    return settings;
  }

  /** Returns the regions of the leading replica. */
  AwsClouds clouds() {
    return leader.clouds;
  }

  /** Returns what the leading replica keeps in memory. */
  List<Object> memory() {
    return List.of(leader.engine, leader.clouds);
  }

  /** Replaces the status, as somebody with access to the subresource can. */
  void editStatus(Owner owner, UnaryOperator<EnvironmentStatus> edit) {
    api.editStatus(owner, edit);
  }

  /** Applies a spec, given as YAML. */
  Owner apply(String name, String yaml) {
    StoredEnvironment created = created(name, yaml);
    api.apply(created);
    return created.owner();
  }

  static StoredEnvironment created(String name, String yaml) {
    return StoredEnvironment.created(
        new Owner(CLUSTER, "uid-" + name, "lab/" + name), name, StoredEnvironment.parseSpec(yaml));
  }

  /** Creates an environment that asks for the resources of another one. */
  Owner adopt(String name, String yaml, String environment) {
    return create(new Owner(CLUSTER, "uid-" + name, "lab/" + name), yaml, asking(environment));
  }

  /** Creates an environment with annotations. */
  Owner create(Owner owner, String yaml, EnvironmentClaims.Labels labels) {
    String name = owner.name().substring(owner.name().indexOf('/') + 1);
    StoredEnvironment created =
        StoredEnvironment.created(owner, name, StoredEnvironment.parseSpec(yaml));
    api.apply(created.with(labels, created.created()));
    return owner;
  }

  /** The annotations of an environment that asks for the resources of another one. */
  static EnvironmentClaims.Labels asking(String environment) {
    return new EnvironmentClaims.Labels(Optional.of(environment), Optional.empty());
  }

  /** Asks the leading replica what it would do. */
  Previewer previewer() {
    return new Previewer(api, leader, world.time(), this::reader);
  }

  /** The leader forgets what is not stored, and what was read long before says nothing. */
  private Replica reader() {
    Replica reader = previewReader.orElseGet(this::newReplica);
    previewReader = Optional.of(reader);
    return reader;
  }

  void delete(Owner owner) {
    api.delete(owner);
  }

  /** Removes an environment as if somebody had forced its finalizer off. */
  void removeByForce(Owner owner) {
    api.removeByForce(owner);
  }

  /** Returns a reconcile of an environment as it is now, which stores nothing. */
  Supplier<ReconcileResult> reconcile(Owner owner) {
    ReconcileRequest request = leader.request(owner, api.get(owner).orElseThrow());
    Engine engine = leader.engine;
    return () -> engine.reconcile(request);
  }

  boolean isGone(Owner owner) {
    return api.get(owner).isEmpty();
  }

  EnvironmentStatus status(Owner owner) {
    return api.get(owner).map(StoredEnvironment::status).orElseGet(EnvironmentStatus::none);
  }

  /** Returns whether a condition is true for the current generation of the spec. */
  boolean isTrue(Owner owner, String condition) {
    return api.get(owner).filter(environment -> environment.isTrue(condition)).isPresent();
  }

  String describeCondition(Owner owner, String condition) {
    return status(owner)
        .condition(condition)
        .map(found -> found.status() + " " + found.reason() + ": " + found.message())
        .orElse("no condition " + condition);
  }

  List<StatusEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    kill();
    standby.ifPresent(replica -> replica.kill(Optional.empty()));
    previewReader.ifPresent(replica -> replica.kill(Optional.empty()));
  }
}
