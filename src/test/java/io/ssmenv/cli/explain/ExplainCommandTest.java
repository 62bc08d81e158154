package io.ssmenv.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.PublicImages;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What the command says. {@code ExplainCommandIT} has a path that somebody breaks. */
class ExplainCommandTest {

  static SsmManagedEnvironment environment(String metadata, String instances, String... more) {
    return new KubernetesSerialization()
        .unmarshal(
            """
            apiVersion: ssmenv.io/v1alpha1
            kind: SsmManagedEnvironment
            metadata: {name: reports, namespace: team-a, uid: uid-1%s}
            spec:
              region: eu-west-1
              connectivity: {pattern: ElasticIp}
              instances: [%s]
              %s
            """
                .formatted(metadata, instances, String.join("\n", more)),
            SsmManagedEnvironment.class);
  }

  private static ExplainRun run(Optional<SsmManagedEnvironment> found) {
    return new ExplainRun(
        new KnownCluster("cluster", "team-a", _ -> found),
        () -> {
          throw new AssertionError("AWS is asked");
        });
  }

  @Test
  void anEnvironmentThatDoesNotExistIsOneLine() {
    ExplainRun unknown = run(Optional.empty());
    assertThat(unknown.explain("reports")).isEqualTo(1);
    assertThat(unknown.err)
        .startsWith("explain: The namespace team-a has no SsmManagedEnvironment reports. List")
        .hasLineCount(1);
  }

  @Test
  void anInstanceThatIsNotLaunchedHasNoPathYetAndNothingIsWritten() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      ExplainRun run =
          new ExplainRun(
              new KnownCluster(
                  "cluster", "team-a", _ -> Optional.of(environment("", "{name: app}"))),
              () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"));
      assertThat(run.explain("reports")).as(run.err).isEqualTo(2);
      assertThat(run.out)
          .startsWith("team-a/reports: eu-west-1, account 111122223333\n\napp-0 is not online")
          .contains("? instance            app-0 is not launched yet.");
      assertThat(run.explain("reports", "web-7")).isEqualTo(1);
      assertThat(run.err)
          .isEqualTo("explain: team-a/reports has no instance web-7. It has: app-0\n");
      assertThat(run.explain("reports", "-o", "json")).isEqualTo(2);
      assertThat(run.out)
          .contains("\"format\" : \"ssmenv.io/explanation/v1\"", "\"online\" : false")
          .contains("\"kind\" : \"INSTANCE\"", "\"verdict\" : \"unknown\"");
      assertThat(aws.callLog().calls()).isNotEmpty().noneMatch(CallRecord::mutating);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{name: app, count: 0}"})
  void anEnvironmentWithoutInstancesHasNoneThatCouldBeNamed(String none) throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      ExplainRun run =
          new ExplainRun(
              new KnownCluster("cluster", "team-a", _ -> Optional.of(environment("", none))),
              () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"));
      assertThat(run.explain("reports", "app-0")).isEqualTo(1);
      assertThat(run.err)
          .isEqualTo(
              "explain: team-a/reports has no instance app-0. It has none, because its spec asks"
                  + " for none\n");
      assertThat(run.explain("reports")).isZero();
      assertThat(run.out).endsWith("It has no instances, because its spec asks for none.\n");
    }
  }

  @Test
  void aDeletedInstanceHasNoPathAndIsNotSaidToBeLaunchedLater() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      SsmManagedEnvironment deleted =
          environment(", deletionTimestamp: \"2026-11-27T00:00:00Z\"", "{name: app}");
      ExplainRun run =
          new ExplainRun(
              new KnownCluster("cluster", "team-a", _ -> Optional.of(deleted)),
              () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"));
      assertThat(run.explain("reports")).as(run.err).isZero();
      assertThat(run.out).endsWith("team-a/reports is being deleted.\nIt has no instances.\n");
      assertThat(run.explain("reports", "-o", "json")).isZero();
      assertThat(run.out).contains("\"deletion\" : \"team-a/reports is being deleted\"");
      assertThat(run.explain("reports", "app-0")).isEqualTo(1);
      assertThat(run.err)
          .isEqualTo(
              "explain: team-a/reports has no instance app-0. It has none any more: team-a/reports is"
                  + " being deleted\n");
    }
  }

  @Test
  void theConsoleOfAnInstanceThatHasNeverRegisteredIsShown() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        Ec2Client ec2 = AwsClients.inProcess(aws).ec2()) {
      String vpc = ec2.createVpc(r -> r.cidrBlock("10.20.0.0/16")).vpc().vpcId();
      await()
          .until(() ->
              !ec2.describeVpcs(r -> r.filters(f -> f.name("vpc-id").values(vpc)))
                  .vpcs()
                  .isEmpty());
      String subnet =
          ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.1.0/24")).subnet().subnetId();
      await()
          .until(() ->
              !ec2.describeSubnets(r -> r.filters(f -> f.name("subnet-id").values(subnet)))
                  .subnets()
                  .isEmpty());
      List<Tag> tags =
          new Ownership("cluster", "uid-1", "team-a/reports", new Key("instance/app-0"))
              .tags().entrySet().stream()
                  .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                  .toList();
      String id =
          ec2.runInstances(r ->
                  r.imageId(PublicImages.of("eu-west-1").getFirst().id())
                      .instanceType("t3.micro")
                      .minCount(1)
                      .maxCount(1)
                      .subnetId(subnet)
                      .tagSpecifications(s -> s.resourceType("instance").tags(tags)))
              .instances()
              .getFirst()
              .instanceId();
      aws.instanceFaults().writeConsole(id, "[ 1.0] ok\n\u001B[31mKernel panic\u001B[0m\n");
      ExplainRun run =
          new ExplainRun(
              new KnownCluster(
                  "cluster", "team-a", _ -> Optional.of(environment("", "{name: app}"))),
              () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> {
            assertThat(run.explain("reports")).as(run.err).isEqualTo(2);
            assertThat(run.out)
                .contains(
                    "  The last lines of its console output:\n  | [ 1.0] ok\n  | Kernel panic\n");
          });
      aws.faults().outage(FaultTarget.forAction("GetConsoleOutput"));
      assertThat(run.explain("reports")).isEqualTo(2);
      assertThat(run.out).contains("  Its console output could not be read: ");
    }
  }
}
