package io.ssmenv.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.VpcEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPolicyTest {

  /** As AWS returns it for interface and gateway endpoints, and as the console writes it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}
        """,
        """
        {"Version":"2008-10-17","Statement":[
          {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}
        """,
        """
        {"Version":"2012-10-17","Statement":{"Sid":"AllowAll","Effect":"Allow",
          "Principal":{"AWS":["*"]},"Action":["*"],"Resource":["*"]}}
        """,
        " "
      })
  void theDefaultPolicyIsFullAccess(String document) {
    assertThat(EndpointPolicy.of(document)).isEqualTo(VpcEndpoint.FULL_ACCESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"Statement":[{"Action":"*","Effect":"Deny","Principal":"*","Resource":"*"}]}
        """,
        """
        {"Statement":[{"Action":"ssm:*","Effect":"Allow","Principal":"*","Resource":"*"}]}
        """,
        """
        {"Statement":[{"Action":"*","Effect":"Allow","Principal":{"AWS":"111122223333"},
          "Resource":"*"}]}
        """,
        """
        {"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*",
          "Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}]}
        """,
        """
        {"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"},
          {"Action":"ssm:*","Effect":"Deny","Principal":"*","Resource":"*"}]}
        """,
        """
        {"Statement":[]}
        """
      })
  void everyOtherPolicyIsItsDocument(String document) {
    assertThat(EndpointPolicy.of(document)).isEqualTo(document.replaceAll("\\s", ""));
  }

  @Test
  void aDocumentThatIsNotJsonIsKept() {
    assertThat(EndpointPolicy.of("allow")).isEqualTo("allow");
  }
}
