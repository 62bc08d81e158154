package io.ssmenv.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.ssmenv.cli.command.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IamPoliciesCommandTest {

  private static final String POLICY = "arn:aws-cn:iam::111122223333:policy/";

  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int execute(String... options) {
    return OperatorMain.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(Stream.of("iam-policies", folder.toString()), Stream.of(options))
                .toArray(String[]::new));
  }

  @Test
  void withoutOptionsTheFilesEqualThoseInTheRepository() throws IOException {
    assertThat(execute()).isZero();
    try (Stream<Path> written = Files.list(folder)) {
      assertThat(written)
          .hasSize(5)
          .allSatisfy(file ->
              assertThat(file)
                  .hasSameTextualContentAs(
                      Path.of("deploy", "iam").resolve(file.getFileName().toString())));
    }
  }

  @Test
  void partitionPoliciesAndBoundaryAreInTheFiles() throws IOException {
    assertThat(
            execute(
                "--partition=aws-cn",
                "--allow-managed-policy=" + POLICY + "further",
                "--require-permissions-boundary=" + POLICY + "boundary"))
        .isZero();
    String iam = Files.readString(folder.resolve("ssmenv-iam.json"));
    assertThat(iam)
        .contains(POLICY + "further", "\"iam:PermissionsBoundary\": \"" + POLICY + "boundary\"")
        .contains("arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore")
        .doesNotContain("arn:aws:");
  }

  @Test
  void anUnknownPartitionIsAUsageError() {
    assertThat(execute("--partition=moon")).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("--partition must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--require-permissions-boundary", "--allow-managed-policy"})
  void anArnThatIsNoneIsAUsageErrorAndNothingIsWritten(String option) throws IOException {
    assertThat(execute(option + "=x")).isEqualTo(Program.FAILURE);
    assertThat(err.toString())
        .contains(option + " must be the ARN of an IAM policy, such as arn:aws:iam::");
    try (Stream<Path> written = Files.list(folder)) {
      assertThat(written).isEmpty();
    }
  }

  @Test
  void tooManyManagedPoliciesForIamsSizeLimitAreAnError() {
    String[] many =
        IntStream.range(0, 100)
            .mapToObj(i -> "--allow-managed-policy=" + POLICY + "p".repeat(50) + i)
            .toArray(String[]::new);
    assertThat(execute(many)).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("IAM allows 6144");
  }

  @Test
  void thePolicyOfAPersonIsPrinted() {
    StringWriter out = new StringWriter();
    assertThat(
            OperatorMain.commandLine()
                .setOut(new PrintWriter(out))
                .execute("iam-policies", "--connect", "team-a/reports", "--cluster-id", "c-1"))
        .isZero();
    assertThat(out.toString())
        .contains("\"ssm:resourceTag/ssmenv.io/owner\": \"team-a/reports\"")
        .contains("\"ssm:resourceTag/ssmenv.io/cluster\": \"c-1\"");
  }

  @Test
  void aClusterThatDoesNotAnswerIsNotCalledUnconfigured() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + closed)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build()) {
      assertThatThrownBy(() -> ConnectScope.clusterId(client))
          .hasMessageStartingWith("The cluster at http://127.0.0.1:" + closed)
          .hasMessageContaining("does not answer when it is asked for the namespace kube-system.")
          .hasMessageContaining("Try again, or check KUBECONFIG. Set --cluster-id to");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "team-a/*", "Team", "a/b/c"})
  void aPersonsScopeHasNoWildcards(String scope) {
    assertThat(
            OperatorMain.commandLine()
                .setErr(new PrintWriter(err))
                .execute("iam-policies", "--connect", scope, "--cluster-id", "c-1"))
        .isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("--connect must be NAMESPACE or NAMESPACE/NAME");
  }
}
