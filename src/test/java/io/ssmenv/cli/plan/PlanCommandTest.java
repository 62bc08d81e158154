package io.ssmenv.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The command without a cluster. {@code PlanCommandIT} has the tests with one. */
class PlanCommandTest {

  private static final String SAMPLES = "deploy/samples";

  private final CommandRun run = new CommandRun();

  @Test
  void plansTheSamplesAgainstAnAccountAndWritesNothing() throws IOException {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      run.aws(ClientFactory.of(aws.endpoint(), "AKIAPLAN", "secret"));

      assertThat(run.plan("-f", SAMPLES)).as(run.err()).isEqualTo(2);
      assertThat(run.out())
          .containsOnlyOnce("create natgateway/a\n")
          .containsOnlyOnce("create vpcendpoint/ssm\n")
          .contains(
              "default/public: ElasticIp in eu-west-1, account 111122223333",
              "default/nat: NatGateway in the VPC of public, eu-west-1, account 111122223333",
              "default/private: PrivateEndpoints",
              "Note: its network has what its guests need, too: nat.",
              "target       natgateway/a of public (known after apply)",
              "imageId           ami-",
              "taken to be new",
              "name       (known after apply)",
              "Total: ");
      assertThat(run.err()).isEmpty();
      assertThat(aws.callLog().calls()).isNotEmpty().noneMatch(CallRecord::mutating);
      assertThat(aws.resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/public.yaml", "/private.yaml"})
  void needsNeitherClusterNorAccountOffline(String samples) {
    assertThat(run.plan("--offline", "-f", SAMPLES + samples)).as(run.err()).isEqualTo(2);
    assertThat(run.out())
        .contains("no account", "offline: the account is taken to be empty")
        .contains("imageId           (resolved at apply)", "eu-west-1a");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void saysWhatItCannotKnowOfAVpcThatExists() {
    run.input(
        environment("NatGateway", "nat")
            + "  network: {existing: {vpcId: vpc-0123456789abcdef0, cidrs: [10.1.64.0/24]}}\n");

    assertThat(run.plan("--offline", "-f", "-")).as(run.err()).isEqualTo(2);
    assertThat(run.out())
        .contains("offline: the existing VPC is taken to be as the spec needs it")
        .contains("10.1.64.0/27", "vpc-0123456789abcdef0", "create natgateway/a")
        .doesNotContain("create vpc", "create internetgateway");
  }

  @Test
  void aGuestNeedsTheFileOfItsHost() {
    assertThat(run.plan("--offline", "-f", SAMPLES + "/nat.yaml")).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "plan: default/nat: There is no environment public, in whose VPC it stands, in the namespace default. Give its file, too, or create it first\n");
  }

  @Test
  void aGuestThatCannotJoinIsRefusedAsByTheOperator() {
    run.input(
        String.join(
            "---\n",
            environment("ElasticIp", "public"),
            environment("NatGateway", "nat") + "  network: {environment: {name: public}}\n",
            environment("NatGateway", "next") + "  network: {environment: {name: nat}}\n"));

    assertThat(run.plan("--offline", "-f", "-")).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "plan: default/next: The environment nat has no VPC of its own, but stands in that of public.");
  }

  @Test
  void theJsonNamesTheHostAndEachGuestBringsWhatItNeedsOnce() {
    String guest = "  network: {environment: {name: public}}\n";
    run.input(
        String.join(
            "---\n",
            environment("PrivateEndpoints", "a") + guest,
            environment("NatGateway", "b") + guest,
            environment("NatGateway", "c") + guest,
            environment("ElasticIp", "public")));

    assertThat(run.plan("--offline", "-o", "json", "-f", "-")).as(run.err()).isEqualTo(2);
    assertThat(run.out().split("\"host\" : \"public\"", -1)).hasSize(4);
    assertThat(run.out())
        .containsOnlyOnce("\"key\" : \"natgateway/a\"")
        .containsOnlyOnce("\"key\" : \"vpcendpoint/ssm\"")
        .contains("routetable/workload-a of a (known after apply)")
        .contains("10.20.192.0/24", "10.20.193.0/24", "10.20.194.0/24");
  }

  @Test
  void readsStandardInputAndSkipsOtherObjects() {
    run.input("kind: ConfigMap\napiVersion: v1\n---\n" + environment("ElasticIp", "piped"));

    assertThat(run.plan("--offline", "-o", "json", "-f", "-", "-n", "team-a")).isEqualTo(2);
    assertThat(run.out())
        .startsWith("{")
        .contains("\"name\" : \"piped\"", "\"namespace\" : \"team-a\"");
  }

  @Test
  void aTypoIsRefusedWithItsPath(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("env.yaml");
    Files.writeString(file, environment("ElasticIp", "typo").replace("instances", "instanses"));

    assertThat(run.plan("--offline", "-f", file.toString())).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "plan: %s: typo: spec.instances: Required value; spec.instanses: unknown field; did you mean instances?\n"
                .formatted(file));
  }

  @Test
  void aRuleOfTheDefinitionIsCheckedWithoutACluster() {
    run.input(environment("NatGateway", "rule") + "  network: {cidr: 10.0.0.1/16}\n");

    assertThat(run.plan("--offline", "-f", "-")).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "plan: Standard input: rule: spec.network.cidr must start at the first address");
  }

  @Test
  void missingFilesEmptyFilesAndBrokenYamlAreOneLine(@TempDir Path folder) throws IOException {
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, "kind: [\n");
    Path other = folder.resolve("other.yaml");
    Files.writeString(other, "kind: Pod\n");

    assertThat(run.plan("--offline", "-f", "nowhere.yaml")).isEqualTo(1);
    assertThat(run.err()).isEqualTo("plan: The file nowhere.yaml does not exist\n");
    assertThat(run.plan("--offline", "-f", other.toString())).isEqualTo(1);
    assertThat(run.err()).isEqualTo("plan: " + other + " contains no SsmManagedEnvironment\n");
    assertThat(run.plan("--offline", "-f", broken.toString())).isEqualTo(1);
    assertThat(run.err()).startsWith("plan: " + broken + ", line ").hasLineCount(1);
    assertThat(run.plan("--offline", "-f", "deploy")).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("plan: deploy contains no SsmManagedEnvironment; its subfolders are not read\n");
  }

  @Test
  void theSameEnvironmentTwiceIsAnError() {
    run.input(environment("ElasticIp", "one") + "---\n" + environment("NatGateway", "one"));

    assertThat(run.plan("--offline", "-f", "-")).isEqualTo(1);
    assertThat(run.err()).isEqualTo("plan: Standard input: default/one is in the files twice\n");
  }

  @Test
  void missingCredentialsAreOneLine() {
    run.aws(
        new ClientFactory(
            () -> {
              throw SdkClientException.create("Unable to load credentials");
            },
            Optional.empty()));

    assertThat(run.plan("-f", SAMPLES)).isEqualTo(1);
    assertThat(run.err())
        .startsWith("plan: No usable AWS credentials were found. Set AWS_PROFILE")
        .hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anAccountThatDoesNotAnswerIsOneLine() {
    run.aws(ClientFactory.of(URI.create("http://127.0.0.1:1"), "AKIAPLAN", "secret"));

    assertThat(run.plan("-f", SAMPLES + "/public.yaml")).isEqualTo(1);
    assertThat(run.err()).startsWith("plan: default/public: ").hasLineCount(1);
  }

  @Test
  void aKubeconfigThatDoesNotExistIsOneLine() {
    run.cluster(() ->
        KubernetesCluster.connect(Map.of("KUBECONFIG", "/nowhere/config"), Optional.empty())
            .orElseThrow());

    assertThat(run.plan("-f", SAMPLES)).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "plan: KUBECONFIG is /nowhere/config, but there is no such file. Correct or unset it\n");
  }

  @Test
  void aNameNeedsACluster() {
    assertThat(run.plan("private")).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("plan: No cluster is configured. Set KUBECONFIG, or give the file with -f\n");
    assertThat(run.plan("private", "--offline")).isEqualTo(1);
    assertThat(run.plan()).isEqualTo(1);
    assertThat(run.plan("private", "-f", SAMPLES)).isEqualTo(1);
    assertThat(run.plan("--nonsense")).as("2 means changes").isEqualTo(1);
  }

  private static String environment(String pattern, String name) {
    return """
    apiVersion: ssmenv.io/v1alpha1
    kind: SsmManagedEnvironment
    metadata: {name: %s}
    spec:
      region: eu-west-1
      connectivity: {pattern: %s}
      instances: [{name: app}]
    """
        .formatted(name, pattern);
  }
}
