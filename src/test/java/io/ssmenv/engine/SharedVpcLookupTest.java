package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.FaultTarget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a guest cannot look up changes nothing in the VPC of its host. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcLookupTest {

  private static final String SERVICES = "DescribeVpcEndpointServices";

  /** mx-central-1 has no endpoints for ec2messages. */
  @Test
  void aHostBuildsNothingOfWhichItsGuestDoesNotKnowWhetherTheRegionHasIt() {
    try (EngineScenario scenario = EngineScenario.open(101)) {
      scenario.aws.accounts().ofAccessKey(EngineScenario.ENGINE_KEY).enableRegion("mx-central-1");
      Owner host = scenario.harness.apply("public", inMexico(EngineScenario.spec("ElasticIp")));
      scenario.awaitSettled(host);
      String fault = scenario.aws.faults().outage(FaultTarget.forAction(SERVICES));

      Owner guest =
          scenario.harness.apply("guest", inMexico(SharedVpcTest.guest("PrivateEndpoints")));
      scenario.eventually(
          () -> assertThat(SharedVpcTest.keys(scenario, host)).contains("vpcendpoint/ssm"));
      scenario.awaitPolls(10);
      assertThat(scenario.harness.isTrue(host, "Stalled")).as(scenario.describe(host)).isFalse();
      assertThat(scenario.describe(guest)).contains(SERVICES);

      scenario.aws.faults().clear(fault);
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
    }
  }

  @Test
  void aHostKeepsWhatItsGuestCannotLookUpAnyMore() {
    try (EngineScenario scenario = EngineScenario.open(102)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("PrivateEndpoints"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      List<String> before = SharedVpcTest.keys(scenario, host);
      assertThat(before).contains("vpcendpoint/ec2messages");

      scenario.harness.kill();
      scenario.aws.faults().outage(FaultTarget.forAction(SERVICES));
      scenario.harness.restart();
      scenario.awaitPolls(20);
      assertThat(SharedVpcTest.keys(scenario, host)).isEqualTo(before);
    }
  }

  private static String inMexico(String spec) {
    return spec.replace("eu-west-1", "mx-central-1");
  }
}
