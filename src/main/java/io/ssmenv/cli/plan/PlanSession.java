package io.ssmenv.cli.plan;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.engine.Engine;
import io.ssmenv.engine.EnvironmentClaims;
import io.ssmenv.engine.EnvironmentIdentity;
import io.ssmenv.engine.Preview;
import io.ssmenv.engine.ReconcileRequest;
import io.ssmenv.engine.VpcPeers;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks the engine what it would do, until AWS has answered. */
final class PlanSession {

  /** How often the engine is asked although it has woken nobody. */
  private static final long POLL_MILLIS = 200;

  private final Engine engine;
  private final String cluster;
  private final Semaphore woken;
  private final OperatorClock clock;

  /**
   * @param cluster the id in the ownership tags
   * @param woken gets a permit when AWS has answered something
   */
  PlanSession(Engine engine, String cluster, Semaphore woken, OperatorClock clock) {
    this.engine = engine;
    this.cluster = cluster;
    this.woken = woken;
    this.clock = clock;
  }

  /**
   * Returns what the engine would do.
   *
   * @param uid of the object; something unique if it does not exist yet
   * @throws IllegalStateException with a message for users, if nothing can be planned
   */
  Preview.Complete preview(SsmManagedEnvironment environment, String uid, String name)
      throws InterruptedException {
    requireVpcOfItsOwn(environment, name);
    Instant limit = clock.monotonic().instant().plus(Timing.PREVIEW_LIMIT);
    while (true) {
      Preview preview = engine.preview(request(environment, uid, name));
      boolean late = clock.monotonic().instant().isAfter(limit);
      switch (preview) {
        case Preview.Complete complete when late || !complete.awaitsAnswers() -> {
          return complete;
        }
        case Preview.Failed(String message) ->
            throw new IllegalStateException(name + ": " + message);
        case Preview.Pending(String message) when late ->
            throw new IllegalStateException(
                name
                    + ": AWS did not answer within "
                    + Timing.PREVIEW_LIMIT.toSeconds()
                    + " s. "
                    + message);
        case Preview.Complete _, Preview.Pending _ -> waitForAnswers();
      }
    }
  }

  /** What the others in a VPC need is not known here, so a plan would remove it. */
  private static void requireVpcOfItsOwn(SsmManagedEnvironment environment, String name) {
    boolean guest = environment.getSpec().networkOrDefault().hostName().isPresent();
    boolean host =
        Optional.ofNullable(environment.getStatus())
            .filter(status -> !status.networkOrDefault().guests().isEmpty())
            .isPresent();
    if (guest || host) {
      throw new IllegalStateException(
          name
              + ": it shares a VPC with other environments, which this command cannot plan yet. Set"
              + " spec.drift.policy to Report, and read status.plan");
    }
  }

  private void waitForAnswers() throws InterruptedException {
    if (woken.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      woken.drainPermits();
    }
  }

  /**
   * A plan writes nothing, so it does not need the proofs of absence that a restarted operator
   * needs before its first write: a single listing is enough.
   */
  private ReconcileRequest request(SsmManagedEnvironment environment, String uid, String name) {
    ReconcileRequest request =
        new ReconcileRequest(
            new Owner(cluster, uid, name),
            environment.getMetadata().getName(),
            Optional.ofNullable(environment.getMetadata().getGeneration()).orElse(1L),
            environment.getSpec(),
            Optional.ofNullable(environment.getStatus()).orElseGet(EnvironmentStatus::none),
            environment.isMarkedForDeletion(),
            true,
            true,
            clock.wall().instant(),
            VpcPeers.NONE);
    return EnvironmentIdentity.identify(
        request, claim(environment, uid, name), EnvironmentClaims.NONE, true);
  }

  private static EnvironmentClaims.Claim claim(
      SsmManagedEnvironment environment, String uid, String name) {
    return new EnvironmentClaims.Claim(
        uid,
        name,
        "",
        new EnvironmentClaims.Labels(
            environment.annotation(SsmManagedEnvironment.ADOPT),
            environment.annotation(SsmManagedEnvironment.ENVIRONMENT_ID)),
        Optional.ofNullable(environment.getStatus())
            .flatMap(status -> Optional.ofNullable(status.environmentId())));
  }
}
