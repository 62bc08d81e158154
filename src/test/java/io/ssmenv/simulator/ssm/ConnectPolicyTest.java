package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.permission.ConnectPolicy;
import io.ssmenv.aws.permission.Policy;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** The policy of {@code iam-policies --connect} with a caller who has nothing else. */
class ConnectPolicyTest {

  private static final String KEY = "AKIDPERSON";

  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private SsmClient person;
  private String instance;

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.elasticIp();
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
    person = AwsClients.of(aws).as(KEY).ssm();
    owned("cluster", "team-a/reports");
    allow("cluster", "team-a", Optional.of("reports"));
  }

  @AfterEach
  void stop() {
    person.close();
    fixture.close();
    aws.close();
  }

  private void owned(String cluster, String owner) {
    fixture.ec2.createTags(r ->
        r.resources(instance)
            .tags(tag("ssmenv.io/cluster", cluster), tag("ssmenv.io/owner", owner)));
    fixture.pass(Duration.ofMinutes(1));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private void allow(String cluster, String namespace, Optional<String> name) {
    allow(ConnectPolicy.of("aws", cluster, namespace, name, false, Optional.empty()));
  }

  private void allow(Policy policy) {
    aws.callerPolicies().restrict(KEY, List.of(policy.json()), Map.of());
  }

  private StartSessionResponse session() {
    return person.startSession(r -> r.target(instance));
  }

  private void denied() {
    assertThatThrownBy(this::session)
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("ssm:StartSession");
  }

  @Test
  void theOwnEnvironmentIsReached() {
    assertThat(session().sessionId()).startsWith(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS-StartPortForwardingSession",
        "AWS-StartPortForwardingSessionToRemoteHost",
        "AWS-StartSSHSession"
      })
  void portsAndSshAreReached(String document) {
    Map<String, List<String>> host =
        document.endsWith("Host") ? Map.of("host", List.of("10.0.0.9")) : Map.of();
    assertThat(
            person
                .startSession(r -> r.target(instance).documentName(document).parameters(host))
                .sessionId())
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"cluster,team-a/other", "cluster,team-ab/reports", "other,team-a/reports"})
  void noOtherEnvironmentIsReached(String cluster, String owner) {
    owned(cluster, owner);

    denied();
  }

  @Test
  void aNamespaceIsAllItsEnvironmentsAndNoOther() {
    allow("cluster", "team-a", Optional.empty());
    session();
    owned("cluster", "team-a/other");
    session();
    owned("cluster", "team-ab/reports");
    denied();
  }

  @Test
  void otherDocumentsAndCommandsAreDenied() {
    assertThatThrownBy(() ->
            person.startSession(r ->
                r.target(instance)
                    .documentName("AWS-StartInteractiveCommand")
                    .parameters(Map.of("command", List.of("id")))))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("document/AWS-StartInteractiveCommand");
    assertThatThrownBy(() -> person.describeSessions(r -> r.state("Active")))
        .isInstanceOf(SsmException.class);
  }

  /** With the preferences of the environment, nobody gets around the log. */
  @Test
  void onlyTheSessionDocumentOfTheEnvironmentIsAllowedIfItIsRequired() {
    document("ssmenv-reports-sessions", "team-a/reports");
    document("ssmenv-other-sessions", "team-a/other");
    allow(
        ConnectPolicy.of(
            "aws", "cluster", "team-a", Optional.of("reports"), true, Optional.empty()));

    assertThat(
            person
                .startSession(r -> r.target(instance).documentName("ssmenv-reports-sessions"))
                .sessionId())
        .isNotEmpty();
    denied();
    for (String other :
        List.of(
            "ssmenv-other-sessions",
            "AWS-StartSSHSession",
            "AWS-StartPortForwardingSession",
            "SSM-SessionManagerRunShell")) {
      assertThatThrownBy(() -> person.startSession(r -> r.target(instance).documentName(other)))
          .as(other)
          .isInstanceOf(SsmException.class)
          .hasMessageContaining("ssm:StartSession");
    }
  }

  private void document(String name, String owner) {
    fixture.ssm.createDocument(r ->
        r.name(name)
            .documentType(DocumentType.SESSION)
            .content(
                "{\"inputs\":{\"cloudWatchEncryptionEnabled\":false,\"cloudWatchStreamingEnabled\":false,"
                    + "\"runAsEnabled\":false,\"s3EncryptionEnabled\":false},\"schemaVersion\":\"1.0\","
                    + "\"sessionType\":\"Standard_Stream\"}")
            .tags(
                documentTag("ssmenv.io/cluster", "cluster"),
                documentTag("ssmenv.io/owner", owner)));
  }

  private static software.amazon.awssdk.services.ssm.model.Tag documentTag(
      String key, String value) {
    return software.amazon.awssdk.services.ssm.model.Tag.builder().key(key).value(value).build();
  }

  @Test
  void onlyOwnSessionsAreEnded() {
    String others = fixture.ssm.startSession(r -> r.target(instance)).sessionId();
    String own = session().sessionId();

    assertThatThrownBy(() -> person.terminateSession(r -> r.sessionId(others)))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("ssm:TerminateSession");
    assertThat(person.terminateSession(r -> r.sessionId(own)).sessionId()).isEqualTo(own);
  }
}
