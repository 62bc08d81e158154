package io.ssmenv.aws.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Key;
import java.io.IOException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A simulated AWS with an attacker who has the operator's credentials. */
abstract class StolenCredentialsTest {

  static final Map<String, String> OWN_TAGS = tagsOf("this-cluster");
  static final Map<String, String> FOREIGN_TAGS = tagsOf("other-cluster");

  private static final String KEY = "AKIDOPERATOR";
  private static final Map<String, String> ROLE_TAGS = Map.of("ssmenv-cluster", "this-cluster");

  private SimulatedAws aws;

  /** With the operator's credentials. */
  Ec2Client ec2;

  IamClient iam;
  SsmClient ssm;

  /** With all permissions. */
  Ec2Client adminEc2;

  IamClient adminIam;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE));
    AwsClients admin = AwsClients.of(aws);
    adminEc2 = admin.ec2();
    adminIam = admin.iam();
    ec2 = admin.as(KEY).ec2();
    iam = admin.as(KEY).iam();
    ssm = admin.as(KEY).ssm();
    restrict(PolicyOptions.defaults());
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  final void restrict(PolicyOptions options) {
    restrict(options, ROLE_TAGS);
  }

  final void restrict(PolicyOptions options, Map<String, String> roleTags) {
    aws.callerPolicies()
        .restrict(KEY, OperatorPolicies.of(options).stream().map(Policy::json).toList(), roleTags);
  }

  static void assertDenied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            error ->
                assertThat(error.awsErrorDetails().errorCode())
                    .isIn("UnauthorizedOperation", "AccessDenied", "AccessDeniedException"));
  }

  private static Map<String, String> tagsOf(String cluster) {
    return new Owner(cluster, "uid", "team-a/reports").of(Key.of("vpc")).tags();
  }
}
