package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
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

  private static final String HOST = EngineScenario.spec("ElasticIp");

  private static String guest(String pattern) {
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

  @Test
  void notAGuestInTheVpcOfAnotherHost() {
    try (EngineScenario scenario = EngineScenario.open(5305)) {
      Owner host = scenario.harness.apply("public", HOST);
      Owner guest = scenario.harness.apply("guest", guest("ElasticIp"));
      Owner other =
          scenario.harness.apply(
              "other", EngineScenario.spec("ElasticIp", "network: {cidr: 10.30.0.0/16}"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      scenario.awaitSettled(other);
      scenario.harness.removeByForce(guest);
      assertRefused(
          scenario,
          adopt(scenario, "a", guest("ElasticIp").replace("name: public", "name: other"), guest),
          "The resources are in "
              + scenario.id(host, "vpc")
              + ", but the VPC of the environment other is "
              + scenario.id(other, "vpc")
              + ". Name the environment with "
              + scenario.id(host, "vpc")
              + " in spec.network.environment");
      assertRefused(
          scenario,
          adopt(scenario, "b", HOST, guest),
          "The resources include no VPC: they are in "
              + scenario.id(host, "vpc")
              + ". Name the environment that has it in spec.network.environment, or the VPC in"
              + " spec.network.existing if no environment has it");
      scenario.harness.removeByForce(other);
      assertRefused(
          scenario,
          adopt(scenario, "c", guest("ElasticIp"), other),
          "The resources include a VPC of their own. Set spec.network.cidr to 10.30.0.0/16 instead"
              + " of spec.network.environment");
    }
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void notAGuestWithAnotherPattern(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(5307)) {
      scenario.harness.apply("public", HOST);
      Owner guest = scenario.harness.apply("guest", guest(pattern));
      scenario.awaitSettled(guest);
      scenario.harness.removeByForce(guest);
      for (String other : PATTERNS) {
        if (!other.equals(pattern)) {
          assertRefused(
              scenario,
              adopt(scenario, "as-" + other, guest(other), guest),
              "The resources have the connectivity pattern " + pattern);
        }
      }
    }
  }

  @Test
  void notIntoOtherRangesOrSubnetsOfSomebodyElse() {
    try (EngineScenario scenario = EngineScenario.open(5306)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner ranges = scenario.harness.apply("ranges", foreign.inRanges("ElasticIp"));
      Owner subnets =
          scenario.harness.apply("subnets", foreign.inSubnets("ElasticIp", foreign.open));
      scenario.awaitSettled(ranges);
      scenario.awaitSettled(subnets);
      scenario.harness.removeByForce(ranges);
      scenario.harness.removeByForce(subnets);
      String inRanges = foreign.inRanges("ElasticIp");
      assertRefused(
          scenario,
          adopt(scenario, "a", inRanges.replace(ForeignNetwork.RANGE, "10.1.65.0/24"), ranges),
          "The subnet "
              + scenario.id(ranges, "subnet/workload-a")
              + " of the resources has the range ");
      assertRefused(
          scenario,
          adopt(scenario, "b", inRanges.replace(foreign.vpc, "vpc-0123456789abcdef0"), ranges),
          "The resources are in " + foreign.vpc + ". Set spec.network.existing.vpcId to it");
      assertRefused(
          scenario,
          adopt(scenario, "c", foreign.inSubnets("ElasticIp", foreign.open), ranges),
          "The resources include subnets of their own. Set spec.network.existing.vpcId to "
              + foreign.vpc
              + ", and spec.network.existing.cidrs as the former environment had it");
      assertRefused(
          scenario,
          adopt(scenario, "d", foreign.inSubnets("ElasticIp", foreign.natted), subnets),
          "The network interface networkinterface/app-0 is in "
              + foreign.open
              + ". Add this subnet to spec.network.existing.subnetIds");
      assertRefused(
          scenario,
          adopt(scenario, "e", inRanges, subnets),
          "The network interface networkinterface/app-0 is in "
              + foreign.open
              + ", which the operator did not create. Set spec.network.existing.subnetIds to the"
              + " subnets of the instances instead of spec.network.existing.cidrs");
    }
  }

  private static Owner adopt(EngineScenario scenario, String name, String spec, Owner former) {
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

  private static void assertRefused(EngineScenario scenario, Owner owner, String message) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .startsWith("TRUE AdoptionRefused: " + message));
    long mark = scenario.mark();
    scenario.advance(Duration.ofMinutes(3));
    assertThat(scenario.writes(mark)).isEmpty();
    scenario.harness.removeByForce(owner);
  }
}
