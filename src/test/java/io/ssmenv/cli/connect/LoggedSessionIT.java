package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.sessionplugin.PluginBuild;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.ssm.EnvironmentFixture;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.SsmDocument;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** A session with a log, with AWS's own session-manager-plugin, on a private instance. */
class LoggedSessionIT {

  private static final String KEY = "AKIDPERSON";
  private static final String LOG_GROUP = "/ssm/sessions";
  private static final String PROMPT = "sh-5.2$ ";

  /** Simulated time passes 20 times faster than real time. */
  private static final Duration STEP = Duration.ofMillis(400);

  private static final long REAL_STEP_MILLIS = 20;

  private final VirtualTime clock = new VirtualTime();
  private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private Path plugin;
  private String instance;
  private String endpoints;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    plugin =
        PluginBuild.at(
                CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home"))))
            .ensure(System.err::println);
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    endpoints = fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(10));
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(10));
    var passing = time.scheduleAtFixedRate(this::pass, 0, REAL_STEP_MILLIS, TimeUnit.MILLISECONDS);
    assertThat(passing.isDone()).isFalse();
  }

  private void pass() {
    clock.pass(STEP);
    aws.accounts().all().forEach(account -> account.locked(aws.clock(), now -> now));
  }

  @AfterEach
  void stop() {
    time.shutdownNow();
    fixture.close();
    aws.close();
  }

  private List<Session> active() {
    return fixture.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions();
  }

  /** With the document, the policy and the endpoint that the operator builds. */
  @Test
  void whatIsTypedInASessionIsInTheLogGroupOfItsEnvironment() throws Exception {
    SsmDocument document = configureSessions();
    try (CloudWatchLogsClient logs = AwsClients.of(aws).logs();
        TerminalCommand command =
            TerminalCommand.withDocument(
                document.name(), aws.endpoint(), KEY, plugin, instance, "connect", "reports")) {
      command.awaitOutput(PROMPT);
      assertThat(active()).extracting(Session::documentName).containsExactly(document.name());
      command.type("echo on the record\n");
      command.awaitOutput("\non the record\n" + PROMPT);
      String stream = active().getFirst().sessionId();
      await()
          .untilAsserted(() ->
              assertThat(
                      logs.getLogEvents(r -> r.logGroupName(LOG_GROUP).logStreamName(stream))
                          .events())
                  .extracting(OutputLogEvent::message)
                  .anyMatch(message -> message.contains("on the record")));
      command.type("exit\n");

      assertThat(command.awaitExit()).as(command.output()).isZero();
    }
  }

  private SsmDocument configureSessions() {
    Topology desired =
        new TopologyBuilder()
            .build(
                "lab",
                "uid",
                "reports",
                new EnvironmentSpec(
                    "eu-west-1",
                    new Connectivity(Pattern.PRIVATE_ENDPOINTS, null),
                    null,
                    List.of(new InstanceGroup("app", 0, null, null, null)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    new SessionSettings(
                        new SessionLog(LOG_GROUP, null), null, null, "5m", "1h", null),
                    null,
                    null),
                Facts.of(List.of("eu-west-1a"), Map.of(), Set.of(), Optional.empty()));
    SsmDocument document = (SsmDocument) desired.find(SsmDocument.KEY).orElseThrow();
    RoleInlinePolicy policy = desired.all(RoleInlinePolicy.class).getFirst();
    VpcEndpoint endpoint = (VpcEndpoint) desired.find(Key.of("vpcendpoint", "logs")).orElseThrow();
    fixture.ec2.createVpcEndpoint(r ->
        r.vpcId(fixture.vpc)
            .vpcEndpointType(VpcEndpointType.INTERFACE)
            .serviceName(endpoint.service())
            .subnetIds(fixture.workSubnet)
            .securityGroupIds(endpoints)
            .privateDnsEnabled(true));
    fixture.iam.putRolePolicy(
        r -> r.roleName("app").policyName(policy.name()).policyDocument(policy.document()));
    fixture.ssm.createDocument(r ->
        r.name(document.name()).content(document.content()).documentType(DocumentType.SESSION));
    try (CloudWatchLogsClient logs = AwsClients.of(aws).logs()) {
      logs.createLogGroup(r -> r.logGroupName(LOG_GROUP));
    }
    fixture.pass(Duration.ofMinutes(10));
    return document;
  }
}
