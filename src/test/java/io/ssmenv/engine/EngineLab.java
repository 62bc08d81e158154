package io.ssmenv.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.ClientFactory;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.status.Happening;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * The engine against a simulated AWS, without Kubernetes: environments are kept in memory like an
 * API server would keep them, and the engine can be thrown away at any moment, as by SIGKILL, while
 * they stay.
 */
final class EngineLab implements AutoCloseable {

  static final String CLUSTER = "lab";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private record Due(Owner owner, Instant at, int life) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(Instant.now(), at));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private final SimulatedAws aws;
  private final Duration sweep;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final List<Happening> happenings = new CopyOnWriteArrayList<>();
  private final DelayQueue<Due> queue = new DelayQueue<>();
  private final Thread loop;
  private volatile int life;
  private volatile String accessKey = "AKIDENGINE";
  private Set<String> begunHere = new HashSet<>();
  private ExecutorService threads;
  private AwsClouds clouds;
  private Engine engine;

  EngineLab(SimulatedAws aws, Duration sweep) {
    this.aws = aws;
    this.sweep = sweep;
    begin();
    loop = Thread.ofPlatform().name("engine-lab").daemon().start(this::run);
  }

  private synchronized void begin() {
    int mine = ++life;
    begunHere = new HashSet<>();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    ClientFactory factory =
        new ClientFactory(
            () -> AwsBasicCredentials.create(accessKey, "secret"), Optional.of(aws.endpoint()));
    clouds =
        new AwsClouds(
            factory,
            CLUSTER,
            sweep,
            Duration.ofSeconds(1),
            Clock.systemUTC(),
            threads,
            owner -> wake(owner, mine));
    engine =
        new Engine(
            CLUSTER,
            clouds,
            AwsClouds.rules(),
            spec -> Optional.empty(),
            threads,
            Clock.systemUTC(),
            owner -> wake(owner, mine));
    kept.values().forEach(one -> wake(one.owner(), mine));
  }

  /**
   * The engine is gone at once, with all that it remembers; calls under way arrive at AWS, and
   * nobody hears the answer.
   */
  synchronized void kill() {
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
          owner.uid(), Kept.fresh(owner, name, spec), (before, first) -> before.changed(spec));
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
        .map(Kept::status)
        .orElse(EnvironmentStatus.none());
  }

  /** Whether a condition holds for the present spec. */
  boolean is(Owner owner, String condition) {
    Kept one = kept.get(owner.uid());
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

  List<Happening> happenings() {
    return List.copyOf(new ArrayList<>(happenings));
  }

  private void wake(Owner owner, int whose) {
    queue.add(new Due(owner, Instant.now(), whose));
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Due due = queue.take();
        synchronized (this) {
          if (due.life() == life) {
            reconcile(due.owner(), due.life());
          }
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void reconcile(Owner owner, int mine) {
    Kept one = kept.get(owner.uid());
    if (one == null) {
      engine.forget(owner);
      return;
    }
    Report report =
        engine.advance(
            new Assignment(
                owner,
                one.name(),
                one.generation(),
                one.spec(),
                one.status(),
                one.deleting(),
                one.guarded(),
                !one.guarded() || begunHere.contains(owner.uid())));
    happenings.addAll(report.happenings());
    boolean guard = one.guarded() || report.wantsGuard();
    if (report.wantsGuard()) {
      begunHere.add(owner.uid());
      wake(owner, mine);
    }
    if (report.released()) {
      kept.remove(owner.uid());
      engine.forget(owner);
      return;
    }
    kept.computeIfPresent(owner.uid(), (uid, now) -> now.reported(report.status(), guard));
    report.again().ifPresent(at -> queue.add(new Due(owner, at, mine)));
  }

  @Override
  public void close() {
    loop.interrupt();
    kill();
    threads.shutdownNow();
  }
}
