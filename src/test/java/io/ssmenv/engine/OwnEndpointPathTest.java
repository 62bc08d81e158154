package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An endpoint that the environment itself has created is never that of somebody else. */
class OwnEndpointPathTest {

  @Test
  void oneThatWasDeletedSinceTheLastReadingIsMissing() {
    try (EngineScenario scenario = EngineScenario.open(95);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("closed", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      scenario.harness.apply(
          "closed", EngineScenario.spec("PrivateEndpoints", "drift: {policy: Report}"));
      String group = scenario.id(owner, "securitygroup/instances");
      var rules =
          ec2.describeSecurityGroups(r -> r.groupIds(group))
              .securityGroups()
              .getFirst()
              .ipPermissionsEgress();
      ec2.revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(rules));
      long mark = scenario.mark();
      scenario.runUntil(() -> !scenario.calls(mark, "DescribeDhcpOptions").isEmpty());

      String endpoint = scenario.id(owner, "vpcendpoint/ssm");
      ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint));
      ec2.authorizeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(rules));
      for (int minute = 0; minute < 30; minute++) {
        scenario.advance(Duration.ofMinutes(1));
        assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
            .as(scenario.describe(owner))
            .doesNotContain("somebody else")
            .doesNotContain("turn private DNS of");
      }
      assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
          .contains("There is no endpoint of ssm in the VPC");
    }
  }
}
