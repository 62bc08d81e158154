package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.permission.ConnectPolicy;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The policy of {@code iam-policies --connect} as that of a role that several people assume. */
class ConnectPolicyOfRoleTest {

  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}]}
      """;

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
    fixture.ec2.createTags(r ->
        r.resources(instance)
            .tags(
                Tag.builder().key("ssmenv.io/cluster").value("cluster").build(),
                Tag.builder().key("ssmenv.io/owner").value("team-a/reports").build()));
    fixture.pass(Duration.ofMinutes(3));
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  /** The ids of the sessions of {@code ann-x} begin with {@code ann-}, too. */
  @Test
  void aNameThatBeginsAnotherOneOpensNoneOfItsSessions() {
    role();
    try (SsmClient ann = assumed("ann");
        SsmClient other = assumed("ann-x")) {
      String own = ann.startSession(r -> r.target(instance)).sessionId();
      String others = other.startSession(r -> r.target(instance)).sessionId();
      assertThat(others).startsWith("ann-");

      assertThatThrownBy(() -> ann.resumeSession(r -> r.sessionId(others)))
          .hasMessageContaining("ssm:ResumeSession");
      assertThatThrownBy(() -> ann.terminateSession(r -> r.sessionId(others)))
          .hasMessageContaining("ssm:TerminateSession");
      assertThat(ann.resumeSession(r -> r.sessionId(own)).tokenValue()).isNotEmpty();
      assertThat(ann.terminateSession(r -> r.sessionId(own)).sessionId()).isEqualTo(own);
    }
  }

  private void role() {
    try (IamClient iam = AwsClients.of(aws).iam()) {
      iam.createRole(r -> r.roleName("people").assumeRolePolicyDocument(TRUST));
      iam.putRolePolicy(r ->
          r.roleName("people")
              .policyName("connect")
              .policyDocument(
                  ConnectPolicy.of(
                          "aws",
                          "cluster",
                          "team-a",
                          Optional.of("reports"),
                          false,
                          Optional.empty())
                      .json()));
    }
    fixture.pass(Duration.ofMinutes(1));
  }

  private SsmClient assumed(String name) {
    try (StsClient sts = AwsClients.of(aws).sts()) {
      Credentials temporary =
          sts.assumeRole(
                  r -> r.roleArn("arn:aws:iam::111122223333:role/people").roleSessionName(name))
              .credentials();
      return AwsClients.of(aws)
          .with(
              StaticCredentialsProvider.create(
                  AwsSessionCredentials.create(
                      temporary.accessKeyId(),
                      temporary.secretAccessKey(),
                      temporary.sessionToken())))
          .ssm();
    }
  }
}
