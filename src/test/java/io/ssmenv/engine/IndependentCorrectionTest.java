package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.iam.IamClient;

/** A correction that keeps failing holds back no other that does not need it. */
@Execution(ExecutionMode.CONCURRENT)
class IndependentCorrectionTest {

  /** After this time, every read shows a change. */
  private static final Duration VISIBLE = Duration.ofMinutes(1);

  /** A launch waits for the endpoints; an instance that runs needs nothing. */
  @Test
  void aRunningInstanceIsCorrectedWhileItsEndpointIsNot() {
    try (EngineScenario scenario = EngineScenario.open(50);
        Ec2Client ec2 = scenario.otherClient.ec2();
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      String endpoint = scenario.id(owner, "vpcendpoint/ssm");
      String instance = scenario.id(owner, "instance/app-0");

      ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(endpoint).privateDnsEnabled(false));
      refuse(scenario, "ModifyVpcEndpoint");
      ec2.modifyInstanceMetadataOptions(
          r -> r.instanceId(instance).httpTokens(HttpTokensState.OPTIONAL));

      scenario.advance(VISIBLE);
      OtherClientAccount account = new OtherClientAccount(scenario, owner, ec2, iam);
      scenario.eventually(() ->
          assertThat(account.instance().metadataOptions().httpTokens())
              .as(scenario.describe(owner))
              .isEqualTo(HttpTokensState.REQUIRED));
      assertThat(account.endpoint(endpoint).privateDnsEnabled()).isFalse();
    }
  }

  @Test
  void tagsAreCorrectedWhileTheVpcIsNot() {
    try (EngineScenario scenario = EngineScenario.open(51);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      String vpc = scenario.id(owner, "vpc");
      String subnet = scenario.id(owner, "subnet/workload-a");

      ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(value -> value.value(false)));
      refuse(scenario, "ModifyVpcAttribute");
      ec2.deleteTags(r -> r.resources(subnet).tags(Tag.builder().key("Name").build()));

      scenario.advance(VISIBLE);
      scenario.eventually(() ->
          assertThat(scenario.resource(owner, "subnet/workload-a").tags())
              .as(scenario.describe(owner))
              .containsKey("Name"));
      assertThat(
              ec2.describeVpcAttribute(
                      r -> r.vpcId(vpc).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
                  .enableDnsSupport()
                  .value())
          .isFalse();
    }
  }

  /** Only the operator's calls are refused: the out-of-band change was made before. */
  private static void refuse(EngineScenario scenario, String action) {
    scenario.aws.faults().refuse(action, AwsErrors.of("UnauthorizedOperation"), 1000);
  }
}
