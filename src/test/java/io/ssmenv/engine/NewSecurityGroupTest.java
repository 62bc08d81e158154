package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.AwsErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.model.IpPermission;

@Execution(ExecutionMode.CONCURRENT)
class NewSecurityGroupTest {

  /**
   * EC2 returns NotFound for a group that it has just created. This does not mean that the rule of
   * the group is deleted.
   */
  @Test
  void theDefaultEgressRuleIsRevokedAlthoughEc2DoesNotFindTheNewGroupAtFirst() {
    try (EngineScenario scenario = EngineScenario.open(11)) {
      scenario
          .aws
          .faults()
          .refuse("RevokeSecurityGroupEgress", AwsErrors.of("InvalidGroup.NotFound"), 2);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);

      String group = scenario.id(owner, "securitygroup/instances");
      assertThat(
              scenario
                  .otherClient
                  .ec2()
                  .describeSecurityGroups(request -> request.groupIds(group))
                  .securityGroups()
                  .getFirst()
                  .ipPermissionsEgress())
          .extracting(IpPermission::ipProtocol)
          .containsExactly("tcp");
      assertThat(scenario.calls(0, "RevokeSecurityGroupEgress")).hasSize(3);
      assertThat(scenario.writes(0).stream().map(CallRecord::action).toList())
          .as("no instance is launched with all egress open")
          .containsSubsequence("RevokeSecurityGroupEgress", "RevokeSecurityGroupEgress")
          .containsSubsequence("RevokeSecurityGroupEgress", "RunInstances")
          .doesNotContainSubsequence("RunInstances", "RevokeSecurityGroupEgress");
      assertThat(scenario.harness.status(owner).driftOrDefault().corrected()).isZero();
    }
  }
}
