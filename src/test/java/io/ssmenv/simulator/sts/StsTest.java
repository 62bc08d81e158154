package io.ssmenv.simulator.sts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Two accounts: {@code here} has clients in the first one, {@code there} in the second one, which
 * has the roles.
 */
abstract class StsTest {
  static final String HERE = "111122223333";
  static final String THERE = "444455556666";
  static final String ROOT_HERE = "arn:aws:iam::111122223333:root";
  static final String USER_KEY = "AKIDTEST";
  static final String ROLE = "arn:aws:iam::444455556666:role/visited";

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  SimulatedAws aws;
  AwsClients here;
  AwsClients there;

  @BeforeEach
  void start() throws IOException {
    aws =
        SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE).withRealTime(now::get));
    aws.accounts().assign("AKIDTHERE", THERE);
    here = AwsClients.of(aws);
    there = here.as("AKIDTHERE");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  void pass(Duration duration) {
    now.updateAndGet(before -> before.plus(duration));
  }

  Instant now() {
    return now.get();
  }

  static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  static String statement(String action, String more) {
    return json("{'Effect':'Allow','Action':%s,'Resource':'*'%s}".formatted(action, more));
  }

  static String policy(String... statements) {
    return json("{'Version':'2012-10-17','Statement':[%s]}")
        .formatted(String.join(",", statements));
  }

  /** Returns a trust policy with one statement. */
  static String trust(String principal, String more) {
    return json(
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':'%s'},'Action':['sts:AssumeRole','sts:TagSession']%s}]}"
            .formatted(principal, more));
  }

  /** Creates a role in the second account, with the ARN {@link #ROLE}. */
  void role(String trust) {
    there.iam().createRole(r -> r.roleName("visited").assumeRolePolicyDocument(trust));
  }

  void permit(String... statements) {
    there
        .iam()
        .putRolePolicy(
            r -> r.roleName("visited").policyName("p").policyDocument(policy(statements)));
  }

  void restrict(String accessKeyId, String... statements) {
    aws.callerPolicies().restrict(accessKeyId, List.of(policy(statements)), Map.of());
  }

  AssumeRoleResponse assume(AwsClients caller, Consumer<AssumeRoleRequest.Builder> more) {
    try (var sts = caller.sts()) {
      return sts.assumeRole(r -> {
        r.roleArn(ROLE).roleSessionName("visit");
        more.accept(r);
      });
    }
  }

  AwsClients session(Consumer<AssumeRoleRequest.Builder> more) {
    Credentials got = assume(here, more).credentials();
    return here.with(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                got.accessKeyId(), got.secretAccessKey(), got.sessionToken())));
  }

  static void refused(ThrowingCallable call, String code, int status, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              Assertions.assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              Assertions.assertThat(e.statusCode()).isEqualTo(status);
            })
        .hasMessageContaining(message);
  }
}
