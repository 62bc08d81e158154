package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.cloud.Owner;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The encryption of the bucket of sessions cannot be read. */
@Execution(ExecutionMode.CONCURRENT)
class BucketElsewhereTest {

  private static final String BUCKET = "sessions: {log: {s3Bucket: example-sessions}}";

  private final EngineScenario scenario = EngineScenario.open(157);

  @BeforeEach
  void deny() {
    scenario.aws.accounts().ofAccessKey(EngineScenario.ENGINE_KEY).enableRegion("us-east-2");
    scenario.aws.faults().refuse("GetBucketEncryption", AwsErrors.of("AccessDenied"), 10_000);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  private Owner apply(String pattern, String region) {
    try (S3Client s3 = scenario.otherClient.in(Region.of(region)).s3()) {
      s3.createBucket(r ->
          r.bucket("example-sessions")
              .createBucketConfiguration(c -> c.locationConstraint(region)));
    }
    return scenario.harness.apply("app", EngineScenario.spec(pattern, BUCKET));
  }

  private void await(Owner owner, String reason, String... parts) {
    scenario.eventually(() -> {
      Condition now =
          scenario
              .harness
              .status(owner)
              .condition("SessionsConfigured")
              .orElseThrow(() -> new AssertionError("no condition"));
      assertThat(now.reason()).as(scenario.describe(owner)).isEqualTo(reason);
      assertThat(now.message()).contains(parts).doesNotContain("..");
    });
  }

  @Test
  void withoutTheInternetItIsWrongHoweverItIsEncrypted() {
    Owner owner = apply("PrivateEndpoints", "us-east-2");
    await(
        owner,
        "BucketUnusable",
        "The bucket example-sessions is in us-east-2, but the instances have no Internet access");
  }

  @Test
  void aDenialInAnotherRegionIsToldBesideWhatIsRight() {
    Owner owner = apply("NatGateway", "us-east-2");
    await(
        owner,
        "Configured",
        "and use the bucket example-sessions",
        "The encryption of the bucket in us-east-2 is not known: GetBucketEncryption: AccessDenied",
        "If the policy ssmenv-sessions is attached, a service control policy may deny calls to us-east-2",
        "which the role of the instances may not use");
    scenario.awaitSettled(owner);
    long mark = scenario.mark();
    scenario.advance(Duration.ofHours(2));
    assertThat(scenario.calls(mark, "GetBucketEncryption")).hasSizeBetween(3, 5);
  }

  @Test
  void aDenialInTheRegionNamesThePolicy() {
    Owner owner = apply("NatGateway", "eu-west-1");
    await(
        owner,
        "NotVerified",
        "It is not known whether sessions can use example-sessions: GetBucketEncryption: AccessDenied",
        "The policy ssmenv-sessions allows it");
  }
}
