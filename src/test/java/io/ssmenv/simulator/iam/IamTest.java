package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tests IAM through the SDK, with consistent reads. */
abstract class IamTest {
  static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
      """;
  static final String PERMISSIONS =
      """
      {"Version":"2012-10-17",
       "Statement":[{"Effect":"Allow","Action":"ssm:*","Resource":"*"}]}\
      """;
  static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

  SimulatedAws aws;
  IamClient iam;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE));
    iam = AwsClients.of(aws).iam();
  }

  @AfterEach
  void stop() {
    iam.close();
    aws.close();
  }

  Role role(String name, Consumer<CreateRoleRequest.Builder> more) {
    return iam.createRole(
            r -> {
              r.roleName(name).assumeRolePolicyDocument(TRUST);
              more.accept(r);
            })
        .role();
  }

  Role role(String name) {
    return role(name, _ -> {});
  }

  /** Returns the ARN of a managed policy of the account. */
  String policy(String name) {
    return iam.createPolicy(r -> r.policyName(name).policyDocument(PERMISSIONS)).policy().arn();
  }

  String policy() {
    return policy("boundary");
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Asserts that a call fails with an error code and HTTP status. */
  static void refused(Runnable call, String code, int status, String message) {
    Assertions.assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            IamException.class,
            e -> {
              Assertions.assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              Assertions.assertThat(e.statusCode()).isEqualTo(status);
            })
        .hasMessageContaining(message);
  }
}
