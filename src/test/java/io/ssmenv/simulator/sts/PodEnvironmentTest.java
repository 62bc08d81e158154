package io.ssmenv.simulator.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's default credentials work with the environment that EKS sets in a pod. */
class PodEnvironmentTest {
  private static final String ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C";
  private static final String OPERATOR = "system:serviceaccount:ssmenv-system:ssmenv-operator";

  @TempDir private Path directory;

  @Test
  void aProcessWithATokenFileAndARoleNeedsNoAccessKey() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE));
        var iam = AwsClients.of(aws).iam()) {
      iam.createOpenIDConnectProvider(
          r -> r.url("https://" + ISSUER).clientIDList("sts.amazonaws.com"));
      String trust =
          Files.readString(Path.of("deploy/iam/trust-irsa.json"))
              .replace("ACCOUNT_ID", "111122223333")
              .replace("OIDC_PROVIDER", ISSUER);
      String role =
          iam.createRole(r -> r.roleName("operator").assumeRolePolicyDocument(trust)).role().arn();
      assertThat(run(aws, role))
          .startsWith("arn:aws:sts::111122223333:assumed-role/operator/aws-sdk-java");
    }
  }

  private String run(SimulatedAws aws, String role) throws Exception {
    Path token =
        Files.writeString(
            directory.resolve("token"),
            PodToken.of(
                Map.of(
                    "iss",
                    "https://" + ISSUER,
                    "sub",
                    OPERATOR,
                    "aud",
                    "sts.amazonaws.com",
                    "exp",
                    Instant.now().plusSeconds(3600).getEpochSecond())));
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SignedCallerIdentity.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    program.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    program
        .environment()
        .putAll(
            Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(),
                "AWS_ROLE_ARN", role,
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", directory.resolve("none").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString()));
    Process process = program.start();
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
