package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.plan.Guards.Evidence;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The former path goes only when every agent has answered over the present one. */
class PathEvidenceTest {

  private final World world = World.settled();

  private Evidence since(Duration ago) {
    return PathEvidence.of(world.desired(), world.observation(), world.now.minus(ago));
  }

  @Test
  void givenByAPingAfterTheChangeAndTheLifeOfCachedNames() {
    assertThat(since(Duration.ofSeconds(61)).given()).isTrue();
  }

  @Test
  void notGivenByAPingThatMayHaveGoneByTheFormerPath() {
    Evidence evidence = since(Duration.ofSeconds(60));
    assertThat(evidence.given()).isFalse();
    assertThat(evidence.sentence()).contains("instance/app-0").contains("2026-01-02T03:04:05Z");
  }

  @Test
  void notGivenWhileOneOfSeveralHasNotAnswered() {
    world.count = 2;
    world.build();
    world.silent("app-1");
    assertThat(since(Duration.ofHours(1)).sentence()).contains("instance/app-1");
  }

  @Test
  void notGivenByAnAgentThatLostItsConnection() {
    world.ping("app-0", "ConnectionLost");
    assertThat(since(Duration.ofHours(1)).given()).isFalse();
  }

  @Test
  void notGivenWhereSystemsManagerCannotBeAsked() {
    world.noPings = Optional.of("AccessDeniedException");
    assertThat(since(Duration.ofHours(1)).sentence()).contains("AccessDeniedException");
  }

  @Test
  void givenWithoutAnInstanceThatRuns() {
    world.silent("app-0");
    world.state("instance/app-0", State.PENDING, "pending");
    assertThat(since(Duration.ZERO).given()).isTrue();
    world.count = 0;
    assertThat(since(Duration.ZERO).given()).isTrue();
  }
}
