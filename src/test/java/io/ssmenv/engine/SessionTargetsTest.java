package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.cloud.Owner;
import io.ssmenv.status.StatusEvent;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The log group, the bucket and the key of sessions: what is wrong with them, and healed. */
@Execution(ExecutionMode.CONCURRENT)
class SessionTargetsTest {

  private static final String GROUP = "sessions: {log: {cloudWatchGroup: /ssm/sessions}}";
  private static final String BUCKET = "sessions: {log: {s3Bucket: example-sessions}}";

  private final EngineScenario scenario = EngineScenario.open(152);
  private final CloudWatchLogsClient logs = scenario.otherClient.logs();
  private final S3Client s3 = scenario.otherClient.s3();
  private final KmsClient kms = scenario.otherClient.kms();

  @AfterEach
  void close() {
    logs.close();
    s3.close();
    kms.close();
    scenario.close();
  }

  private Owner apply(String pattern, String sessions) {
    return scenario.harness.apply("app", EngineScenario.spec(pattern, sessions));
  }

  private Condition condition(Owner owner) {
    return scenario
        .harness
        .status(owner)
        .condition("SessionsConfigured")
        .orElseThrow(() -> new AssertionError("no condition"));
  }

  private void await(Owner owner, Condition.Status status, String reason, String message) {
    scenario.eventually(() -> {
      assertThat(condition(owner).reason()).as(scenario.describe(owner)).isEqualTo(reason);
      assertThat(condition(owner).status()).isEqualTo(status);
      assertThat(condition(owner).message()).contains(message);
    });
  }

  private void awaitTrue(Owner owner) {
    await(owner, Condition.Status.TRUE, "Configured", "Sessions can be started with the document");
  }

  @Test
  void aMissingLogGroupIsNamedAndHoldsNothingBack() {
    Owner owner = apply("ElasticIp", GROUP);
    await(
        owner,
        Condition.Status.FALSE,
        "LogGroupUnusable",
        "The log group /ssm/sessions does not exist in eu-west-1, so sessions are not logged there. Create it, or change spec.sessions.log.cloudWatchGroup");
    scenario.awaitSettled(owner);
    assertThat(events("SessionTargetUnusable")).hasSize(1);

    logs.createLogGroup(r -> r.logGroupName("/ssm/sessions-of-others"));
    scenario.advance(Duration.ofMinutes(15));
    assertThat(condition(owner).status()).isEqualTo(Condition.Status.FALSE);
    logs.createLogGroup(r -> r.logGroupName("/ssm/sessions"));
    awaitTrue(owner);
    assertThat(events("SessionTargetUnusable")).hasSize(1);
    assertThat(events("SessionsConfigured")).hasSize(1);
  }

  private List<StatusEvent> events(String reason) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(reason))
        .toList();
  }

  @Test
  void aMissingBucketIsNamed() {
    Owner owner = apply("NatGateway", BUCKET);
    await(
        owner,
        Condition.Status.FALSE,
        "BucketUnusable",
        "The bucket example-sessions does not exist, so sessions are not logged there. Create it, or change spec.sessions.log.s3Bucket");
    s3.createBucket(r ->
        r.bucket("example-sessions")
            .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    Instant created = scenario.aws.clock().instant();
    awaitTrue(owner);
    assertThat(scenario.aws.clock().instant())
        .as("it is looked at more often while something is wrong")
        .isBefore(created.plus(Duration.ofMinutes(12)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-2", "eu-south-1"})
  void aBucketInAnotherRegionIsReadThereAndIsWrongWithoutTheInternet(String region) {
    scenario.aws.accounts().ofAccessKey(EngineScenario.ENGINE_KEY).enableRegion(region);
    try (S3Client other = scenario.otherClient.in(Region.of(region)).s3();
        KmsClient keys = scenario.otherClient.in(Region.of(region)).kms()) {
      other.createBucket(r ->
          r.bucket("example-sessions")
              .createBucketConfiguration(c -> c.locationConstraint(region)));
      Owner owner = apply("PrivateEndpoints", BUCKET);
      await(
          owner,
          Condition.Status.FALSE,
          "BucketUnusable",
          "The bucket example-sessions is in %s, but the instances have no Internet access and reach S3 only in eu-west-1. Change spec.sessions.log.s3Bucket to a bucket there"
              .formatted(region));
      apply("NatGateway", BUCKET);
      awaitTrue(owner);

      String key = keys.createKey().keyMetadata().arn();
      other.putBucketEncryption(r ->
          r.bucket("example-sessions")
              .serverSideEncryptionConfiguration(c ->
                  c.rules(rule ->
                      rule.applyServerSideEncryptionByDefault(
                          d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID(key)))));
      await(
          owner,
          Condition.Status.FALSE,
          "BucketUnusable",
          "The bucket example-sessions in %s is encrypted with the key %s there"
              .formatted(region, key));
    }
  }

  @Test
  void aKeyThatIsMissingOrDisabledOrForSomethingElseIsNamed() {
    String key = kms.createKey().keyMetadata().keyId();
    kms.disableKey(r -> r.keyId(key));
    Owner owner = apply("ElasticIp", "sessions: {kmsKeyId: " + key + "}");
    await(
        owner,
        Condition.Status.FALSE,
        "KeyUnusable",
        "The key %s is in the state Disabled, so sessions do not start. Enable it, or change spec.sessions.kmsKeyId"
            .formatted(key));
    kms.enableKey(r -> r.keyId(key));
    awaitTrue(owner);

    apply("ElasticIp", "sessions: {kmsKeyId: alias/none}");
    await(
        owner,
        Condition.Status.FALSE,
        "KeyUnusable",
        "The key alias/none does not exist in eu-west-1, so sessions do not start. Create it, or change spec.sessions.kmsKeyId");
    kms.createAlias(r -> r.aliasName("alias/none").targetKeyId(key));
    awaitTrue(owner);
  }

  @Test
  void aDeniedLookUpNamesThePermission() {
    scenario.aws.faults().refuse("DescribeLogGroups", AwsErrors.of("AccessDeniedException"), 1_000);
    Owner owner = apply("ElasticIp", GROUP);
    await(
        owner,
        Condition.Status.UNKNOWN,
        "NotVerified",
        "It is not known whether sessions can use /ssm/sessions: DescribeLogGroups");
    assertThat(condition(owner).message()).contains("The policy ssmenv-sessions allows it");
    scenario.awaitSettled(owner);
    logs.createLogGroup(r -> r.logGroupName("/ssm/sessions"));
    scenario.aws.faults().clear();
    awaitTrue(owner);
  }

  @Test
  void whatIsRightIsLookedUpRarelyAndNoticedWhenItGoes() {
    logs.createLogGroup(r -> r.logGroupName("/ssm/sessions"));
    Owner owner = apply("ElasticIp", GROUP);
    awaitTrue(owner);
    long mark = scenario.mark();
    scenario.advance(Duration.ofHours(2));
    assertThat(scenario.calls(mark, "DescribeLogGroups")).hasSizeBetween(3, 5);
    logs.deleteLogGroup(r -> r.logGroupName("/ssm/sessions"));
    scenario.advance(Duration.ofMinutes(31));
    await(owner, Condition.Status.FALSE, "LogGroupUnusable", "does not exist");
  }

  @Test
  void aRestartChangesNothingOfWhatIsSaid() {
    logs.createLogGroup(r -> r.logGroupName("/ssm/sessions"));
    Owner owner = apply("ElasticIp", GROUP);
    awaitTrue(owner);
    scenario.awaitSettled(owner);
    scenario.awaitPolls(3);
    String since = condition(owner).lastTransitionTime();
    scenario.restartAndAwaitPolls(List.of(owner));
    awaitTrue(owner);
    assertThat(condition(owner).lastTransitionTime()).isEqualTo(since);
    assertThat(events("SessionsConfigured")).hasSize(1);
  }

  @Test
  void withoutPreferencesNothingIsLookedUp() {
    Owner owner = apply("ElasticIp", "sessions: {idleTimeout: 5m}");
    scenario.awaitSettled(owner);
    scenario.advance(Duration.ofMinutes(5));
    for (String action : List.of("DescribeLogGroups", "HeadBucket", "DescribeKey")) {
      assertThat(scenario.calls(0, action)).as(action.toLowerCase(Locale.ROOT)).isEmpty();
    }
    awaitTrue(owner);
  }
}
