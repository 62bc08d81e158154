package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Whoever breaks the path of an agent: the first broken hop is named, with its id, until it is
 * mended. The environment only reports drift, so that nothing is corrected meanwhile.
 */
@Execution(ExecutionMode.CONCURRENT)
class AgentPathBreakTest {

  private static void assertNamed(EngineScenario scenario, Owner owner, String sentence) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
            .as(scenario.describe(owner))
            .startsWith("FALSE NotOnline: app-0 (")
            .contains(". " + sentence));
  }

  private static void assertOnline(EngineScenario scenario, Owner owner) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
            .as(scenario.describe(owner))
            .startsWith("TRUE Online"));
  }

  private static Owner reporting(EngineScenario scenario) {
    Owner owner = scenario.harness.apply("broken", EngineScenario.spec("ElasticIp"));
    scenario.awaitSettled(owner);
    scenario.harness.apply("broken", EngineScenario.spec("ElasticIp", "drift: {policy: Report}"));
    return owner;
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenHopIsNamedUntilItIsMended(AgentPathBreak change) {
    try (EngineScenario scenario = EngineScenario.open(91);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = reporting(scenario);
      AgentPathBreak.Broken broken = change.apply(scenario, owner, ec2);
      assertNamed(scenario, owner, broken.named());
      broken.mend().run();
      assertOnline(scenario, owner);
    }
  }

  static Stream<Arguments> pairs() {
    return Stream.of(AgentPathBreak.values())
        .flatMap(first ->
            Stream.of(AgentPathBreak.values())
                .filter(second -> first.rank() < second.rank())
                .filter(second -> second != AgentPathBreak.INSTANCE_STOPPED)
                // The start of an instance moves it to another host.
                .filter(second ->
                    first != AgentPathBreak.INSTANCE_STOPPED
                        || second != AgentPathBreak.HOST_IMPAIRED)
                .map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void ofTwoBrokenHopsTheFirstIsNamedAndThenTheOther(AgentPathBreak first, AgentPathBreak second) {
    try (EngineScenario scenario = EngineScenario.open(92);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = reporting(scenario);
      AgentPathBreak.Broken later = second.apply(scenario, owner, ec2);
      AgentPathBreak.Broken earlier = first.apply(scenario, owner, ec2);
      assertNamed(scenario, owner, earlier.named());
      earlier.mend().run();
      assertNamed(scenario, owner, later.named());
      later.mend().run();
      assertOnline(scenario, owner);
    }
  }
}
