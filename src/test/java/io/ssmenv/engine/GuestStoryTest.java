package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All conditions of a guest say the same of its host, whatever becomes of that one. */
@Execution(ExecutionMode.CONCURRENT)
class GuestStoryTest {

  private static final String MISSING =
      "WaitingForHost: The environment public, in whose VPC this one stands, does not exist. Create"
          + " it in the same namespace; until then nothing is written";
  private static final Set<String> OF_HOST =
      Set.of("WaitingForHost", "HostRefused", "ResolvingFacts");

  @Test
  void aHostThatIsMissingFromTheStart() {
    try (EngineScenario scenario = EngineScenario.open(21)) {
      Owner guest = guest(scenario);
      awaitStory(scenario, guest, MISSING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "paused: true", "drift: {policy: Report}"})
  void aHostThatGoesAndComesBackWhileTheGuestWaitsForIt(String more) {
    try (EngineScenario scenario = EngineScenario.open(22)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp", more));
      Owner guest = guest(scenario);
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "NetworkReady"))
              .contains("of the environment public"));
      scenario.harness.removeByForce(host);
      awaitStory(scenario, guest, MISSING);
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.awaitPolls(3);
      awaitStory(scenario, guest, MISSING);

      scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(guest);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, which is paused", "false, does not exist"})
  void aPausedHostThatIsDeletedWhileTheGuestWaitsForIt(boolean restart, String said) {
    try (EngineScenario scenario = EngineScenario.open(23)) {
      Owner host =
          scenario.harness.apply("public", EngineScenario.spec("ElasticIp", "paused: true"));
      Owner guest = guest(scenario);
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "NetworkReady"))
              .contains("(which is paused: set its spec.paused to false) does not exist yet"));
      if (restart) {
        scenario.harness.kill();
        scenario.harness.restart();
        scenario.awaitPolls(4);
      } else {
        scenario.deleteAndAwaitGone(List.of(host));
      }
      scenario.eventually(() ->
          assertThat(
                  Stream.of("Ready", "NetworkReady", "InSync", "Reconciling")
                      .map(type -> scenario.harness.describeCondition(guest, type)))
              .allMatch(text -> text.contains(said)));
    }
  }

  @Test
  void aHostThatIsBeingDeletedBeforeTheGuestHasItsRange() {
    try (EngineScenario scenario = EngineScenario.open(24)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      Owner first = guest(scenario);
      scenario.awaitSettled(first);
      scenario.harness.delete(host);
      Owner late = scenario.harness.apply("late", SharedVpcTest.guest("NatGateway"));
      awaitStory(
          scenario,
          late,
          "WaitingForHost: The environment public, in whose VPC this one stands, is being deleted"
              + " and accepts no further subnets. Delete this environment, or create public again");
      scenario.deleteAndAwaitGone(List.of(first));
      scenario.eventually(() -> assertThat(scenario.harness.isGone(host)).isTrue());
      awaitStory(scenario, late, MISSING);
    }
  }

  @Test
  void aHostThatComesBackAsTheGuestOfAnotherOne() {
    try (EngineScenario scenario = EngineScenario.open(25)) {
      Owner host =
          scenario.harness.apply("public", EngineScenario.spec("ElasticIp", "paused: true"));
      Owner guest = guest(scenario);
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "NetworkReady"))
              .contains("which is paused"));
      scenario.deleteAndAwaitGone(List.of(host));
      scenario.harness.apply(
          "public", EngineScenario.spec("ElasticIp", "network: {environment: {name: other}}"));
      awaitStory(
          scenario,
          guest,
          "HostRefused: The environment public has no VPC of its own, but stands in that of other."
              + " Create this environment again with spec.network.environment.name: other");
    }
  }

  @Test
  void aHostThatIsTakenAwayFromARunningGuest() {
    try (EngineScenario scenario = EngineScenario.open(26)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = guest(scenario);
      scenario.awaitSettled(guest);
      Map<String, String> ids = scenario.allIds();
      scenario.harness.removeByForce(host);
      awaitStory(scenario, guest, MISSING);

      scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(guest);
      assertThat(scenario.allIds()).isEqualTo(ids);
    }
  }

  /** It is not read, because it asks for what it must not have. */
  @Test
  void aHostThatComesBackAndIsRefused() {
    try (EngineScenario scenario = EngineScenario.open(27)) {
      Owner other = scenario.harness.apply("other", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(other);
      Owner guest = guest(scenario);
      awaitStory(scenario, guest, MISSING);
      Owner host = scenario.harness.adopt("public", EngineScenario.spec("ElasticIp"), other.uid());
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(host, "Stalled"))
              .startsWith("TRUE AdoptionRefused"));
      awaitStory(
          scenario,
          guest,
          "ResolvingFacts: Reading the network of the environment public, in whose VPC this one"
              + " stands. If that lasts, the conditions of public say why");
    }
  }

  private static Owner guest(EngineScenario scenario) {
    scenario
        .harness
        .api()
        .listen((owner, stored) ->
            stored
                .filter(_ -> !owner.name().equals("lab/public"))
                .ifPresent(environment -> assertOneStory(owner, environment.status())));
    return scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
  }

  private static void awaitStory(EngineScenario scenario, Owner guest, String story) {
    scenario.eventually(() -> {
      assertThat(scenario.harness.describeCondition(guest, "Ready")).isEqualTo("FALSE " + story);
      assertOneStory(guest, scenario.harness.status(guest));
    });
    scenario.awaitPolls(2);
    assertThat(scenario.harness.describeCondition(guest, "Ready")).isEqualTo("FALSE " + story);
    assertThat(scenario.harness.status(guest).plan()).as("nothing is planned").isEmpty();
  }

  /** What is True was read in AWS, and stays true while something is looked up. */
  private static void assertOneStory(Owner owner, EnvironmentStatus status) {
    String story = text(status, "Ready");
    if (OF_HOST.stream().anyMatch(story::startsWith)) {
      boolean lookedUp = story.startsWith("ResolvingFacts");
      assertThat(status.conditions())
          .as(owner.toString())
          .filteredOn(one -> Set.of("NetworkReady", "InSync").contains(one.type()))
          .allMatch(one ->
              story.equals(one.reason() + ": " + one.message())
                  || (lookedUp && one.status() == Condition.Status.TRUE));
      assertThat(List.of(text(status, "Reconciling"), text(status, "Stalled")))
          .as(owner.toString())
          .containsExactlyInAnyOrder(story, "");
    }
  }

  private static String text(EnvironmentStatus status, String type) {
    return status.condition(type).map(found -> found.reason() + ": " + found.message()).orElse("");
  }
}
