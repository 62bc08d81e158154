package io.ssmenv.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Key;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

class VpcEndpointHandlerTest {

  @Test
  void privateDnsIsReadFromInterfaceEndpoints() {
    assertThat(decoded("Interface", true).privateDns()).isTrue();
    assertThat(decoded("Interface", false).privateDns()).isFalse();
  }

  @Test
  void aGatewayEndpointNeverHasPrivateDns() {
    assertThat(decoded("Gateway", true).privateDns()).isFalse();
  }

  private static io.ssmenv.topology.VpcEndpoint decoded(String type, boolean privateDns) {
    return VpcEndpointHandler.decode(
        VpcEndpoint.builder()
            .vpcEndpointId("vpce-1")
            .vpcId("vpc-1")
            .serviceName("com.amazonaws.eu-west-1.s3")
            .vpcEndpointType(type)
            .privateDnsEnabled(privateDns)
            .build(),
        Key.of("vpcendpoint", "s3"));
  }
}
