package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A changed image or type replaces one instance after the other, once AWS accepts the launch. */
@Execution(ExecutionMode.CONCURRENT)
class InstanceReplacementTest {

  private final long seed = Long.getLong("ssmenv.seed", 20261126);

  @Test
  void aChangedTypeReplacesTheNextInstanceWhenTheLastIsOnline() {
    try (EngineScenario scenario = EngineScenario.open(31)) {
      Owner owner = scenario.harness.apply("one", group(3, "t3.micro"));
      scenario.awaitReady(owner);
      Map<String, String> before = instances(scenario);

      scenario.harness.apply("one", group(3, "t3.small"));
      awaitReplaced(scenario, owner, before, 3);

      assertThat(instances(scenario).values()).doesNotContainAnyElementsOf(before.values());
      assertThat(scenario.calls(0, "RunInstances"))
          .extracting(InstanceReplacementTest::token)
          .as("each launch, and each dry run, has a client token of its own")
          .doesNotHaveDuplicates()
          .hasSizeGreaterThanOrEqualTo(9);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aCrashAtAnyMomentReplacesNoSecondInstance() {
    System.out.println("InstanceReplacementTest: -Dssmenv.seed=" + seed);
    Random random = new Random(seed);
    try (EngineScenario scenario = EngineScenario.open(32)) {
      Owner owner = scenario.harness.apply("one", group(3, "t3.micro"));
      scenario.awaitReady(owner);
      Map<String, String> before = instances(scenario);

      scenario.harness.apply("one", group(3, "t3.small"));
      for (int crash = 0; crash < 8; crash++) {
        Duration alive = Duration.ofSeconds(5 + random.nextInt(40));
        scenario.advance(alive);
        assertOneIsReplacedAtATime(scenario, 3);
        scenario.harness.kill();
        scenario.harness.restart();
      }
      awaitReplaced(scenario, owner, before, 3);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aRefusedLaunchLeavesEveryInstanceRunningAndSaysSo() {
    try (EngineScenario scenario = EngineScenario.open(33)) {
      Owner owner = scenario.harness.apply("one", group(2, "t3.micro"));
      scenario.awaitReady(owner);
      Map<String, String> before = instances(scenario);
      long mark = scenario.mark();

      scenario.harness.apply("one", group(2, "t4g.micro"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .contains(
                  "InvalidRequest",
                  "instance/app-0: RunInstances: InvalidParameterValue: The architecture 'arm64'",
                  "Correct the spec. Until then, " + before.get("instance/app-0") + " stays"));
      scenario.advance(Duration.ofMinutes(20));

      assertThat(scenario.calls(mark, "TerminateInstances")).isEmpty();
      assertThat(scenario.calls(mark, "RunInstances")).hasSizeBetween(4, 24);
      assertThat(instances(scenario)).isEqualTo(before);

      scenario.harness.apply("one", group(2, "t3.small"));
      awaitReplaced(scenario, owner, before, 2);
    }
  }

  @Test
  void aRefusedReplacementDoesNotHoldBackTheOneOfAnotherGroup() {
    try (EngineScenario scenario = EngineScenario.open(34)) {
      Owner owner = scenario.harness.apply("one", groups("t3.micro", "t3.micro"));
      scenario.awaitReady(owner);
      Map<String, String> before = instances(scenario);

      scenario.harness.apply("one", groups("t4g.micro", "t3.small"));
      scenario.eventually(() -> {
        assertThat(instances(scenario).get("instance/web-0"))
            .isNotEqualTo(before.get("instance/web-0"));
        assertThat(online(scenario, owner)).as(scenario.describe(owner)).isEqualTo(2);
      });
      assertThat(instances(scenario)).containsEntry("instance/app-0", before.get("instance/app-0"));
    }
  }

  @Test
  void aLaunchWithoutCapacityCostsOneInstanceAtMost() {
    try (EngineScenario scenario = EngineScenario.open(35)) {
      Owner owner = scenario.harness.apply("one", group(3, "t3.micro"));
      scenario.awaitReady(owner);
      scenario.aws.faults().noCapacity(Optional.of("t3.small"), Optional.empty());

      scenario.harness.apply("one", group(3, "t3.small"));
      scenario.advance(Duration.ofMinutes(20));

      assertThat(running(scenario)).as(scenario.describe(owner)).isEqualTo(2);
      assertThat(scenario.harness.status(owner).instances())
          .as("only the instance that is replaced now is recorded as such")
          .filteredOn(instance -> instance.id() != null)
          .allSatisfy(instance -> assertThat(instance.launches()).isNull());
    }
  }

  @Test
  void aGroupThatShrinksAtTheSameTimeIsReplacedOneByOne() {
    try (EngineScenario scenario = EngineScenario.open(36)) {
      Owner owner = scenario.harness.apply("one", group(3, "t3.micro"));
      scenario.awaitReady(owner);
      Map<String, String> before = instances(scenario);

      scenario.harness.apply("one", group(2, "t3.small"));
      awaitReplaced(scenario, owner, before, 2);

      assertThat(instances(scenario)).hasSize(2);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  /** Lets the replacement happen, and checks at each moment that it goes one by one. */
  private static void awaitReplaced(
      EngineScenario scenario, Owner owner, Map<String, String> before, int count) {
    scenario.runUntil(() -> {
      assertOneIsReplacedAtATime(scenario, count);
      return online(scenario, owner) == count
          && instances(scenario).size() == count
          && instances(scenario).values().stream().noneMatch(before.values()::contains)
          && scenario.harness.isTrue(owner, "Ready");
    });
  }

  private static void assertOneIsReplacedAtATime(EngineScenario scenario, int count) {
    assertThat(running(scenario)).as("running instances").isGreaterThanOrEqualTo(count - 1);
  }

  private static long running(EngineScenario scenario) {
    return scenario.aws.resources().stream()
        .filter(resource -> resource.type().equals("instance"))
        .filter(resource -> resource.state().equals("running"))
        .count();
  }

  private static long online(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).instances().stream()
        .map(InstanceStatus::pingStatus)
        .filter("Online"::equals)
        .count();
  }

  /** The ids of the instances by key. */
  private static Map<String, String> instances(EngineScenario scenario) {
    Map<String, String> ids = new TreeMap<>();
    List<ResourceSummary> all = scenario.aws.resources();
    all.stream()
        .filter(resource -> resource.type().equals("instance"))
        .filter(resource -> !List.of("shutting-down", "terminated").contains(resource.state()))
        .forEach(resource -> ids.put(resource.tags().get(Ownership.TAG_KEY), resource.id()));
    return ids;
  }

  private static String token(CallRecord call) {
    return call.parameters().replaceFirst(".*ClientToken=(\\S+).*", "$1");
  }

  private static String group(int count, String type) {
    return groups("{name: app, count: " + count + ", type: " + type + "}");
  }

  private static String groups(String app, String web) {
    return groups("{name: app, type: " + app + "}, {name: web, type: " + web + "}");
  }

  private static String groups(String groups) {
    return EngineScenario.spec("NatGateway").replace("{name: app}", groups);
  }
}
