package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.EnvironmentClaims.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations and the status are edited by people; only the tags in AWS say whose something is. */
@Execution(ExecutionMode.CONCURRENT)
class AdoptionEvidenceTest {

  private static final String SPEC = EngineScenario.spec("ElasticIp");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAdoptedEnvironmentNeedsNoAnnotationAnyMore(boolean whileTheOperatorIsDown) {
    try (EngineScenario scenario = EngineScenario.open(5501)) {
      Owner adopter = adopt(scenario);
      Map<String, String> ids = scenario.allIds();
      if (whileTheOperatorIsDown) {
        scenario.harness.kill();
      }
      scenario
          .harness
          .api()
          .label(adopter, new Labels(Optional.empty(), Optional.of("something-else")));
      if (whileTheOperatorIsDown) {
        scenario.harness.restart();
      }
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(20));
      scenario.assertSettled(adopter);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.allIds()).isEqualTo(ids);
      assertThat(scenario.harness.status(adopter).environmentId()).isEqualTo("uid-lost");

      scenario.deleteAndAwaitGone(List.of(adopter));
      assertThat(scenario.allIds()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEditedStatusTakesNothingFromAnotherNamespace(boolean living) {
    try (EngineScenario scenario = EngineScenario.open(5502)) {
      Owner victim = scenario.harness.apply("victim", SPEC);
      scenario.awaitSettled(victim);
      Map<String, String> ids = scenario.allIds();
      Owner thief = create(scenario, "uid-thief", "tenant/thief", Labels.NONE);
      scenario.awaitSettled(thief);
      if (!living) {
        scenario.harness.removeByForce(victim);
      }
      scenario.harness.kill();
      scenario.harness.editStatus(thief, status -> naming(status, victim.uid()));
      scenario
          .harness
          .api()
          .label(thief, new Labels(Optional.of(victim.uid()), Optional.of(victim.uid())));
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.allIds()).containsAllEntriesOf(ids);
      assertThat(scenario.aws.resources())
          .filteredOn(one -> victim.uid().equals(one.tags().get("ssmenv.io/environment")))
          .isNotEmpty()
          .allMatch(one -> victim.name().equals(one.tags().get("ssmenv.io/owner")));

      scenario.deleteAndAwaitGone(List.of(thief));
      assertThat(scenario.allIds())
          .as("what the thief had is gone, and nothing else")
          .isEqualTo(ids);
    }
  }

  @Test
  void anEditedStatusDeletesNothingOfALivingEnvironment() {
    try (EngineScenario scenario = EngineScenario.open(5503)) {
      Owner victim = scenario.harness.apply("victim", SPEC);
      scenario.awaitSettled(victim);
      Map<String, String> ids = scenario.allIds();
      Owner thief = create(scenario, "uid-thief", "tenant/thief", Labels.NONE);
      scenario.awaitSettled(thief);
      scenario.harness.kill();
      scenario.harness.editStatus(thief, status -> naming(status, victim.uid()));
      scenario.harness.api().label(thief, new Labels(Optional.empty(), Optional.of(victim.uid())));
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(5));
      scenario.deleteAndAwaitGone(List.of(thief));
      assertThat(scenario.allIds()).isEqualTo(ids);
      scenario.assertSettled(victim);
    }
  }

  /** With everything that the original has in the API server, also its finalizer. */
  @ParameterizedTest
  @ValueSource(strings = {"lab/copy", "tenant/victim"})
  void aCopyWithItsStatusIsRefusedAndDeletesNothing(String name) {
    try (EngineScenario scenario = EngineScenario.open(5504)) {
      Owner victim = scenario.harness.apply("victim", SPEC);
      scenario.awaitSettled(victim);
      Map<String, String> ids = scenario.allIds();
      EnvironmentStatus status = scenario.harness.status(victim);
      scenario.harness.kill();
      Owner copy =
          create(
              scenario, "uid-copy", name, new Labels(Optional.empty(), Optional.of(victim.uid())));
      scenario.harness.api().write(copy, status, true, Optional.empty());
      scenario.harness.restart();
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(copy, "Stalled"))
              .startsWith("TRUE AdoptionRefused: This object was copied or restored"));
      long mark = scenario.mark();
      scenario.deleteAndAwaitGone(List.of(copy));
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.allIds()).isEqualTo(ids);
      scenario.assertSettled(victim);
    }
  }

  /** Such as one that an administrator has emptied by hand, or that was never begun. */
  @Test
  void anAdoptedEnvironmentOfWhichNothingIsLeftIsBuiltAgainUnderItsId() {
    try (EngineScenario scenario = EngineScenario.open(5505)) {
      Owner adopter = adopt(scenario);
      EnvironmentStatus status = scenario.harness.status(adopter);
      scenario.deleteAndAwaitGone(List.of(adopter));
      scenario.advance(Duration.ofMinutes(10));
      Owner again = create(scenario, "uid-again", "lab/again", Labels.NONE);
      scenario.harness.api().write(again, status, true, Optional.empty());
      scenario.eventually(() -> assertThat(scenario.allIds()).isNotEmpty());
      scenario.awaitSettled(again);
      assertThat(scenario.harness.status(again).environmentId()).isEqualTo("uid-lost");
      assertThat(scenario.allIds().keySet())
          .isNotEmpty()
          .allMatch(key -> key.startsWith("uid-lost"));
      scenario.deleteAndAwaitGone(List.of(again));
      assertThat(scenario.allIds()).isEmpty();
    }
  }

  @Test
  void anAdoptedEnvironmentWhoseStatusIsLostDeletesWhatItHas() {
    try (EngineScenario scenario = EngineScenario.open(5506)) {
      Owner adopter = adopt(scenario);
      scenario.harness.kill();
      scenario.harness.api().write(adopter, EnvironmentStatus.none(), true, Optional.empty());
      scenario.harness.delete(adopter);
      scenario.harness.restart();
      scenario.eventually(() -> assertThat(scenario.harness.isGone(adopter)).isTrue());
      assertThat(scenario.allIds()).isEmpty();
    }
  }

  @Test
  void twoThatAskForEachOtherBuildNothing() {
    try (EngineScenario scenario = EngineScenario.open(5507)) {
      Owner one = create(scenario, "uid-one", "lab/one", EngineHarness.asking("uid-other"));
      Owner other = create(scenario, "uid-other", "lab/other", EngineHarness.asking("uid-one"));
      scenario.eventually(() ->
          List.of(one, other)
              .forEach(owner ->
                  assertThat(scenario.harness.describeCondition(owner, "Stalled"))
                      .startsWith("TRUE AdoptionRefused: The resources with the environment id")));
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.allIds()).isEmpty();
      scenario.harness.api().label(one, Labels.NONE);
      scenario.awaitSettled(one);
      assertThat(scenario.harness.isTrue(other, "Stalled")).isTrue();
      scenario.deleteAndAwaitGone(List.of(one, other));
    }
  }

  private static Owner adopt(EngineScenario scenario) {
    Owner lost = scenario.harness.apply("lost", SPEC);
    scenario.awaitSettled(lost);
    scenario.harness.removeByForce(lost);
    Owner adopter = scenario.harness.adopt("adopter", SPEC, lost.uid());
    scenario.awaitSettled(adopter);
    return adopter;
  }

  private static Owner create(EngineScenario scenario, String uid, String name, Labels labels) {
    return scenario.harness.create(new Owner(EngineHarness.CLUSTER, uid, name), SPEC, labels);
  }

  private static EnvironmentStatus naming(EnvironmentStatus status, String id) {
    return StatusEdit.withResources(
        StatusEdit.withoutCluster(StatusEdit.withEnvironmentId(status, id)), List.of());
  }

  /** Whoever edited the tag gave it to somebody else; the status of the adopter proves nothing. */
  @Test
  void whatAnAdopterHasUnderTheNameOfAnotherStaysWhenItIsDeleted() {
    try (EngineScenario scenario = EngineScenario.open(5519)) {
      String spec = EngineScenario.spec("ElasticIp");
      Owner lost = scenario.harness.apply("lost", spec);
      scenario.awaitSettled(lost);
      scenario.harness.removeByForce(lost);
      Owner adopter = scenario.harness.adopt("adopter", spec, lost.uid());
      scenario.awaitSettled(adopter);
      String address = scenario.id(lost, "address/app-0");
      scenario
          .otherClient
          .ec2()
          .createTags(request ->
              request
                  .resources(address)
                  .tags(tag -> tag.key("ssmenv.io/owner").value("tenant/other")));
      scenario.advance(Duration.ofMinutes(5)); // Until every listing shows the tag.
      scenario.harness.delete(adopter);
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.aws.resources()).anyMatch(one -> one.id().equals(address));
      assertThat(scenario.calls(0, "ReleaseAddress")).isEmpty();
    }
  }
}
