package io.ssmenv.engine;

import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.InjectedFaults;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.simulator.InProcessHttpClient;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * One process of the operator without Kubernetes. As the real one, it has everything ready while it
 * stands by, and reconciles only while it leads. It queues reconciles as Java Operator SDK does.
 */
final class Replica {

  /** What all replicas share: the world around them. */
  record World(
      EventLoop loop,
      VirtualTime time,
      Network network,
      ApiServerState api,
      InjectedFaults faults,
      ReplicaSettings settings,
      Runnable internalError,
      Consumer<ReconcileResult> observer,
      Consumer<List<StatusEvent>> events,
      FoundOrphans orphans) {}

  /** Java Operator SDK repeats a failed reconcile after this; later ones wait longer. */
  static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private static final int LONGEST_RETRY_DOUBLINGS = 6;

  private final World world;
  private final String cluster;
  private final VirtualThreads threads;
  final AwsClouds clouds;
  final Engine engine;
  private final Set<Owner> queued = ConcurrentHashMap.newKeySet();
  private final Map<Owner, Object> requeues = new ConcurrentHashMap<>();
  private final NewEnvironments created = new NewEnvironments();
  private final Set<Owner> written = new HashSet<>();
  private final Map<Owner, Integer> failures = new HashMap<>();
  private final PacedStatuses paced;
  private Instant staleUntil = Instant.MIN;
  private Duration staleness = Duration.ZERO;
  private boolean leading;

  /**
   * @param number distinguishes the calls of the replicas
   */
  Replica(int number, World world) {
    this.world = world;
    this.cluster = world.settings().cluster;
    this.threads = world.loop().newThreads();
    InstantSource monotonic = world.settings().monotonic(world.time());
    paced = new PacedStatuses(monotonic);
    InternalErrors reported = new InternalErrors(world.internalError());
    clouds =
        world
            .faults()
            .clouds(
                new ClientFactory(
                        () ->
                            AwsBasicCredentials.create(world.settings().accessKey.get(), "secret"),
                        Optional.of(InProcessHttpClient.ENDPOINT))
                    .withTransport(VirtualTransport.of(number, threads, world)),
                cluster,
                world.settings().allowedRegions,
                new PollSettings(
                    Timing.POLL_INTERVAL,
                    Timing.MIN_POLL_INTERVAL,
                    () -> new VirtualPollTimer(world.loop(), threads, world.time())),
                monotonic,
                threads,
                this::wake,
                world.orphans(),
                reported);
    engine =
        new Engine(
            world.faults().withFacts(clouds),
            AwsClouds.rules(),
            (_, _) -> Optional.empty(),
            new AccountPin(
                world.settings().accountId, () -> StoredEnvironment.accounts(world.api().all())),
            world.settings().defaults,
            threads,
            new OperatorClock(this::now, monotonic),
            this::wake,
            reported);
    world.api().watch(this::wake);
  }

  /** The clock of the operator's machine. */
  private Instant now() {
    return world.time().instant().plus(world.settings().clockOffset);
  }

  /** Begins to reconcile. */
  void lead() {
    if (!leading) {
      created.begin(world.api().uids());
    }
    leading = !threads.isKilled();
    world.api().all().forEach(stored -> wake(stored.owner()));
  }

  /** Begins to reconcile, with a watch that is behind by some time and stays so for as long. */
  void lead(Duration behind) {
    staleness = behind;
    staleUntil = world.time().instant().plus(behind);
    world.loop().schedule(staleUntil, this::lead);
    lead();
  }

  /** Ends the process. See {@link Network#abandon} about its requests on their way. */
  void kill(Optional<Duration> late) {
    leading = false;
    threads.kill();
    world.network().abandon(threads, late);
  }

  /** The environment as this process names its owner. */
  private Owner own(Owner owner) {
    return new Owner(cluster, owner.uid(), owner.name());
  }

  private void wake(Owner environment) {
    Owner owner = own(environment);
    if (leading && queued.add(owner)) {
      world.loop().schedule(world.time().instant(), () -> threads.execute(() -> run(owner)));
    }
  }

  private void run(Owner owner) {
    queued.remove(owner);
    if (leading) {
      reconcile(owner);
    }
  }

  private Optional<StoredEnvironment> seen(Owner owner) {
    Instant now = world.time().instant();
    return now.isBefore(staleUntil) && !written.contains(owner)
        ? world.api().get(owner, now.minus(staleness))
        : world.api().get(owner);
  }

  private void reconcile(Owner owner) {
    Optional<StoredEnvironment> stored = seen(owner);
    if (stored.isEmpty()) {
      engine.forget(owner);
      return;
    }
    StoredEnvironment environment = stored.get();
    ReconcileResult result =
        paced.of(owner, environment, engine.reconcile(request(owner, environment)), now());
    world.observer().accept(result);
    if (store(environment, result)) {
      failures.remove(owner);
      // As in the operator, which stores no status with the finalizer.
      world.events().accept(result.needsFinalizer() ? List.of() : result.events());
      requeue(owner, result.requeueAt().map(at -> at.minus(world.settings().clockOffset)));
    } else {
      int doublings = failures.merge(owner, 1, Integer::sum) - 1;
      Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(doublings, LONGEST_RETRY_DOUBLINGS));
      requeue(owner, Optional.of(world.time().instant().plus(pause)));
    }
  }

  /** Returns what the operator asks the engine for. */
  ReconcileRequest request(Owner owner, StoredEnvironment environment) {
    return environment.request(
        owner,
        created.contains(owner.uid(), environment.hasFinalizer(), environment.status()),
        now(),
        peers(environment).flatMap(one -> seen(one).stream()).toList(),
        world.settings().adoptFromAnyNamespace);
  }

  private Stream<Owner> peers(StoredEnvironment environment) {
    return world.time().instant().isBefore(staleUntil)
        ? world.api().owners().stream()
        : world.api().concerning(environment);
  }

  /** Returns whether the API server has answered that it has stored the result. */
  private boolean store(StoredEnvironment before, ReconcileResult result) {
    Owner owner = own(before.owner());
    if (result.removeFinalizer()) {
      if (!world.api().removeFinalizer(owner)) {
        return false;
      }
      engine.forget(owner);
      return true;
    }
    boolean stored =
        world
            .api()
            .write(
                owner,
                result.needsFinalizer() ? before.status() : result.status(),
                result.needsFinalizer(),
                result.environment());
    if (stored) {
      written.add(owner);
      paced.stored(owner, before, result);
      if (result.needsFinalizer()) {
        wake(owner);
      }
    }
    return stored;
  }

  /** As Java Operator SDK does, replaces the time that an earlier reconcile requested. */
  private void requeue(Owner owner, Optional<Instant> at) {
    Object latest = new Object();
    requeues.put(owner, latest);
    at.ifPresent(requeueTime ->
        world
            .loop()
            .schedule(
                requeueTime,
                () -> {
                  if (latest.equals(requeues.get(owner))) {
                    wake(owner);
                  }
                }));
  }
}
