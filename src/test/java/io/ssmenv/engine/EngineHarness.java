package io.ssmenv.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * The engine against a simulated AWS, without Kubernetes: environments are kept in memory like an
 * API server would keep them, and the engine can be thrown away at any moment, as by SIGKILL, while
 * they stay.
 */
final class EngineHarness implements AutoCloseable {

  static final String CLUSTER = "lab";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private record Turn(Owner owner, int life) {}

  private final SimulatedAws aws;
  private final Map<String, StoredEnvironment> kept = new ConcurrentHashMap<>();
  private final List<StatusEvent> happenings = new CopyOnWriteArrayList<>();
  private final EventLoop loop;
  private final VirtualTime time;
  private final Set<Turn> woken = ConcurrentHashMap.newKeySet();
  private final Map<Owner, Object> agains = new ConcurrentHashMap<>();
  private volatile int life;
  private volatile String accessKey = "AKIDENGINE";
  private Set<String> begunHere = new HashSet<>();
  private AwsClouds clouds;
  private Engine engine;

  /** An engine which begins to work as soon as the loop goes on. */
  EngineHarness(SimulatedAws aws, VirtualTime time, EventLoop loop) {
    this.aws = aws;
    this.time = time;
    this.loop = loop;
    begin();
  }

  private void begin() {
    int mine = ++life;
    begunHere = new HashSet<>();
    ClientFactory factory =
        new ClientFactory(
            () -> AwsBasicCredentials.create(accessKey, "secret"), Optional.of(aws.endpoint()));
    clouds =
        new AwsClouds(
            factory,
            CLUSTER,
            new PollSettings(
                Timing.POLL_INTERVAL,
                Timing.MIN_POLL_INTERVAL,
                () -> new VirtualPollTimer(loop, time)),
            time,
            loop.threads(),
            owner -> wake(owner, mine));
    engine =
        new Engine(
            CLUSTER,
            clouds,
            AwsClouds.rules(),
            spec -> Optional.empty(),
            loop.threads(),
            time,
            owner -> wake(owner, mine));
    kept.values().forEach(one -> wake(one.owner(), mine));
  }

  /**
   * The engine is gone at once, with all that it remembers; calls under way arrive at AWS, and
   * nobody hears the answer.
   */
  void kill() {
    life++;
    clouds.close();
  }

  /** A new engine begins, which knows only what is kept. */
  void restart() {
    begin();
  }

  void useAccessKey(String other) {
    accessKey = other;
  }

  /** Applies a spec, given as YAML. */
  Owner apply(String name, String yaml) {
    try {
      EnvironmentSpec spec = YAML.readValue(yaml, EnvironmentSpec.class);
      Owner owner = new Owner(CLUSTER, "uid-" + name, "lab/" + name);
      kept.merge(
          owner.uid(),
          StoredEnvironment.fresh(owner, name, spec),
          (before, first) -> before.changed(spec));
      wake(owner, life);
      return owner;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  void delete(Owner owner) {
    kept.computeIfPresent(owner.uid(), (uid, one) -> one.guarded() ? one.deleted() : null);
    wake(owner, life);
  }

  boolean isGone(Owner owner) {
    return !kept.containsKey(owner.uid());
  }

  EnvironmentStatus status(Owner owner) {
    return Optional.ofNullable(kept.get(owner.uid()))
        .map(StoredEnvironment::status)
        .orElse(EnvironmentStatus.none());
  }

  /** Whether a condition holds for the present spec. */
  boolean is(Owner owner, String condition) {
    StoredEnvironment one = kept.get(owner.uid());
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

  List<StatusEvent> happenings() {
    return List.copyOf(new ArrayList<>(happenings));
  }

  /** As in Java Operator SDK: once, however often it is woken before its turn. */
  private void wake(Owner owner, int whose) {
    Turn turn = new Turn(owner, whose);
    if (woken.add(turn)) {
      loop.at(
          time.instant(),
          () -> {
            woken.remove(turn);
            if (whose == life) {
              reconcile(owner, whose);
            }
          });
    }
  }

  /** As in Java Operator SDK: a later answer replaces the time of an earlier one. */
  private void again(Owner owner, Optional<Instant> at, int mine) {
    Object latest = new Object();
    agains.put(owner, latest);
    at.ifPresent(then ->
        loop.at(
            then,
            () -> {
              if (latest.equals(agains.get(owner))) {
                wake(owner, mine);
              }
            }));
  }

  private void reconcile(Owner owner, int mine) {
    StoredEnvironment one = kept.get(owner.uid());
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
                one.guarded(),
                !one.guarded() || begunHere.contains(owner.uid())));
    happenings.addAll(result.events());
    boolean guard = one.guarded() || result.needsFinalizer();
    if (result.needsFinalizer()) {
      begunHere.add(owner.uid());
      wake(owner, mine);
    }
    if (result.removeFinalizer()) {
      kept.remove(owner.uid());
      engine.forget(owner);
      return;
    }
    kept.computeIfPresent(owner.uid(), (uid, now) -> now.reported(result.status(), guard));
    again(owner, result.requeueAt(), mine);
  }

  @Override
  public void close() {
    kill();
  }
}
