package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Environments that share a VPC, or stand in one of somebody else, are taken over as they are. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcAdoptionTest {

  @SuppressWarnings("unused")
  static final List<String> PATTERNS = EngineScenario.PATTERNS;

  static final String HOST = EngineScenario.spec("ElasticIp");

  static String guest(String pattern) {
    return EngineScenario.spec(pattern, "network: {environment: {name: public}}");
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void aLostClusterWithAHostAndAGuest(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(5301)) {
      Owner host = scenario.harness.apply("public", HOST);
      Owner guest = scenario.harness.apply("guest", guest(pattern));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      scenario.harness.kill();
      scenario.harness.api().removeByForce(host);
      scenario.harness.api().removeByForce(guest);
      scenario.forgetHeartbeat(EngineHarness.CLUSTER);
      scenario.harness.settings().cluster = "new-cluster";
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(7));
      Map<String, String> before = scenario.allIds();
      long mark = scenario.mark();

      Owner newGuest = adopt(scenario, "guest", guest(pattern), guest);
      assertPending(
          scenario,
          newGuest,
          "Waiting for the environment public, in whose VPC the resources are. Create it in the same"
              + " namespace; if it was lost, too, have it adopt its own resources");
      assertThat(scenario.writes(mark)).isEmpty();

      Owner newHost = adopt(scenario, "public", HOST, host);
      scenario.awaitSettled(newGuest);
      scenario.awaitSettled(newHost);
      assertAdopted(scenario, before, mark);
      assertThat(scenario.harness.status(newHost).networkOrDefault().guests())
          .extracting(one -> one.uid())
          .containsExactly(newGuest.uid());

      Owner another = scenario.harness.apply("another", guest("ElasticIp"));
      scenario.awaitSettled(another);
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.deleteAndAwaitGone(List.of(another, newGuest, newHost));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void aLostHostWhoseGuestLives(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(5302)) {
      Owner host = scenario.harness.apply("public", HOST);
      Owner guest = scenario.harness.apply("guest", guest(pattern));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      Map<String, String> before = scenario.allIds();
      scenario.harness.removeByForce(host);
      scenario.advance(Duration.ofMinutes(7));
      long mark = scenario.mark();

      Owner newHost = adopt(scenario, "public", HOST, host);
      scenario.awaitSettled(newHost);
      scenario.awaitSettled(guest);
      scenario.advance(Duration.ofMinutes(7));
      assertThat(scenario.allIds()).isEqualTo(before);
      assertThat(scenario.writes(mark)).as("the name and the cluster are the same").isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void aLostGuestWhoseHostLives(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(5303)) {
      Owner host = scenario.harness.apply("public", HOST);
      Owner guest = scenario.harness.apply("guest", guest(pattern));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      Map<String, String> before = idsOf(scenario, guest);
      scenario.harness.removeByForce(guest);
      scenario.advance(Duration.ofMinutes(30));

      Owner newGuest = adopt(scenario, "new-guest", guest(pattern), guest);
      scenario.awaitSettled(newGuest);
      scenario.awaitSettled(host);
      assertThat(idsOf(scenario, guest)).isEqualTo(before);
      Owner another = scenario.harness.apply("another", guest("ElasticIp"));
      scenario.awaitSettled(another);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void anEnvironmentInTheVpcOfSomebodyElse(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(5304)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      for (String spec :
          List.of(
              foreign.inRanges(pattern), foreign.inSubnets(pattern, foreign.subnetFor(pattern)))) {
        Map<String, String> others = foreign.state();
        Owner lost = scenario.harness.apply("lost", spec);
        scenario.awaitSettled(lost);
        scenario.harness.removeByForce(lost);
        scenario.advance(Duration.ofMinutes(7));
        Map<String, String> before = scenario.allIds();
        long mark = scenario.mark();
        Owner adopter = adopt(scenario, "adopter", spec, lost);
        scenario.awaitSettled(adopter);
        assertAdopted(scenario, before, mark);
        assertThat(foreign.state()).isEqualTo(others);
        scenario.deleteAndAwaitGone(List.of(adopter));
        assertThat(foreign.state()).isEqualTo(others);
      }
    }
  }

  /** Its subnet is in use: nobody is told to delete it. */
  @Test
  void theSubnetOfAnAdoptedGuestIsNotLeftOver() {
    try (EngineScenario scenario = EngineScenario.open(5310)) {
      String spec =
          EngineScenario.spec("ElasticIp", "network: {environment: {name: public}}")
              .replace("instances: [{name: app}]", "instances: []");
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {cidr: 10.9.8.0/24}"));
      scenario.awaitSettled(host);
      List<Owner> guests = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        guests.add(scenario.harness.apply("guest-" + i, spec));
      }
      guests.forEach(scenario::awaitSettled);
      Owner lost = guests.getFirst();
      scenario.harness.removeByForce(lost);
      scenario.advance(Duration.ofMinutes(5));
      scenario.awaitSettled(adopt(scenario, "adopter", spec, lost));
      scenario.awaitSettled(host);
      Owner last = scenario.harness.apply("last", spec);
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(last, "Stalled"))
              .startsWith("TRUE HostRefused: ")
              .contains("has no free range for another subnet")
              .doesNotContain(scenario.id(lost, "subnet/workload-a")));
    }
  }

  static Owner adopt(EngineScenario scenario, String name, String spec, Owner former) {
    return scenario.harness.create(
        new Owner(scenario.harness.settings().cluster, "uid-new-" + name, "lab/" + name),
        spec,
        EngineHarness.asking(former.uid()));
  }

  private static Map<String, String> idsOf(EngineScenario scenario, Owner owner) {
    return scenario.allIds().entrySet().stream()
        .filter(one -> one.getKey().startsWith(owner.uid() + " "))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void assertAdopted(
      EngineScenario scenario, Map<String, String> before, long mark) {
    assertThat(scenario.allIds()).as("every id").isEqualTo(before);
    assertThat(scenario.writes(mark).stream().map(CallRecord::action).collect(Collectors.toSet()))
        .isSubsetOf(Set.of("CreateTags", "TagRole", "TagInstanceProfile"))
        .isNotEmpty();
    long later = scenario.mark();
    scenario.advance(Duration.ofMinutes(10));
    assertThat(scenario.writes(later)).as("nothing is left to do").isEmpty();
  }

  private static void assertPending(EngineScenario scenario, Owner owner, String message) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Ready"))
            .isEqualTo("UNKNOWN WaitingForHost: " + message));
  }
}
