package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SignedCalls;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.document.SessionDocuments;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A role can be allowed the key that has an alias, whichever key that is. */
class SessionKeyAliasTest {
  private static final Pattern KEY_ARN = Pattern.compile("\"Arn\":\"([^\"]+)\"");

  @ParameterizedTest
  @CsvSource({"alias/sessions, sh-5.2$, true", "alias/others, does not allow kms:Decrypt, false"})
  void theAliasOfTheKeyDecides(String allowed, String shown, boolean opens) throws IOException {
    VirtualTime clock = new VirtualTime();
    try (SimulatedAws aws =
            SimulatedAws.start(
                Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
        EnvironmentFixture fixture = new EnvironmentFixture(aws, clock);
        SignedCalls calls = new SignedCalls(aws.endpoint(), "AKIDTEST")) {
      fixture.elasticIp();
      String instance = fixture.launch();
      fixture.pass(Duration.ofMinutes(3));
      Matcher arn = KEY_ARN.matcher(calls.kms("CreateKey", "{}"));
      assertThat(arn.find()).isTrue();
      calls.kms(
          "CreateAlias",
          "{'AliasName': 'alias/sessions', 'TargetKeyId': '%s'}".formatted(arn.group(1)));
      fixture.iam.putRolePolicy(r ->
          r.roleName("app")
              .policyName("sessions")
              .policyDocument(
                  """
                  {"Version":"2012-10-17","Statement":[
                   {"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*",
                    "Condition":{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"%s"}}}]}\
                  """
                      .formatted(allowed)));
      fixture.pass(Duration.ofMinutes(3));
      SessionDocuments.create(
          fixture.ssm,
          "ssmenv-team",
          SessionDocuments.withInputs("kmsKeyId=alias/sessions"),
          Map.of());
      try (SessionClient client =
          new SessionClient(
              fixture.ssm.startSession(r -> r.target(instance).documentName("ssmenv-team")))) {
        if (!opens) {
          assertThat(client.until("channel_closed")).doesNotContain("sh-5.2$");
        }
        client.until(shown);
      }
    }
  }
}
