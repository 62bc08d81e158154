package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.ssmenv.api.v1alpha1.DriftStatus.DriftChange;
import io.ssmenv.api.v1alpha1.FactsStatus.ImageFact;
import io.ssmenv.api.v1alpha1.InstanceStatus.Launches;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.KubernetesCompatibility;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Environments as a real API server stores them and kubectl shows them. */
@KubernetesCompatibility
@ExtendWith(ApiServerExtension.class)
class ServedEnvironmentIT {

  private static final EnvironmentStatus EVERYTHING =
      new EnvironmentStatus(
          1L,
          1L,
          "111122223333",
          "lab",
          "0e1d2c3b",
          List.of(
              new Condition(
                  "Ready", Condition.Status.TRUE, 1L, "2026-01-02T03:04:05Z", "AllOnline", "fine"),
              new Condition("Stalled", Condition.Status.FALSE, null, null, "AllOnline", null)),
          "1/2",
          "203.0.113.10",
          Pattern.NAT_GATEWAY,
          "vpc-0123456789abcdef0",
          "AllOnline",
          List.of(
              new InstanceStatus(
                  "app-0",
                  "i-0123456789abcdef0",
                  "running",
                  "10.20.0.4",
                  "203.0.113.10",
                  "Online",
                  "2026-01-02T03:04:05Z",
                  "3.3.40.0",
                  new EgressStatus("203.0.113.10", "203.0.113.10", "2026-01-02T03:04:05Z", null),
                  null,
                  new InstanceHealthStatus(
                      null,
                      List.of(
                          new InstanceHealthStatus.ScheduledEvent(
                              "instance-retirement", "2026-01-16T03:00:00Z"))),
                  new RebootStatus(
                      RebootStatus.State.REQUESTED, "2026-01-02T03:04:05Z", "07f0b32a9e84d1c5"),
                  null),
              new InstanceStatus(
                  "app-1",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  "route rtb-0123456789abcdef0",
                  new InstanceHealthStatus(List.of("system"), null),
                  null,
                  new Launches(
                      2,
                      "2026-01-02T03:05:05Z",
                      "Client.InternalError",
                      "07f0b32a9e84d1c5",
                      "i-0123456789abcdef1"))),
          List.of(
              new ResourceStatus("natgateway/a", "nat-0123456789abcdef0", "available"),
              new ResourceStatus("natgateway/a", "nat-0123456789abcdef1", "deleting"),
              new ResourceStatus("role", "ssmenv-team-a-reports", null)),
          new DriftStatus(
              "2026-01-02T03:04:05Z",
              null,
              4,
              1,
              List.of(new DriftChange("route/workload-a/0.0.0.0/0", "missing"))),
          List.of("create route/workload-a/0.0.0.0/0: missing"),
          new FactsStatus(
              List.of("eu-west-1a"),
              List.of(new ImageFact("/ami", "ami-0123456789abcdef0", "/dev/xvda")),
              List.of("ec2messages"),
              "pl-6da54004",
              List.of(
                  new RejectedZone("eu-west-1c", RejectedZone.Lacking.INSTANCE_TYPE, "t3.micro"),
                  new RejectedZone("eu-west-1b", RejectedZone.Lacking.NAT_GATEWAY, null)),
              "2026-11"),
          List.of(new IncarnationStatus("instance/app-0", 2)),
          new PathStatus(new PathStatus.Since("2026-01-02T03:04:05Z", "00112233445566aa"), null),
          new NetworkStatus(
              List.of(new NetworkStatus.Guest("nat", "uid-nat", Map.of("a", "10.20.192.0/24"))),
              List.of("ssm")),
          2,
          "2026-01-02T03:04:05Z",
          List.of(
              new SessionWaitStatus(
                  "instance/app-0",
                  "2026-01-02T03:04:05Z",
                  "2026-01-02T03:34:05Z",
                  List.of("anna-0123456789abcdef0"),
                  true)),
          "ssmenv-reports-0123456789abcdef-sessions");

  private ApiServer server;
  private String namespace;

  @BeforeEach
  void newNamespace(ApiServer apiServer) {
    server = apiServer;
    namespace = apiServer.newNamespace("served");
  }

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void everySampleIsAccepted(Pattern pattern) throws IOException {
    try (var sample = Files.newInputStream(Samples.file(pattern))) {
      var applied =
          server
              .client()
              .genericKubernetesResources("ssmenv.io/v1alpha1", "SsmManagedEnvironment")
              .inNamespace(namespace)
              .load(sample)
              .fieldValidation(Validation.STRICT)
              .serverSideApply();
      Map<?, ?> written =
          server
              .client()
              .getKubernetesSerialization()
              .unmarshal(Files.readString(Samples.file(pattern)), Map.class);
      assertThat(applied.getAdditionalProperties().get("spec")).isEqualTo(written.get("spec"));
    }
  }

  @Test
  void kubectlShowsTheDefaultColumns() {
    createWithStatus(EVERYTHING);
    List<String> lines = kubectlGet();
    assertThat(words(lines.get(0)))
        .containsExactly("NAME", "PATTERN", "ONLINE", "READY", "DRIFT", "AGE");
    assertThat(words(lines.get(1)))
        .hasSize(6)
        .startsWith("reports", "NatGateway", "1/2", "True", "1");
  }

  @Test
  void kubectlShowsMoreColumnsWithWide() {
    createWithStatus(EVERYTHING);
    List<String> lines = kubectlGet("-o", "wide");
    assertThat(words(lines.get(0))).endsWith("AGE", "EGRESS", "REGION", "VPC", "HOST", "REASON");
    assertThat(words(lines.get(1)))
        .endsWith("203.0.113.10", "eu-west-1", "vpc-0123456789abcdef0", "AllOnline");
  }

  @ParameterizedTest
  @CsvSource({
    "spec.region=eu-west-1, true",
    "spec.region=eu-central-1, false",
    "spec.connectivity.pattern=NatGateway, true",
    "spec.connectivity.pattern=ElasticIp, false",
    "'spec.region=eu-west-1,spec.connectivity.pattern!=NatGateway', false"
  })
  void kubectlSelectsByRegionAndPattern(String selector, boolean found) {
    createWithStatus(EVERYTHING);
    assertThat(kubectlGet("--field-selector", selector, "-o", "name"))
        .isEqualTo(found ? List.of("ssmmanagedenvironment.ssmenv.io/reports") : List.of());
  }

  @Test
  void itIsInTheCategoryAwsAndNotInAll() {
    createWithStatus(EVERYTHING);
    assertThat(server.kubectl("get", "aws", "-n", namespace, "-o", "name"))
        .contains("ssmmanagedenvironment.ssmenv.io/reports");
    assertThat(server.kubectl("get", "all", "-n", namespace, "-o", "name"))
        .doesNotContain("ssmmanagedenvironment");
  }

  @Test
  void theStatusIsStoredUnchanged() {
    SsmManagedEnvironment written = createWithStatus(EVERYTHING);
    SsmManagedEnvironment read = server.client().resource(written).get();
    assertThat(read.getStatus()).isEqualTo(EVERYTHING);
    assertThat(read.getSpec()).isEqualTo(written.getSpec());
  }

  @Test
  void anEmptyStatusIsAccepted() {
    SsmManagedEnvironment written = createWithStatus(EnvironmentStatus.none());
    assertThat(server.client().resource(written).get().getStatus())
        .isEqualTo(EnvironmentStatus.none());
  }

  private SsmManagedEnvironment createWithStatus(EnvironmentStatus status) {
    SsmManagedEnvironment environment = new SsmManagedEnvironment();
    environment.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withName("reports").build());
    environment.setSpec(
        new EnvironmentSpec(
            "eu-west-1",
            new Connectivity(Pattern.NAT_GATEWAY, null),
            null,
            List.of(new InstanceGroup("app", 2, null, null, null)),
            null,
            Map.of("cost-center", "42"),
            null,
            null,
            null));
    SsmManagedEnvironment created = server.client().resource(environment).create();
    created.setStatus(status);
    return server.client().resource(created).fieldValidation(Validation.STRICT).updateStatus();
  }

  private List<String> kubectlGet(String... further) {
    List<String> arguments = new ArrayList<>(List.of("get", "ssmenv", "-n", namespace));
    arguments.addAll(List.of(further));
    return server.kubectl(arguments.toArray(String[]::new)).lines().toList();
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }
}
