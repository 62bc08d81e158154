package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Policies of endpoints, and their effect on agents. */
class EndpointPolicyTest {
  private static final Duration REGISTERED = Duration.ofMinutes(3);
  private static final String DENY =
      """
      {"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
       {"Effect":"Deny","Principal":{"AWS":"*"},"Action":"ssm:UpdateInstance*","Resource":"*"}]}\
      """;

  private SimulatedAws aws;
  private EnvironmentFixture fixture;

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private VpcEndpoint endpoint(String service) {
    List<VpcEndpoint> endpoints =
        fixture
            .ec2
            .describeVpcEndpoints(r ->
                r.filters(f -> f.name("service-name").values("com.amazonaws.eu-west-1." + service)))
            .vpcEndpoints();
    return endpoints.getFirst();
  }

  private void restrict(String service, String policy) {
    String id = endpoint(service).vpcEndpointId();
    fixture.ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).policyDocument(policy));
  }

  @Test
  void theDefaultEndpointPolicyAllowsEverything() {
    assertThat(endpoint("ssm").policyDocument())
        .contains("\"Action\":\"*\"")
        .doesNotContain("Deny");
  }

  @Test
  void aDenyBlocksTheAgentUntilThePolicyIsReset() {
    fixture.launch();
    fixture.pass(REGISTERED);
    assertThat(fixture.ping()).isEqualTo("Online");

    restrict("ssm", DENY);
    fixture.pass(AgentDelay.LOST_AFTER.max());
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
    String id = endpoint("ssm").vpcEndpointId();
    fixture.ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).resetPolicy(true));
    fixture.pass(AgentDelays.HEARTBEAT);
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void anAgentThatIsDeniedAtItsBootBacksOffForHalfAnHour() {
    restrict("ssm", DENY);
    fixture.launch();
    fixture.pass(REGISTERED);
    String id = endpoint("ssm").vpcEndpointId();
    fixture.ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).resetPolicy(true));

    fixture.pass(Duration.ofMinutes(20));
    assertThat(fixture.ping()).isEqualTo("absent");
    fixture.pass(Duration.ofMinutes(12));
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void aRebootWakesAnAgentThatSleepsAfterALatePath() {
    restrict("ssm", DENY);
    String instance = fixture.launch();
    fixture.pass(REGISTERED);
    String id = endpoint("ssm").vpcEndpointId();
    fixture.ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).resetPolicy(true));

    fixture.ec2.rebootInstances(r -> r.instanceIds(instance));
    fixture.pass(AgentDelay.FIRST_CALL.max().plusSeconds(20));
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void anAgentThatMayNotOpenItsChannelIsOnlineWithoutOne() {
    restrict(
        "ssmmessages",
        """
        {"Statement":{"Effect":"Allow","Principal":"*","Action":"ssmmessages:*DataChannel",
         "Resource":"*"}}\
        """);
    String instance = fixture.launch();
    fixture.pass(REGISTERED);

    assertThat(fixture.ping()).isEqualTo("Online");
    assertThat(fixture.connection(instance)).isEqualTo("notconnected");
  }

  @Test
  void aDenyAtAnotherServicesEndpointHasNoEffect() {
    restrict("ssmmessages", DENY);
    fixture.launch();
    fixture.pass(REGISTERED);

    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "no json; InvalidPolicyDocument",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}; InvalidPolicyDocument",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
            + "\"Action\":\"*\",\"Resource\":\"*\"}}; InvalidParameter"
      })
  void anInvalidPolicyOrASpecificPrincipalIsRejected(String policy, String code) {
    assertThatThrownBy(() -> restrict("ssm", policy))
        .isInstanceOfSatisfying(
            Ec2Exception.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
