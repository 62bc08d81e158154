package io.ssmenv.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.PlantedFaults;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.status.StatusEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * The engine against a simulated AWS, without Kubernetes: environments are kept in memory like an
 * API server would keep them, and the engine can be thrown away at any moment, as by SIGKILL, while
 * they stay.
 */
final class EngineHarness implements AutoCloseable {

  static final String CLUSTER = "lab";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private record QueuedReconcile(Owner owner, int life) {}

  private final SimulatedAws aws;
  private final Map<String, StoredEnvironment> stored = new ConcurrentHashMap<>();
  private final List<StatusEvent> events = new CopyOnWriteArrayList<>();
  private final EventLoop loop;
  private final VirtualTime time;
  private final PlantedFaults faults;
  private final AtomicInteger internalErrors = new AtomicInteger();
  private final Set<QueuedReconcile> queued = ConcurrentHashMap.newKeySet();
  private final Map<Owner, Object> requeues = new ConcurrentHashMap<>();
  private final AtomicInteger incarnation = new AtomicInteger();
  private volatile String accessKey = "AKIDENGINE";
  private Set<String> startedByThisProcess = new HashSet<>();
  private AwsClouds clouds;
  private Engine engine;

  /** An engine which begins to work as soon as the loop goes on. */
  EngineHarness(SimulatedAws aws, VirtualTime time, EventLoop loop, PlantedFaults faults) {
    this.aws = aws;
    this.faults = faults;
    this.time = time;
    this.loop = loop;
    start();
  }

  private void start() {
    int mine = incarnation.incrementAndGet();
    startedByThisProcess = new HashSet<>();
    ClientFactory factory =
        new ClientFactory(
            () -> AwsBasicCredentials.create(accessKey, "secret"), Optional.of(aws.endpoint()));
    InternalErrors reported = new InternalErrors(internalErrors::incrementAndGet);
    clouds =
        faults.clouds(
            factory,
            CLUSTER,
            new PollSettings(
                Timing.POLL_INTERVAL,
                Timing.MIN_POLL_INTERVAL,
                () -> new VirtualPollTimer(loop, time)),
            loop.threads(),
            owner -> wake(owner, mine),
            reported);
    engine =
        new Engine(
            CLUSTER,
            faults.withFacts(clouds),
            AwsClouds.rules(),
            spec -> Optional.empty(),
            loop.threads(),
            time,
            owner -> wake(owner, mine),
            reported);
    stored.values().forEach(stored -> wake(stored.owner(), mine));
  }

  /**
   * The engine is gone at once, with all that it remembers; calls under way arrive at AWS, and
   * nobody hears the answer.
   */
  void kill() {
    incarnation.incrementAndGet();
    clouds.close();
  }

  /** A new engine begins, which knows only what is kept. */
  void restart() {
    start();
  }

  /** How many faults of the operator were counted, since the beginning. */
  int internalErrors() {
    return internalErrors.get();
  }

  void useAccessKey(String other) {
    accessKey = other;
  }

  /** Applies a spec, given as YAML. */
  Owner apply(String name, String yaml) {
    try {
      EnvironmentSpec spec = YAML.readValue(yaml, EnvironmentSpec.class);
      Owner owner = new Owner(CLUSTER, "uid-" + name, "lab/" + name);
      stored.merge(
          owner.uid(),
          StoredEnvironment.fresh(owner, name, spec),
          (before, first) -> before.changed(spec));
      wake(owner, incarnation.get());
      return owner;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  void delete(Owner owner) {
    stored.computeIfPresent(
        owner.uid(), (uid, stored) -> stored.hasFinalizer() ? stored.deleted() : null);
    wake(owner, incarnation.get());
  }

  boolean isGone(Owner owner) {
    return !stored.containsKey(owner.uid());
  }

  EnvironmentStatus status(Owner owner) {
    return Optional.ofNullable(stored.get(owner.uid()))
        .map(StoredEnvironment::status)
        .orElse(EnvironmentStatus.none());
  }

  /** Whether a condition holds for the present spec. */
  boolean is(Owner owner, String condition) {
    StoredEnvironment one = stored.get(owner.uid());
    return one != null
        && one.status()
            .condition(condition)
            .filter(found -> found.status() == Condition.Status.TRUE)
            .filter(found -> Long.valueOf(one.generation()).equals(found.observedGeneration()))
            .isPresent();
  }

  String say(Owner owner, String condition) {
    return status(owner)
        .condition(condition)
        .map(found -> found.status() + " " + found.reason() + ": " + found.message())
        .orElse("no condition " + condition);
  }

  List<StatusEvent> events() {
    return List.copyOf(new ArrayList<>(events));
  }

  /** As in Java Operator SDK: once, however often it is woken before its turn. */
  private void wake(Owner owner, int whose) {
    QueuedReconcile turn = new QueuedReconcile(owner, whose);
    if (queued.add(turn)) {
      loop.at(
          time.instant(),
          () -> {
            queued.remove(turn);
            if (whose == incarnation.get()) {
              reconcile(owner, whose);
            }
          });
    }
  }

  /** As in Java Operator SDK: a later answer replaces the time of an earlier one. */
  private void requeue(Owner owner, Optional<Instant> at, int mine) {
    Object latest = new Object();
    requeues.put(owner, latest);
    at.ifPresent(then ->
        loop.at(
            then,
            () -> {
              if (latest.equals(requeues.get(owner))) {
                wake(owner, mine);
              }
            }));
  }

  private void reconcile(Owner owner, int mine) {
    StoredEnvironment one = stored.get(owner.uid());
    if (one == null) {
      engine.forget(owner);
      return;
    }
    ReconcileResult result =
        engine.reconcile(
            new ReconcileRequest(
                owner,
                one.name(),
                one.generation(),
                one.spec(),
                one.status(),
                one.deleting(),
                one.hasFinalizer(),
                !one.hasFinalizer() || startedByThisProcess.contains(owner.uid()),
                time.instant()));
    events.addAll(result.events());
    boolean guard = one.hasFinalizer() || result.needsFinalizer();
    if (result.needsFinalizer()) {
      startedByThisProcess.add(owner.uid());
      wake(owner, mine);
    }
    if (result.removeFinalizer()) {
      stored.remove(owner.uid());
      engine.forget(owner);
      return;
    }
    stored.computeIfPresent(owner.uid(), (uid, now) -> now.reported(result.status(), guard));
    requeue(owner, result.requeueAt(), mine);
  }

  @Override
  public void close() {
    kill();
  }
}
