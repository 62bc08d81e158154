package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the environment uses in a VPC of somebody else is taken away. */
@Execution(ExecutionMode.CONCURRENT)
class ForeignLossTest {

  /** Only VPCs of others have their attributes read here, two in each look-up. */
  private static final String LOOK_UP = "DescribeVpcAttribute";

  @Test
  void anAgentThatFallsSilentHasTheVpcReadAgainAndNothingElseDoes() {
    try (EngineScenario scenario = EngineScenario.open(81)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      List<String> endpoints = endpoints(scenario, foreign);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      long calm = scenario.mark();
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.calls(calm, LOOK_UP))
          .as("look-ups of an hour")
          .hasSizeLessThanOrEqualTo(2 * 6);

      awaitLookUp(scenario);
      scenario.advance(Duration.ofSeconds(30)); // It ends.
      foreign.ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoints));
      long gone = scenario.mark();
      scenario.advance(Duration.ofMinutes(8));
      assertThat(scenario.writes(gone))
          .extracting(CallRecord::action)
          .as("well before the next look-up that is due anyway")
          .contains("CreateVpcEndpoint");

      scenario.awaitSettled(owner);
      assertThat(ExistingVpcTest.keys(scenario, owner)).contains("vpcendpoint/ssm");
    }
  }

  @Test
  void anEnvironmentDoesNotSayThatItIsReadyWhileAnEndpointThatItUsesGoes() {
    try (EngineScenario scenario = EngineScenario.open(81)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      List<String> endpoints = endpoints(scenario, foreign);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      List<String> said = new CopyOnWriteArrayList<>();
      scenario
          .harness
          .api()
          .listen((_, _) -> said.add(scenario.harness.describeCondition(owner, "Ready")));
      awaitLookUp(scenario);
      String stuck = scenario.aws.faults().stuck(endpoints.getFirst());
      foreign.ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoints));
      scenario.runUntil(() ->
          said.stream().anyMatch(text -> text.startsWith("FALSE Waiting: Waiting until vpce-")));
      scenario.aws.faults().clear(stuck);
      scenario.awaitSettled(owner);
    }
  }

  /** Runs until a look-up has begun. */
  private static void awaitLookUp(EngineScenario scenario) {
    long mark = scenario.mark();
    scenario.runUntil(() -> scenario.calls(mark, LOOK_UP).size() == 2);
  }

  /** The endpoints of the company that the environment uses. */
  private static List<String> endpoints(EngineScenario scenario, ForeignNetwork foreign) {
    foreign.allowHttps("10.1.0.0/16");
    List<String> endpoints =
        Stream.of("ssm", "ssmmessages", "ec2messages").map(foreign::endpoint).toList();
    scenario.advance(Duration.ofMinutes(10));
    return endpoints;
  }
}
