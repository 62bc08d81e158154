package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** An agent that is too old for the endpoints of its VPC, and silent for another reason. */
class AgentVersionTest {

  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints, endpoints: {ec2messages: Never}}
      instances: [{name: app}]
      """;

  @Test
  void itIsSuspectedWithAnEndpointAsTheRemedy() {
    try (EngineScenario scenario = EngineScenario.open(96);
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("closed", SPEC);
      scenario.awaitSettled(owner);
      String id = scenario.id(owner, "instance/app-0");
      scenario.aws.instanceSoftware().installAgent(id, "3.2.2222.0");
      scenario.harness.apply("closed", SPEC + "drift: {policy: Report}\n");
      String boundary =
          iam.createPolicy(r -> r.policyName("nothing").policyDocument(NOTHING)).policy().arn();
      String role = iam.listRoles().roles().getFirst().roleName();
      scenario.retryUntilAccepted(() ->
          iam.putRolePermissionsBoundary(r -> r.roleName(role).permissionsBoundary(boundary)));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
              .startsWith("FALSE NotOnline")
              .contains(
                  "The agent of %s has the version 3.2.2222.0; before 3.3.40.0 it needs ec2messages, which has no endpoint in the VPC. Set spec.connectivity.endpoints.ec2messages to Auto"
                      .formatted(id)));
      scenario.aws.instanceSoftware().installAgent(id, "3.3.40.0");
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
              .doesNotContain("ec2messages"));
    }
  }

  private static final String NOTHING =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
      """;
}
