package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.document.SessionDocuments;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** Sessions with a session document of the account. */
class SessionPreferencesTest {
  private static final String NAME = "ssmenv-team";
  private static final String KEY = "AKIDRESTRICTED";

  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String instance;

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.elasticIp();
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private void document(String name, String idle, String max) {
    SessionDocuments.create(
        fixture.ssm, name, SessionDocuments.content(idle, max), Map.of("team", "a"));
  }

  private String session(SsmClient client, String document) {
    return client.startSession(r -> r.target(instance).documentName(document)).sessionId();
  }

  private List<Session> active() {
    return fixture.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions();
  }

  @Test
  void aSessionUsesTheDocumentThatItNames() {
    document(NAME, "5", "60");
    session(fixture.ssm, NAME);

    assertThat(active())
        .singleElement()
        .returns(NAME, Session::documentName)
        .returns("60", Session::maxSessionDuration);
    fixture.pass(Duration.ofMinutes(5));
    assertThat(active()).isEmpty();
  }

  @Test
  void aSessionEndsAtItsLongestDuration() {
    document(NAME, "60", "2");
    session(fixture.ssm, NAME);
    fixture.pass(Duration.ofSeconds(119));
    assertThat(active()).hasSize(1);
    fixture.pass(Duration.ofSeconds(1));
    assertThat(active()).isEmpty();
  }

  @Test
  void theDefaultVersionApplies() {
    document(NAME, "5", "");
    fixture.ssm.updateDocument(
        r -> r.name(NAME).content(SessionDocuments.content("10", "")).documentVersion("$LATEST"));
    session(fixture.ssm, NAME);
    fixture.pass(Duration.ofMinutes(5));
    assertThat(active()).isEmpty();

    fixture.ssm.updateDocumentDefaultVersion(r -> r.name(NAME).documentVersion("2"));
    session(fixture.ssm, NAME);
    fixture.pass(Duration.ofMinutes(9));
    assertThat(active()).hasSize(1);
  }

  @Test
  void aSessionWithoutADocumentUsesThatOfTheAccount() {
    document("SSM-SessionManagerRunShell", "5", "");
    fixture.ssm.startSession(r -> r.target(instance));
    fixture.pass(Duration.ofMinutes(5));
    assertThat(active()).isEmpty();
  }

  @Test
  void aDocumentThatDoesNotExistOrHasAnotherTypeIsRefused() {
    refused(() -> session(fixture.ssm, NAME), "Document with name ssmenv-team does not exist.");
    refused(
        () -> session(fixture.ssm, "AWS-RunShellScript"),
        "Document type: Command is not supported");
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SsmException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidDocument"))
        .hasMessageContaining(words);
  }

  @Test
  void aPersonMayBeLimitedToTheDocument() {
    document(NAME, "5", "60");
    document("ssmenv-other", "5", "60");
    aws.callerPolicies()
        .restrict(
            KEY,
            List.of(
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ssm:StartSession",
                 "Resource":["arn:aws:ec2:*:*:instance/*",
                  "arn:aws:ssm:eu-west-1:111122223333:document/ssmenv-team"],
                 "Condition":{"BoolIfExists":{"ssm:SessionDocumentAccessCheck":"true"},
                  "StringEquals":{"aws:ResourceTag/team":"a"}}}]}\
                """),
            Map.of());
    try (SsmClient restricted = AwsClients.of(aws).as(KEY).ssm()) {
      assertThat(session(restricted, NAME)).startsWith(KEY);
      assertThatThrownBy(() -> session(restricted, "ssmenv-other"))
          .hasMessageContaining("document/ssmenv-other");
      assertThatThrownBy(() -> restricted.startSession(r -> r.target(instance)))
          .hasMessageContaining("document/SSM-SessionManagerRunShell");
    }
  }
}
