package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.OrphanObserver;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.build.BuildInfo;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.engine.AccountPin;
import io.ssmenv.engine.Engine;
import io.ssmenv.engine.ReconcileRequest;
import io.ssmenv.engine.ReconcileResult;
import io.ssmenv.engine.VpcPeers;
import io.ssmenv.status.ConditionType;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Deletes what an orphan has, with the engine of the operator: as an environment that is being
 * deleted, in the order that the resources require, until it is proven that nothing is left.
 */
final class OrphanDeletion implements AutoCloseable {

  /** The engine is asked again after this, although it has woken nobody. */
  private static final long POLL_MILLIS = 200;

  private final OperatorClock clock = OperatorClock.system();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore woken = new Semaphore(0);
  private final Orphan orphan;
  private final AwsClouds clouds;
  private final Engine engine;
  private final Duration patience;
  private final PrintWriter out;

  /**
   * @param patience how long it says nothing of what it waits for
   */
  OrphanDeletion(Orphan orphan, ClientFactory aws, Duration patience, PrintWriter out) {
    this.orphan = orphan;
    this.patience = patience;
    this.out = out;
    InternalErrors internalErrors = new InternalErrors(() -> {});
    this.clouds =
        new AwsClouds(
            aws.withUserAgentPrefix(BuildInfo.current().product()),
            orphan.clusters().first(),
            Set.of(),
            PollSettings.every(Timing.MIN_POLL_INTERVAL, Timing.MIN_POLL_INTERVAL),
            clock.monotonic(),
            threads,
            _ -> woken.release(),
            OrphanObserver.NONE,
            OperatorProcess.alone(),
            internalErrors);
    this.engine =
        new Engine(
            new WithoutHeartbeats(clouds),
            AwsClouds.rules(),
            (_, _) -> Optional.empty(),
            new AccountPin(Optional.empty(), Set::of),
            threads,
            clock,
            _ -> woken.release(),
            internalErrors);
  }

  /**
   * Deletes everything in a region, and what is in none.
   *
   * @throws IllegalStateException with a message for users, if it does not get on
   */
  void run(String region) throws InterruptedException {
    EnvironmentStatus status = EnvironmentStatus.none();
    Map<String, String> left = new HashMap<>();
    Set<String> waits = new HashSet<>();
    Instant progress = clock.monotonic().instant();
    while (true) {
      ReconcileResult result = engine.reconcile(request(region, status));
      if (result.removeFinalizer()) {
        left.forEach(this::deleted);
        return;
      }
      if (!status.resources().equals(result.status().resources())) {
        progress = clock.monotonic().instant();
        waits.clear();
        report(left, result.status());
      }
      status = result.status();
      if (clock.monotonic().instant().isAfter(progress.plus(patience))) {
        blocker(status).filter(waits::add).ifPresent(this::waiting);
      }
      if (clock.monotonic().instant().isAfter(progress.plus(Timing.ORPHAN_DELETION_LIMIT))) {
        throw new IllegalStateException(
            "%s in %s: nothing was deleted for %d minutes. %s. Run the command again to go on"
                .formatted(
                    orphan.id(),
                    region,
                    Timing.ORPHAN_DELETION_LIMIT.toMinutes(),
                    blocker(status).orElse("")));
      }
      if (woken.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        woken.drainPermits();
      }
    }
  }

  /** What the deletion waits for, with what blocks it. */
  private static Optional<String> blocker(EnvironmentStatus status) {
    return status.condition(ConditionType.DELETING.wire()).map(Condition::message);
  }

  private void waiting(String message) {
    out.println("Nothing was deleted for " + patience.toSeconds() + " s. " + message);
    out.flush();
  }

  private void report(Map<String, String> left, EnvironmentStatus status) {
    Map<String, String> now = new HashMap<>();
    for (ResourceStatus one : status.resources()) {
      now.put(one.key(), one.id());
    }
    left.forEach((key, id) -> {
      if (!now.containsKey(key)) {
        deleted(key, id);
      }
    });
    left.clear();
    left.putAll(now);
  }

  private void deleted(String key, String id) {
    out.println("Deleted " + key + " (" + id + ")");
    out.flush();
  }

  /** Of a deletion, only the region counts. */
  private static EnvironmentSpec specOf(String region) {
    return new EnvironmentSpec(
        region,
        new Connectivity(Pattern.ELASTIC_IP, null),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** The tags may be those of two clusters, if an adoption was not finished. */
  private ReconcileRequest request(String region, EnvironmentStatus status) {
    Owner owner =
        new Owner(orphan.clusters().first(), orphan.id(), orphan.owner(), orphan.id(), true);
    return new ReconcileRequest(
        owner,
        orphan.owner().substring(orphan.owner().indexOf('/') + 1),
        1,
        specOf(region),
        status,
        true,
        true,
        false,
        clock.wall().instant(),
        VpcPeers.NONE);
  }

  /** Steps in progress still end. */
  @Override
  public void close() {
    engine.stopSteps();
    clouds.close();
    threads.shutdown();
  }
}
