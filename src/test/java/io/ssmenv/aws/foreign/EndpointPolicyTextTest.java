package io.ssmenv.aws.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a policy that restricts nothing is known to let an agent in. */
class EndpointPolicyTextTest {

  private static final String ALLOWS_ALL =
      "{'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '*'}]}";

  @Test
  void theDefaultPolicyAllowsAll() {
    assertThat(allowsAll(ALLOWS_ALL)).isTrue();
    assertThat(allowsAll(ALLOWS_ALL.replace("[", "").replace("]", ""))).as("no list").isTrue();
    assertThat(allowsAll(ALLOWS_ALL.replace("'Principal': '*'", "'Principal': {'AWS': ['*']}")))
        .isTrue();
    assertThat(new EndpointPolicyText(null).allowsAll()).as("no policy").isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Action': '*'    | 'Action': 'ssm:*'",
        "'Action': '*'    | 'Action': ['s3:*', 'ec2:*']",
        "'Resource': '*'  | 'Resource': 'arn:aws:s3:::bucket'",
        "'Principal': '*' | 'Principal': {'AWS': '111122223333'}",
        "'Effect': 'Allow' | 'Effect': 'Deny'",
        "'Action': '*'    | 'Action': '*', 'Condition': {'Bool': {'aws:SecureTransport': true}}"
      })
  void aRestrictionMayKeepAgentsOut(String part, String restricted) {
    assertThat(allowsAll(ALLOWS_ALL.replace(part, restricted))).isFalse();
  }

  @Test
  void aDenialBesidesMayKeepAgentsOut() {
    assertThat(
            allowsAll(
                ALLOWS_ALL.replace(
                    "}]",
                    "}, {'Effect': 'Deny', 'Principal': '*', 'Action': 'ssm:*', 'Resource': '*'}]")))
        .isFalse();
    assertThat(new EndpointPolicyText("not JSON").allowsAll()).isFalse();
  }

  private static boolean allowsAll(String policy) {
    return new EndpointPolicyText(policy.replace('\'', '"')).allowsAll();
  }
}
