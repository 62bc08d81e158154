package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.EnvironmentClaims.Labels;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.status.StatusEvent;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a former object left is taken over as it is, by whoever may have it. */
@Execution(ExecutionMode.CONCURRENT)
class AdoptionTest {

  @SuppressWarnings("unused")
  static final List<String> PATTERNS = EngineScenario.PATTERNS;

  /** The calls that correct tags; nothing else may be written. */
  private static final Set<String> TAGGING = Set.of("CreateTags", "TagRole", "TagInstanceProfile");

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void whatALostObjectLeftIsTakenOverWithEveryId(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(5101)) {
      Owner lost = scenario.harness.apply("lost", EngineScenario.spec(pattern));
      scenario.awaitSettled(lost);
      scenario.harness.removeByForce(lost);
      scenario.advance(Duration.ofMinutes(7));
      assertAdopted(scenario, lost, EngineScenario.spec(pattern), TAGGING);
    }
  }

  @Test
  void whatARetainedEnvironmentLeftIsTakenOverAndNoLongerRetained() {
    try (EngineScenario scenario = EngineScenario.open(5102)) {
      String spec = EngineScenario.spec("NatGateway", "deletionPolicy: Retain");
      Owner retained = scenario.harness.apply("retained", spec);
      scenario.awaitSettled(retained);
      scenario.deleteAndAwaitGone(List.of(retained));
      Owner adopter = assertAdopted(scenario, retained, spec, TAGGING);
      assertThat(tagged(scenario, retained.uid()))
          .filteredOn(one -> one.tags().containsKey(Ownership.TAG_RETAINED))
          .isNotEmpty()
          .allMatch(one -> "false".equals(one.tags().get(Ownership.TAG_RETAINED)));
      scenario.harness.apply("adopter", EngineScenario.spec("NatGateway"));
      scenario.awaitSettled(adopter);
      scenario.deleteAndAwaitGone(List.of(adopter));
      assertThat(tagged(scenario, retained.uid())).isEmpty();
    }
  }

  @Test
  void aLostClusterIsTakenOverByAnotherOne() {
    try (EngineScenario scenario = EngineScenario.open(5103)) {
      Owner lost = scenario.harness.apply("lost", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitSettled(lost);
      scenario.harness.kill();
      scenario.harness.api().removeByForce(lost);
      scenario.forgetHeartbeat(EngineHarness.CLUSTER);
      scenario.harness.settings().cluster = "new-cluster";
      scenario.harness.restart();
      Owner adopter =
          assertAdopted(scenario, lost, EngineScenario.spec("PrivateEndpoints"), TAGGING);
      assertThat(scenario.harness.status(adopter).clusterId()).isEqualTo("new-cluster");
      assertThat(tagged(scenario, lost.uid()))
          .isNotEmpty()
          .allMatch(one -> "new-cluster".equals(one.tags().get(Ownership.TAG_CLUSTER)));
      scenario.deleteAndAwaitGone(List.of(adopter));
      assertThat(tagged(scenario, lost.uid())).isEmpty();
    }
  }

  @Test
  void aRestoredObjectAsksBeforeItBuildsASecondOne() {
    try (EngineScenario scenario = EngineScenario.open(5104)) {
      String spec = EngineScenario.spec("ElasticIp");
      Owner lost = scenario.harness.apply("lost", spec);
      scenario.awaitSettled(lost);
      scenario.harness.removeByForce(lost);
      Map<String, String> before = scenario.allIds();
      int published = scenario.harness.events().size();

      Owner restored =
          scenario.harness.create(
              new Owner(EngineHarness.CLUSTER, "uid-restored", lost.name()),
              spec,
              new Labels(Optional.empty(), Optional.of(lost.uid())));
      awaitRefused(scenario, restored, "This object was copied or restored");
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(5));
      assertThat(scenario.writes(mark)).isEmpty();

      scenario
          .harness
          .api()
          .label(restored, new Labels(Optional.of(lost.uid()), Optional.of(lost.uid())));
      scenario.awaitSettled(restored);
      assertThat(scenario.allIds()).isEqualTo(before);
      assertThat(scenario.writes(mark)).as("the name and the cluster are the same").isEmpty();
      assertNothingIsBuilt(scenario, published);
    }
  }

  @Test
  void aCopyOfAnObjectOfWhichNothingExistsIsANewEnvironment() {
    try (EngineScenario scenario = EngineScenario.open(5105)) {
      Owner copy =
          scenario.harness.create(
              new Owner(EngineHarness.CLUSTER, "uid-copy", "lab/copy"),
              EngineScenario.spec("ElasticIp"),
              new Labels(Optional.empty(), Optional.of("uid-of-nothing")));
      scenario.awaitSettled(copy);
      assertThat(scenario.harness.status(copy).environmentId()).isEqualTo("uid-copy");
      assertThat(tagged(scenario, "uid-copy")).isNotEmpty();
    }
  }

  @Test
  void whatWasAdoptedIsKeptInARestartAndChangedLikeAnyOther() {
    try (EngineScenario scenario = EngineScenario.open(5106)) {
      Owner lost = scenario.harness.apply("lost", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(lost);
      scenario.harness.removeByForce(lost);
      Owner adopter =
          scenario.harness.adopt("adopter", EngineScenario.spec("ElasticIp"), lost.uid());
      scenario.awaitSettled(adopter);
      Map<String, String> adopted = scenario.allIds();
      scenario.restartAndAwaitPolls(List.of(adopter));
      assertThat(scenario.allIds()).isEqualTo(adopted);
      scenario.harness.apply("adopter", EngineScenario.spec("NatGateway"));
      scenario.awaitSettled(adopter);
      assertThat(scenario.aws.resources())
          .filteredOn(one -> one.tags().containsKey(Ownership.TAG_ENVIRONMENT))
          .isNotEmpty()
          .allMatch(one -> lost.uid().equals(one.tags().get(Ownership.TAG_ENVIRONMENT)));
      assertThat(scenario.id(lost, "instance/app-0"))
          .isEqualTo(adopted.get(lost.uid() + " instance instance/app-0"));

      int published = scenario.harness.events().size();
      scenario.harness.apply(
          "adopter", EngineScenario.spec("NatGateway").replace("name: app", "name: app, count: 2"));
      scenario.awaitSettled(adopter);
      assertThat(scenario.harness.events().stream().skip(published))
          .filteredOn(event -> event.reason().equals("Launched"))
          .singleElement()
          .satisfies(event -> assertThat(event.message()).startsWith("Launched app-1 ("));
    }
  }

  /** Adopts what an object left; only tags are written, and every id stays. */
  private static Owner assertAdopted(
      EngineScenario scenario, Owner former, String spec, Set<String> allowed) {
    Map<String, String> before = scenario.allIds();
    long mark = scenario.mark();
    int published = scenario.harness.events().size();
    Owner adopter = scenario.harness.adopt("adopter", spec, former.uid());
    scenario.awaitSettled(adopter);
    assertNothingIsBuilt(scenario, published);
    assertThat(scenario.allIds()).as("every id").isEqualTo(before);
    assertThat(scenario.writes(mark).stream().map(CallRecord::action).collect(Collectors.toSet()))
        .as("writes")
        .isSubsetOf(allowed)
        .isNotEmpty();
    assertThat(scenario.harness.status(adopter).environmentId()).isEqualTo(former.uid());
    assertThat(tagged(scenario, former.uid()))
        .isNotEmpty()
        .allMatch(one -> adopter.name().equals(one.tags().get(Ownership.TAG_OWNER)));
    assertThat(scenario.harness.events())
        .filteredOn(event -> event.reason().equals("Adopted"))
        .singleElement()
        .satisfies(event ->
            assertThat(event.message())
                .startsWith("Took over the ")
                .endsWith("with the environment id " + former.uid() + "; every id is as it was"));
    long later = scenario.mark();
    scenario.advance(Duration.ofMinutes(10));
    assertThat(scenario.writes(later)).as("nothing is left to do").isEmpty();
    return adopter;
  }

  /** The events say neither that the operator has created nor that it has launched anything. */
  private static void assertNothingIsBuilt(EngineScenario scenario, int published) {
    assertThat(scenario.harness.events().stream().skip(published).map(StatusEvent::reason))
        .contains("Adopted")
        .doesNotContain("Created", "Launched");
  }

  private static void awaitRefused(EngineScenario scenario, Owner owner, String message) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .startsWith("TRUE AdoptionRefused: " + message));
  }

  private static List<ResourceSummary> tagged(EngineScenario scenario, String environment) {
    return scenario.aws.resources().stream()
        .filter(one -> environment.equals(one.tags().get(Ownership.TAG_ENVIRONMENT)))
        .filter(one -> !one.type().equals("volume"))
        .toList();
  }
}
