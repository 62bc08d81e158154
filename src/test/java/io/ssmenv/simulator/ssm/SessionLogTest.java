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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** The logs, the encryption and the users of sessions, as their documents say. */
class SessionLogTest {
  private static final String DOCUMENT = "ssmenv-team";
  private static final String NOT_ENCRYPTED =
      "We couldn't start the session because encryption is not set up on the selected CloudWatch";
  private static final Pattern KEY_ARN = Pattern.compile("\"Arn\":\"([^\"]+)\"");

  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private SignedCalls calls;
  private String instance;

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    calls = new SignedCalls(aws.endpoint(), "AKIDTEST");
  }

  @AfterEach
  void stop() {
    calls.close();
    fixture.close();
    aws.close();
  }

  private void publicInstance() {
    fixture.elasticIp();
    launch();
  }

  private void launch() {
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
  }

  private void allow(String action, String resource) {
    fixture.iam.putRolePolicy(r ->
        r.roleName("app")
            .policyName("sessions-" + action.replace(':', '-').replace("*", "all"))
            .policyDocument(
                """
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Allow","Action":"%s","Resource":"%s"}]}\
                """
                    .formatted(action, resource)));
    fixture.pass(Duration.ofMinutes(3));
  }

  private StartSessionResponse session(String... inputs) {
    SessionDocuments.create(fixture.ssm, DOCUMENT, SessionDocuments.withInputs(inputs), Map.of());
    return fixture.ssm.startSession(r -> r.target(instance).documentName(DOCUMENT));
  }

  private void ends(StartSessionResponse session, String words) {
    try (SessionClient client = new SessionClient(session)) {
      assertThat(client.until("channel_closed")).doesNotContain("sh-5.2$");
      client.until(words);
    }
  }

  private static void starts(StartSessionResponse session) {
    try (SessionClient client = new SessionClient(session)) {
      client.until("sh-5.2$ ");
    }
  }

  private String key() {
    Matcher arn = KEY_ARN.matcher(calls.kms("CreateKey", "{}"));
    assertThat(arn.find()).isTrue();
    return arn.group(1);
  }

  private void group() {
    calls.logs("CreateLogGroup", "{'logGroupName': '/team'}");
  }

  private String events(String stream) {
    return calls.logs(
        "GetLogEvents", "{'logGroupName': '/team', 'logStreamName': '%s'}".formatted(stream));
  }

  @Test
  void aLogGroupReceivesEachLineWhileTheSessionLasts() {
    publicInstance();
    group();
    allow("logs:*", "*");
    StartSessionResponse session = session("cloudWatchLogGroupName=/team");
    try (SessionClient client = new SessionClient(session)) {
      client.until("sh-5.2$ ");
      client.type(0, "echo hello\r");
      client.until("hello\r\n");

      assertThat(events(session.sessionId())).contains("sh-5.2$ echo hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs:DescribeLogGroups", "logs:CreateLogStream", "logs:PutLogEvents"})
  void aLogGroupStaysEmptyWithoutAPermission(String missing) {
    publicInstance();
    group();
    allow("logs:*", "*");
    fixture.iam.putRolePolicy(r ->
        r.roleName("app")
            .policyName("deny")
            .policyDocument(
                """
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Deny","Action":"%s","Resource":"*"}]}\
                """
                    .formatted(missing)));
    StartSessionResponse session = session("cloudWatchLogGroupName=/team");
    starts(session);
    fixture.ssm.terminateSession(r -> r.sessionId(session.sessionId()));

    assertThat(events(session.sessionId())).contains("ResourceNotFoundException");
  }

  @Test
  void anEncryptedLogGroupIsDemanded() {
    publicInstance();
    group();
    allow("logs:*", "*");
    ends(
        session("cloudWatchLogGroupName=/team", "cloudWatchEncryptionEnabled=true"), NOT_ENCRYPTED);

    calls.logs("AssociateKmsKey", "{'logGroupName': '/team', 'kmsKeyId': '%s'}".formatted(key()));
    starts(fixture.ssm.startSession(r -> r.target(instance).documentName(DOCUMENT)));
  }

  @Test
  void aSessionNeedsItsKey() {
    publicInstance();
    String key = key();
    ends(session("kmsKeyId=" + key), "role app does not allow kms:Decrypt on " + key);

    allow("kms:Decrypt", key);
    starts(fixture.ssm.startSession(r -> r.target(instance).documentName(DOCUMENT)));
    calls.kms("DisableKey", "{'KeyId': '%s'}".formatted(key));
    ends(
        fixture.ssm.startSession(r -> r.target(instance).documentName(DOCUMENT)),
        "DisabledException: " + key);
  }

  @Test
  void aBucketReceivesTheLogAtTheEnd() {
    publicInstance();
    calls.s3(
        "PUT",
        "/team-logs",
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
            + "</CreateBucketConfiguration>",
        "eu-west-1");
    ends(
        session("s3BucketName=team-logs", "s3KeyPrefix=team/", "s3EncryptionEnabled=true"),
        "unable to validate encryption on Amazon S3 bucket. Error: AccessDeniedException");
    allow("s3:GetEncryptionConfiguration", "arn:aws:s3:::team-logs");
    allow("s3:PutObject", "arn:aws:s3:::team-logs/team/*");
    StartSessionResponse session =
        fixture.ssm.startSession(r -> r.target(instance).documentName(DOCUMENT));
    starts(session);
    String object = "/team-logs/team/%s.log".formatted(session.sessionId());
    assertThat(calls.s3("GET", object, "", "eu-west-1").statusCode()).isEqualTo(404);
    fixture.ssm.terminateSession(r -> r.sessionId(session.sessionId()));

    assertThat(calls.s3("GET", object, "", "eu-west-1").body()).isEqualTo("sh-5.2$ ");
    assertThat(calls.s3("HEAD", "/team-logs", "", "us-east-1").headers().map())
        .extractingByKey("x-amz-bucket-region")
        .asString()
        .contains("eu-west-1");
  }

  @Test
  void theUserHasToExist() {
    publicInstance();
    ends(
        session("runAsEnabled=true", "runAsDefaultUser=nobody"),
        "failed to start pty since RunAs user nobody does not exist");
  }

  @Test
  void aPrivateInstanceNeedsAnEndpointForKms() {
    String group = fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(5));
    launch();
    String key = key();
    allow("kms:Decrypt", key);
    ends(session("kmsKeyId=" + key), "kms.eu-west-1.amazonaws.com/");

    fixture.ec2.createVpcEndpoint(r ->
        r.vpcId(fixture.vpc)
            .vpcEndpointType(VpcEndpointType.INTERFACE)
            .serviceName("com.amazonaws.eu-west-1.kms")
            .subnetIds(fixture.workSubnet)
            .securityGroupIds(group)
            .privateDnsEnabled(true));
    fixture.pass(Duration.ofMinutes(5));
    starts(fixture.ssm.startSession(r -> r.target(instance).documentName(DOCUMENT)));
  }

  @Test
  void aPrivateInstanceReachesItsBucketThroughAGatewayEndpoint() {
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(5));
    launch();
    calls.s3(
        "PUT",
        "/team-logs",
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
            + "</CreateBucketConfiguration>",
        "eu-west-1");
    allow("s3:*", "*");
    ends(
        session("s3BucketName=team-logs", "s3EncryptionEnabled=true"),
        "s3.eu-west-1.amazonaws.com/");

    fixture.ec2.createVpcEndpoint(r ->
        r.vpcId(fixture.vpc)
            .vpcEndpointType(VpcEndpointType.GATEWAY)
            .serviceName("com.amazonaws.eu-west-1.s3")
            .routeTableIds(fixture.workTable));
    fixture.pass(Duration.ofMinutes(5));
    starts(fixture.ssm.startSession(r -> r.target(instance).documentName(DOCUMENT)));
  }
}
