package io.ssmenv.cli.orphans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import io.ssmenv.operator.SessionResource;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The printed manifest, applied as it is, takes everything over and changes nothing but tags. */
@ExtendWith(ApiServerExtension.class)
class AdoptionManifestIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** The tags of an adoption, and the heartbeat of the operator. */
  private static final Set<String> ALLOWED =
      Set.of("CreateTags", "TagRole", "TagInstanceProfile", "AddTagsToResource", "PutParameter");

  private static final Set<SessionResource> OF_SESSIONS =
      Set.of(
          new SessionResource("arn:aws:logs:eu-west-1:*:log-group:*"),
          new SessionResource("arn:aws:s3:::*"),
          new SessionResource("arn:aws:kms:eu-west-1:*:*"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{pattern: ElasticIp}",
        "{pattern: NatGateway}",
        "{pattern: PrivateEndpoints, endpoints: {s3Gateway: false, additional: [logs]}}"
      })
  void theManifestChangesNothingButTags(String connectivity, ApiServer server) throws Exception {
    Environments environments = new Environments(server, "printed");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws, OF_SESSIONS)) {
      assertThat(operator.isLive()).isTrue();
      environments.apply(
          Environments.yaml(
              "former",
              """
              region: eu-west-1
              connectivity: %s
              drift: {interval: 5s}
              deletionPolicy: Retain
              network: {cidr: 10.77.0.0/20, availabilityZones: 2}
              instances: [{name: app, count: 2}, {name: web-b, type: t3.small}]
              tags: {team: "on", cost-center: "0815"}
              sessions:
                log: {cloudWatchGroup: /ssm/sessions, s3Bucket: example-sessions}
                kmsKeyId: alias/sessions
                runAs: operator
                idleTimeout: 5m
                maxDuration: 1h30m
                shellProfile: {linux: "echo \\"ü\\" && date"}
              """
                  .formatted(connectivity)));
      environments.awaitReady("former");
      String id = environments.get("former").getMetadata().getUid();
      environments.delete("former");
      environments.awaitGone("former");
      Set<String> before = ids(aws);

      String yaml = manifest(aws, "it-" + environments.namespace(), id);
      int mark = aws.callLog().calls().size();
      environments.apply(yaml);
      environments.awaitReady("former");
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(environments.isTrue("former", "InSync"))
                  .as(environments.describe("former"))
                  .isTrue());
      assertThat(environments.get("former").getStatus().environmentId()).isEqualTo(id);
      assertThat(ids(aws)).isEqualTo(before);
      List<CallRecord> calls = aws.callLog().calls();
      assertThat(
              calls.subList(mark, calls.size()).stream()
                  .filter(CallRecord::mutating)
                  .map(CallRecord::action)
                  .collect(Collectors.toSet()))
          .as(yaml)
          .isSubsetOf(ALLOWED);
    }
  }

  private static String manifest(SimulatedAws aws, String cluster, String id) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    OrphansCommand command =
        new OrphansCommand(
            _ -> Optional.of(new FixedCluster(cluster, List.of())),
            () -> ClientFactory.of(aws.endpoint(), "AKIAORPHANS", "secret"),
            new ByteArrayInputStream("".getBytes(UTF_8)),
            () -> {},
            OrphanTiming.DELETION_PATIENCE);
    int code =
        Program.of(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("--manifest", id);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private static Set<String> ids(SimulatedAws aws) {
    return aws.resources().stream().map(ResourceSummary::id).collect(Collectors.toSet());
  }
}
