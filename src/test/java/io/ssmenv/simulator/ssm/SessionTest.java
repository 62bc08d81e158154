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
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ResumeSessionResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** The control plane of sessions; {@code SessionManagerPluginIT} uses their data channel. */
class SessionTest {
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

  private StartSessionResponse session() {
    return fixture.ssm.startSession(r -> r.target(instance).reason("to look"));
  }

  private List<Session> sessions(SessionState state) {
    return fixture
        .ssm
        .describeSessions(
            r -> r.state(state).filters(f -> f.key(SessionFilterKey.TARGET).value(instance)))
        .sessions();
  }

  @Test
  void aSessionIsActiveUntilItIsTerminated() {
    StartSessionResponse started = session();

    assertThat(sessions(SessionState.ACTIVE))
        .singleElement()
        .matches(session -> session.sessionId().equals(started.sessionId()))
        .matches(session -> session.statusAsString().equals("Connected"))
        .matches(session -> session.reason().equals("to look"))
        .matches(session -> session.owner().equals("arn:aws:iam::111122223333:user/AKIDTEST"));
    fixture.ssm.terminateSession(r -> r.sessionId(started.sessionId()));
    assertThat(sessions(SessionState.ACTIVE)).isEmpty();
    assertThat(sessions(SessionState.HISTORY))
        .singleElement()
        .matches(session -> session.statusAsString().equals("Terminated"));
  }

  @Test
  void itsStreamUrlIsAWebSocketOfTheSimulator() {
    StartSessionResponse started = session();

    assertThat(started.tokenValue()).isNotEmpty();
    assertThat(started.streamUrl())
        .matches(
            "ws://127\\.0\\.0\\.1:\\d+/v1/data-channel/%s\\?role=publish_subscribe"
                .formatted(started.sessionId()));
  }

  @Test
  void aSessionIsResumedWithANewTokenUntilItEnds() {
    StartSessionResponse started = session();

    ResumeSessionResponse resumed =
        fixture.ssm.resumeSession(r -> r.sessionId(started.sessionId()));
    assertThat(resumed.streamUrl()).isEqualTo(started.streamUrl());
    assertThat(resumed.tokenValue()).isNotEmpty().isNotEqualTo(started.tokenValue());
    fixture.ssm.terminateSession(r -> r.sessionId(started.sessionId()));
    assertThat(fixture.ssm.resumeSession(r -> r.sessionId(started.sessionId())).tokenValue())
        .isNull();
  }

  @Test
  void theParametersOfADocumentAreChecked() {
    assertThat(
            fixture
                .ssm
                .startSession(r ->
                    r.target(instance)
                        .documentName("AWS-StartPortForwardingSession")
                        .parameters(Map.of("portNumber", List.of("80"))))
                .sessionId())
        .isNotEmpty();
    refused(start("AWS-StartPortForwardingSession", "portNumber", "x"), "InvalidParameters");
    refused(start("AWS-StartPortForwardingSession", "host", "db.local"), "InvalidParameters");
    refused(
        start("AWS-StartPortForwardingSessionToRemoteHost", "portNumber", "80"),
        "InvalidParameters");
    refused(start("SSM-SessionManagerRunShell", "command", "ls"), "InvalidParameters");
    refused(start("no-such-document", "command", "ls"), "InvalidDocument");
  }

  private ThrowingCallable start(String document, String parameter, String value) {
    return () ->
        fixture.ssm.startSession(r ->
            r.target(instance)
                .documentName(document)
                .parameters(Map.of(parameter, List.of(value))));
  }

  @Test
  void anOnlineNodeWithoutChannelIsNotConnected() {
    fixture.deleteDefaultRoute();
    fixture.pass(Duration.ofMinutes(2));

    assertThat(fixture.ping()).isEqualTo("Online");
    refused(this::session, "TargetNotConnected");
    refused(
        () -> fixture.ssm.startSession(r -> r.target("i-0123456789abcdef0")), "TargetNotConnected");
  }

  @Test
  void anIdleSessionEndsAfterTwentyMinutes() {
    session();
    fixture.pass(Duration.ofMinutes(19));
    assertThat(sessions(SessionState.ACTIVE)).hasSize(1);
    fixture.pass(Duration.ofMinutes(1));
    assertThat(sessions(SessionState.ACTIVE)).isEmpty();
  }

  @Test
  void anUnknownSessionDoesNotExist() {
    refused(() -> fixture.ssm.resumeSession(r -> r.sessionId("x")), "DoesNotExistException");
    refused(() -> fixture.ssm.terminateSession(r -> r.sessionId("x")), "DoesNotExistException");
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SsmException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
