package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** Sessions of callers that are restricted by policies, as in AWS's examples for users. */
class SessionPermissionsTest {
  private static final String KEY = "AKIDRESTRICTED";
  private static final String DOCUMENT =
      "'arn:aws:ssm:eu-west-1:111122223333:document/SSM-SessionManagerRunShell'";
  private static final String ANY_INSTANCE = "'arn:aws:ec2:*:*:instance/*'";

  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private SsmClient restricted;
  private String instance;

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.elasticIp();
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
    restricted = AwsClients.of(aws).as(KEY).ssm();
  }

  @AfterEach
  void stop() {
    restricted.close();
    fixture.close();
    aws.close();
  }

  private void restrict(String... statements) {
    aws.callerPolicies()
        .restrict(
            KEY,
            List.of(
                "{'Version':'2012-10-17','Statement':[%s]}"
                    .formatted(String.join(",", statements))
                    .replace('\'', '"')),
            Map.of());
  }

  private static String allow(String action, String resources, String condition) {
    return "{'Effect':'Allow','Action':'%s','Resource':[%s]%s}"
        .formatted(action, resources, condition.isEmpty() ? "" : ",'Condition':" + condition);
  }

  private StartSessionResponse session() {
    return restricted.startSession(r -> r.target(instance));
  }

  private static void denied(ThrowingCallable call, String action, String resource) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SsmException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(e).hasMessageContaining("perform: %s on resource: ".formatted(action));
              assertThat(e).hasMessageContaining(resource);
            });
  }

  @Test
  void aSessionNeedsTheInstanceAndTheDocument() {
    restrict(allow("ssm:StartSession", ANY_INSTANCE, ""));
    denied(this::session, "ssm:StartSession", ":document/SSM-SessionManagerRunShell");
    restrict(allow("ssm:StartSession", DOCUMENT, ""));
    denied(this::session, "ssm:StartSession", ":instance/" + instance);
    restrict(
        allow(
            "ssm:StartSession",
            ANY_INSTANCE + "," + DOCUMENT,
            "{'BoolIfExists':{'ssm:SessionDocumentAccessCheck':'true'}}"));

    assertThat(session().sessionId()).startsWith(KEY + "-");
  }

  @Test
  void aDocumentOfAwsHasNoAccount() {
    restrict(
        allow(
            "ssm:StartSession",
            ANY_INSTANCE + ",'arn:aws:ssm:*::document/AWS-StartSSHSession'",
            ""));

    assertThat(
            restricted
                .startSession(r -> r.target(instance).documentName("AWS-StartSSHSession"))
                .sessionId())
        .isNotEmpty();
    denied(this::session, "ssm:StartSession", ":document/SSM-SessionManagerRunShell");
  }

  @Test
  void instancesAreSelectedByTheirTags() {
    for (String key : List.of("ssm:resourceTag/team", "aws:ResourceTag/team")) {
      restrict(
          allow("ssm:StartSession", ANY_INSTANCE, "{'StringEquals':{'%s':'a'}}".formatted(key)),
          allow("ssm:StartSession", DOCUMENT, ""));
      assertThat(session().sessionId()).as(key).isNotEmpty();
      restrict(
          allow("ssm:StartSession", ANY_INSTANCE, "{'StringEquals':{'%s':'b'}}".formatted(key)),
          allow("ssm:StartSession", DOCUMENT, ""));
      denied(this::session, "ssm:StartSession", ":instance/" + instance);
    }
  }

  @Test
  void onlyOwnSessionsAreEnded() {
    String start = allow("ssm:StartSession", ANY_INSTANCE + "," + DOCUMENT, "");
    String others = fixture.ssm.startSession(r -> r.target(instance)).sessionId();
    for (String own :
        List.of(
            allow("ssm:*Session", "'arn:aws:ssm:*:*:session/${aws:username}-*'", ""),
            allow("ssm:*Session", "'arn:aws:ssm:*:*:session/${aws:userid}-*'", ""),
            allow(
                "ssm:*Session",
                "'*'",
                "{'StringLike':{'ssm:resourceTag/aws:ssmmessages:session-id':['${aws:userid}']}}"))) {
      restrict(start, own);
      String id = session().sessionId();
      assertThat(restricted.resumeSession(r -> r.sessionId(id)).tokenValue()).isNotEmpty();
      restricted.terminateSession(r -> r.sessionId(id));
      denied(
          () -> restricted.terminateSession(r -> r.sessionId(others)),
          "ssm:TerminateSession",
          ":session/" + others);
    }
  }

  @Test
  void aSignedDataChannelNeedsItsOwnPermission() {
    String start = allow("ssm:StartSession", ANY_INSTANCE + "," + DOCUMENT, "");
    restrict(start);
    String url = session().streamUrl();
    assertThatThrownBy(() -> open(url)).isInstanceOf(CompletionException.class);
    restrict(
        start,
        allow("ssmmessages:OpenDataChannel", "'arn:aws:ssm:*:*:session/${aws:userid}-*'", ""));

    open(url);
  }

  @Test
  void anUnknownSessionHasNoDataChannel() {
    String url = fixture.ssm.startSession(r -> r.target(instance)).streamUrl();

    assertThatThrownBy(() -> open(url.replace("AKIDTEST", "other")))
        .isInstanceOf(CompletionException.class);
  }

  private static void open(String url) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client
          .newWebSocketBuilder()
          .header(
              "Authorization",
              "AWS4-HMAC-SHA256 Credential=%s/20260101/eu-west-1/ssmmessages/aws4_request,"
                      .formatted(KEY)
                  + " SignedHeaders=host, Signature="
                  + "0".repeat(64))
          .buildAsync(URI.create(url), new WebSocket.Listener() {})
          .join()
          .abort();
    }
  }
}
