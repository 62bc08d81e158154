package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.aws.InjectedFaults;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Environments that are ready in a simulated AWS with a server. They are built in virtual time,
 * because AWS lets nobody create a thousand in less than an hour; then its time is real time.
 */
public final class PreparedEnvironments implements AutoCloseable {

  /** Environments that one simulated process builds: each of its reconciles looks at all. */
  private static final int STAGE = 100;

  /** Longer than a stage takes. */
  private static final Duration STAGE_LIMIT = Duration.ofHours(3);

  private static final Duration SETTLED = Duration.ofMinutes(10);
  private static final Duration STEP = Duration.ofSeconds(30);

  /**
   * An object as the API server knows it.
   *
   * @param name with the namespace
   */
  public record Wanted(String uid, String name, String spec) {}

  /** An environment that is ready. */
  public record Ready(Wanted wanted, EnvironmentStatus status) {}

  private final VirtualTime time;
  private final SimulatedAws aws;
  private final Thread clock;
  private volatile boolean closed;

  private PreparedEnvironments(VirtualTime time, SimulatedAws aws) {
    this.time = time;
    this.aws = aws;
    this.clock = Thread.ofPlatform().daemon().name("aws-clock").unstarted(this::keepTime);
  }

  /** Opens an AWS in which so many environments can be built before it is now. */
  public static PreparedEnvironments open(int environments) throws IOException {
    int stages = Math.ceilDiv(environments, STAGE);
    VirtualTime time = new VirtualTime(Instant.now().minus(STAGE_LIMIT.multipliedBy(stages)));
    SimulatedAws aws =
        SimulatedAws.start(
            Simulations.options().withSeed(7).withQuotas(Quotas.UNLIMITED).inVirtualTime(time));
    return new PreparedEnvironments(time, aws);
  }

  public SimulatedAws aws() {
    return aws;
  }

  /** Builds environments, and lets AWS run in real time from then on. */
  public List<Ready> build(String cluster, List<Wanted> wanted) {
    List<Ready> ready = new java.util.ArrayList<>();
    for (int from = 0; from < wanted.size(); from += STAGE) {
      ready.addAll(
          buildStage(cluster, wanted.subList(from, Math.min(from + STAGE, wanted.size()))));
    }
    time.passUntil(Instant.now());
    clock.start();
    return ready;
  }

  private List<Ready> buildStage(String cluster, List<Wanted> wanted) {
    EventLoop loop = new EventLoop(time, 7);
    try (EngineHarness harness =
        new EngineHarness(new Network(aws, time, loop, 7), time, loop, new InjectedFaults(time))) {
      harness.settings().cluster = cluster;
      harness.kill();
      harness.restart();
      Instant end = time.instant().plus(STAGE_LIMIT).minus(SETTLED.multipliedBy(2));
      List<Owner> owners =
          wanted.stream()
              .map(one ->
                  harness.create(
                      new Owner(cluster, one.uid(), one.name()),
                      one.spec(),
                      EnvironmentClaims.Labels.NONE))
              .toList();
      while (!owners.stream().allMatch(owner -> isSettled(harness, owner))) {
        if (!time.instant().isBefore(end)) {
          throw new IllegalStateException("not all environments are ready in " + STAGE_LIMIT);
        }
        loop.advance(STEP);
      }
      loop.advance(SETTLED);
      return wanted.stream()
          .map(one -> new Ready(one, harness.status(new Owner(cluster, one.uid(), one.name()))))
          .toList();
    }
  }

  private static boolean isSettled(EngineHarness harness, Owner owner) {
    return harness.isTrue(owner, "Ready") && harness.isTrue(owner, "InSync");
  }

  private void keepTime() {
    try {
      while (!closed) {
        time.passUntil(Instant.now());
        Thread.sleep(Duration.ofMillis(20));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    aws.close();
  }
}
