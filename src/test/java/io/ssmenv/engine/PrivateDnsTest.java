package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Private DNS needs the DNS attributes of the VPC. */
@Execution(ExecutionMode.CONCURRENT)
class PrivateDnsTest {

  @Test
  void itIsTurnedOnOnlyWhenTheAttributesOfTheVpcAreInEffect() {
    try (EngineScenario scenario = EngineScenario.open(151);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("private", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      scenario.awaitPolls(2);
      String vpc = scenario.id(owner, "vpc");
      String endpoint = scenario.id(owner, "vpcendpoint/ssm");
      ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(endpoint).privateDnsEnabled(false));
      ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(false)));
      scenario.awaitPolls(3);
      scenario.awaitSettled(owner);
      assertThat(
              Stream.of("CreateVpcEndpoint", "ModifyVpcEndpoint")
                  .flatMap(action -> scenario.calls(0, action).stream())
                  .map(CallRecord::outcome))
          .as("no call is refused")
          .doesNotContain("InvalidParameter");
    }
  }
}
