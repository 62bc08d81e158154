package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.FaultTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nothing is written in a VPC of somebody else whose consent is not known to be given now. */
@Execution(ExecutionMode.CONCURRENT)
class ForeignConsentTest {

  @Test
  void nothingIsWrittenWithoutTheConsentOfTheOwner() {
    try (EngineScenario scenario = EngineScenario.open(51)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.withdrawConsent();
      scenario.advance(Duration.ofMinutes(1));
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("NatGateway"));
      ExistingVpcStatesTest.assertStalled(
          scenario,
          owner,
          "VpcNotShared: The VPC %s does not allow environments of the namespace lab: its tag ssmenv.io/namespaces is not set. Ask its owner to set the tag to a list that has lab, or to *. Until then nothing is written, except for a deletion"
              .formatted(foreign.vpc));
      foreign.consent("team-a, lab-2");
      ExistingVpcStatesTest.assertStalled(
          scenario,
          owner,
          "VpcNotShared: The VPC %s does not allow environments of the namespace lab: its tag ssmenv.io/namespaces does not name it. Ask"
              .formatted(foreign.vpc));
      assertThat(scenario.writes(0)).isEmpty();
      foreign.consent("team-a lab");
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void onlyTheConsentIsReadWithoutTheConsentOfTheOwner() {
    try (EngineScenario scenario = EngineScenario.open(54)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.consent("team-a");
      scenario.advance(Duration.ofMinutes(1));
      Owner owner = scenario.harness.apply("guest", foreign.inSubnets("ElasticIp", foreign.open));
      ExistingVpcStatesTest.assertStalled(scenario, owner, "VpcNotShared: The VPC " + foreign.vpc);
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.calls(0, "DescribeVpcAttribute")).isEmpty();
    }
  }

  @Test
  void aWithdrawnConsentEndsWritesAndKeepsTheDeletionPossible() {
    try (EngineScenario scenario = EngineScenario.open(52)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("ElasticIp"));
      scenario.awaitSettled(owner);
      foreign.withdrawConsent();
      scenario.advance(Duration.ofMinutes(1));
      long mark = scenario.mark();
      OutOfBandChange.DEFAULT_ROUTE_DELETED.apply(
          scenario, owner, foreign.ec2, scenario.otherClient.iam());
      ExistingVpcStatesTest.assertStalled(scenario, owner, "VpcNotShared: The VPC " + foreign.vpc);
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.writes(mark)).isEmpty();
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  @Test
  void aConsentThatIsWithdrawnWhileTheEnvironmentIsBuiltEndsTheWritesSoon() {
    try (EngineScenario scenario = EngineScenario.open(53)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("NatGateway"));
      scenario.runUntil(() -> !scenario.calls(0, "CreateNatGateway").isEmpty());
      foreign.withdrawConsent();
      scenario.advance(Duration.ofMinutes(1));
      long mark = scenario.mark();
      ExistingVpcStatesTest.assertStalled(scenario, owner, "VpcNotShared: The VPC " + foreign.vpc);
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.writes(mark)).isEmpty();
      foreign.consent("*");
      scenario.awaitSettled(owner);
    }
  }

  /** What was read before is too old to write anything. */
  @Test
  void nothingIsWrittenWhileTheVpcCannotBeRead() {
    try (EngineScenario scenario = EngineScenario.open(62)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("ElasticIp"));
      scenario.awaitSettled(owner);
      scenario.advance(Duration.ofMinutes(5));
      String fault = scenario.aws.faults().outage(FaultTarget.forAction("DescribeVpcAttribute"));
      long mark = scenario.mark();
      OutOfBandChange.DEFAULT_ROUTE_DELETED.apply(
          scenario, owner, foreign.ec2, scenario.otherClient.iam());
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Reconciling"))
              .startsWith(
                  "TRUE AwsUnavailable: the existing VPC "
                      + foreign.vpc
                      + ": DescribeVpcAttribute"));
      scenario.advance(Duration.ofMinutes(10));
      assertThat(scenario.writes(mark)).isEmpty();
      scenario.aws.faults().clear(fault);
      scenario.awaitSettled(owner);
      assertThat(scenario.writes(mark))
          .extracting(CallRecord::action)
          .containsExactly("CreateRoute");
    }
  }
}
