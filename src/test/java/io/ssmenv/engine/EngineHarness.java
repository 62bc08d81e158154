package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.InjectedFaults;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * Runs the engine with a simulated AWS and without Kubernetes. It stores environments in memory, as
 * an API server does. A test can kill the engine at any time, as SIGKILL does; the environments
 * stay.
 */
final class EngineHarness implements AutoCloseable {

  static final String CLUSTER = "lab";

  private final SimulatedAws aws;
  private final Map<String, StoredEnvironment> stored = new ConcurrentHashMap<>();
  private final List<StatusEvent> events = new CopyOnWriteArrayList<>();
  private final EventLoop loop;
  private final VirtualTime time;
  private final InjectedFaults faults;
  private final AtomicInteger internalErrors = new AtomicInteger();
  private final ReconcileQueue queue;
  final FoundOrphans orphans = new FoundOrphans(stored::keySet);
  private final AtomicInteger currentProcess = new AtomicInteger();
  private volatile Duration clockOffset = Duration.ZERO;
  private Set<String> allowedRegions = Set.of();
  Optional<String> accountId = Optional.empty(); // of engines that are started from now on
  private volatile Supplier<String> accessKey = () -> EngineScenario.ENGINE_KEY;
  private List<SpecDefaults> defaults = SpecDefaults.PUBLISHED;
  private Set<String> startedByThisProcess = new HashSet<>();
  AwsClouds clouds;
  private Engine engine;

  /** Starts an engine, which works while the event loop runs. */
  EngineHarness(SimulatedAws aws, VirtualTime time, EventLoop loop, InjectedFaults faults) {
    this.aws = aws;
    this.faults = faults;
    this.time = time;
    this.loop = loop;
    this.queue = new ReconcileQueue(loop, time);
    start();
  }

  private void start() {
    int process = currentProcess.incrementAndGet();
    startedByThisProcess = new HashSet<>();
    ClientFactory factory =
        new ClientFactory(
                () -> AwsBasicCredentials.create(accessKey.get(), "secret"),
                Optional.of(aws.endpoint()))
            .withClock(() -> Instant.now().plus(clockOffset)); // The Date header is in real time.
    InternalErrors reported = new InternalErrors(internalErrors::incrementAndGet);
    clouds =
        faults.clouds(
            factory,
            CLUSTER,
            allowedRegions,
            new PollSettings(
                Timing.POLL_INTERVAL,
                Timing.MIN_POLL_INTERVAL,
                () -> new VirtualPollTimer(loop, time)),
            loop.threads(),
            owner -> wake(owner, process),
            orphans,
            reported);
    engine =
        new Engine(
            CLUSTER,
            faults.withFacts(clouds),
            AwsClouds.rules(),
            spec -> Optional.empty(),
            new AccountPin(accountId, () -> StoredEnvironment.accounts(stored.values())),
            defaults,
            loop.threads(),
            new OperatorClock(this::now, time),
            owner -> wake(owner, process),
            reported);
    stored.values().forEach(stored -> wake(stored.owner(), process));
  }

  /**
   * Ends the engine immediately and drops its memory. Calls in flight still reach AWS, and their
   * responses are lost.
   */
  void kill() {
    currentProcess.incrementAndGet();
    clouds.close();
  }

  /** Starts a new engine, which knows only the stored environments. */
  void restart() {
    start();
  }

  /** A version with other defaults, from the next start on. */
  void useDefaults(List<SpecDefaults> otherDefaults) {
    defaults = otherDefaults;
  }

  /** Returns how many faults of the operator were counted since the test started. */
  int internalErrors() {
    return internalErrors.get();
  }

  /** Sets the clock of the operator's machine, relative to that of AWS. */
  void setClock(Duration aheadOfAws) {
    clockOffset = aheadOfAws;
  }

  private Instant now() {
    return time.instant().plus(clockOffset);
  }

  /** Lets the next engine allow only these regions, as the administrator lists them. */
  void allowRegions(Set<String> regions) {
    allowedRegions = regions;
  }

  /** Returns the regions that the engine has opened. */
  Set<String> openRegions() {
    return clouds.openRegions();
  }

  /** Asked each time that the engine resolves its credentials. */
  void useAccessKey(Supplier<String> newAccessKey) {
    accessKey = newAccessKey;
  }

  /** Applies a spec, given as YAML. */
  Owner apply(String name, String yaml) {
    EnvironmentSpec spec = StoredEnvironment.parseSpec(yaml);
    Owner owner = new Owner(CLUSTER, "uid-" + name, "lab/" + name);
    stored.merge(
        owner.uid(),
        StoredEnvironment.created(owner, name, spec),
        (before, first) -> before.withSpec(spec));
    wake(owner, currentProcess.get());
    return owner;
  }

  void delete(Owner owner) {
    stored.computeIfPresent(
        owner.uid(), (uid, stored) -> stored.hasFinalizer() ? stored.markedForDeletion() : null);
    wake(owner, currentProcess.get());
  }

  /** Removes an environment as if somebody had forced its finalizer off. */
  void removeByForce(Owner owner) {
    stored.remove(owner.uid());
    wake(owner, currentProcess.get());
  }

  boolean isGone(Owner owner) {
    return !stored.containsKey(owner.uid());
  }

  EnvironmentStatus status(Owner owner) {
    return Optional.ofNullable(stored.get(owner.uid()))
        .map(StoredEnvironment::status)
        .orElse(EnvironmentStatus.none());
  }

  /** Replaces the status, as somebody with access to the subresource can. */
  void editStatus(Owner owner, UnaryOperator<EnvironmentStatus> edit) {
    stored.computeIfPresent(
        owner.uid(), (uid, now) -> now.withStatus(edit.apply(now.status()), now.hasFinalizer()));
    wake(owner, currentProcess.get());
  }

  /** Returns whether a condition is true for the current generation of the spec. */
  boolean isTrue(Owner owner, String condition) {
    StoredEnvironment environment = stored.get(owner.uid());
    return environment != null && environment.isTrue(condition);
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

  private void wake(Owner owner, int process) {
    queue.add(owner, process, () -> reconcile(owner, process));
  }

  private void reconcile(Owner owner, int process) {
    if (process != currentProcess.get()) {
      return;
    }
    StoredEnvironment environment = stored.get(owner.uid());
    if (environment == null) {
      engine.forget(owner);
      return;
    }
    boolean started = startedByThisProcess.contains(owner.uid());
    ReconcileResult result = engine.reconcile(environment.request(started, now()));
    events.addAll(result.events());
    boolean hasFinalizer = environment.hasFinalizer() || result.needsFinalizer();
    if (result.needsFinalizer()) {
      startedByThisProcess.add(owner.uid());
      wake(owner, process);
    }
    if (result.removeFinalizer()) {
      stored.remove(owner.uid());
      engine.forget(owner);
      return;
    }
    stored.computeIfPresent(
        owner.uid(), (uid, now) -> now.withStatus(result.status(), hasFinalizer));
    queue.replaceDelayed(
        owner, result.requeueAt().map(at -> at.minus(clockOffset)), () -> wake(owner, process));
  }

  @Override
  public void close() {
    kill();
  }
}
