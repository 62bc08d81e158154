package io.ssmenv.cli.plan;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Timing;
import io.ssmenv.engine.AdoptionClaim;
import io.ssmenv.engine.Engine;
import io.ssmenv.engine.EnvironmentClaims;
import io.ssmenv.engine.Preview;
import io.ssmenv.engine.ReconcileRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks the engine what it would do, until AWS has answered. */
final class PlanSession {

  /** How often the engine is asked although it has woken nobody. */
  private static final long POLL_MILLIS = 200;

  private final Engine engine;
  private final String cluster;
  private final Semaphore woken;
  private final OperatorClock clock;
  private final WaitNotice notice;

  /**
   * @param cluster the id in the ownership tags
   * @param woken gets a permit when AWS has answered something
   * @param notice for the user while AWS has not
   */
  PlanSession(
      Engine engine, String cluster, Semaphore woken, OperatorClock clock, WaitNotice notice) {
    this.engine = engine;
    this.cluster = cluster;
    this.woken = woken;
    this.clock = clock;
    this.notice = notice;
  }

  /**
   * Returns what the engine would do for the environments of a VPC. Of those that the user did not
   * ask for, some may be missing.
   *
   * @param claims of all environments: who has, or asks for, which environment id
   * @throws IllegalStateException with a message for users, if one that was asked for cannot be
   *     planned
   */
  Map<Target, Preview.Complete> preview(TargetVpc vpc, EnvironmentClaims claims)
      throws InterruptedException {
    return ask(vpc, claims, engine::preview);
  }

  /** The same with the paths of the agents. */
  Map<Target, Preview.Complete> explain(TargetVpc vpc, EnvironmentClaims claims)
      throws InterruptedException {
    return ask(vpc, claims, engine::explain);
  }

  private Map<Target, Preview.Complete> ask(
      TargetVpc vpc,
      EnvironmentClaims claims,
      Function<List<ReconcileRequest>, List<Preview>> question)
      throws InterruptedException {
    List<Target> members = vpc.members();
    Instant limit = clock.monotonic().instant().plus(Timing.PREVIEW_LIMIT);
    while (true) {
      List<Preview> previews =
          question.apply(members.stream().map(member -> request(vpc, member, claims)).toList());
      boolean late = clock.monotonic().instant().isAfter(limit);
      Map<Target, Preview.Complete> complete = new LinkedHashMap<>();
      Optional<String> waiting = Optional.empty();
      Optional<String> neighbour = Optional.empty();
      for (int i = 0; i < members.size(); i++) {
        Target member = members.get(i);
        switch (previews.get(i)) {
          case Preview.Complete answered -> {
            waiting = waiting.or(answered::awaitedAnswer);
            complete.put(member, answered);
          }
          case Preview.Failed(String message) -> {
            require(member, message);
            neighbour = neighbour.or(() -> Optional.of(member.qualifiedName() + ": " + message));
          }
          case Preview.Pending(String message) when late ->
              require(
                  member,
                  "AWS did not answer within "
                      + Timing.PREVIEW_LIMIT.toSeconds()
                      + " s. "
                      + message
                      + neighbour.map(problem -> ". " + problem).orElse(""));
          case Preview.Pending(String message) ->
              waiting = waiting.or(() -> Optional.of(member.qualifiedName() + ": " + message));
        }
      }
      if (late || waiting.isEmpty()) {
        return complete;
      }
      notice.waiting(waiting.get());
      waitForAnswers();
    }
  }

  private static void require(Target target, String problem) {
    if (target.asked()) {
      throw new IllegalStateException(target.qualifiedName() + ": " + problem);
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
  private ReconcileRequest request(TargetVpc vpc, Target target, EnvironmentClaims claims) {
    SsmManagedEnvironment environment = target.environment();
    return new ReconcileRequest(
            target.owner(cluster),
            target.name(),
            Optional.ofNullable(environment.getMetadata().getGeneration()).orElse(1L),
            environment.getSpec(),
            target.status(),
            environment.isMarkedForDeletion(),
            true,
            true,
            clock.wall().instant(),
            vpc.peers(target, cluster))
        .claiming(new AdoptionClaim(Optional.of(target.claim()), claims, false));
  }
}
