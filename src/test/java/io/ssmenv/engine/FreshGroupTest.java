package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.model.IpPermission;

@Execution(ExecutionMode.CONCURRENT)
class FreshGroupTest {

  /**
   * EC2 answers NotFound for a group that it has just created: that does not mean that its rule is
   * gone.
   */
  @Test
  void theDefaultEgressOfANewGroupIsRevokedThoughEc2DoesNotKnowTheGroupYet() {
    try (EngineScenario stage = EngineScenario.open(11)) {
      stage
          .aws
          .faults()
          .refuse(
              "RevokeSecurityGroupEgress", "InvalidGroup.NotFound", 400, "It does not exist.", 2);
      Owner owner = stage.lab.apply("one", EngineScenario.spec("ElasticIp"));
      stage.awaitReady(owner);

      String group = stage.id(owner, "securitygroup/instances");
      assertThat(
              stage
                  .somebody
                  .ec2()
                  .describeSecurityGroups(request -> request.groupIds(group))
                  .securityGroups()
                  .getFirst()
                  .ipPermissionsEgress())
          .extracting(IpPermission::ipProtocol)
          .containsExactly("tcp");
      assertThat(stage.calls(0, "RevokeSecurityGroupEgress")).hasSize(3);
    }
  }
}
