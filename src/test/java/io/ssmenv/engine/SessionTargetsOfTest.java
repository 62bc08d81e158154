package io.ssmenv.engine;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** A log group, a bucket and a key that sessions can use. */
final class SessionTargetsOfTest implements AutoCloseable {

  static final String GROUP = "/ssm/sessions";
  static final String BUCKET = "example-sessions";
  static final String ALIAS = "alias/sessions";

  private final CloudWatchLogsClient logs;
  private final S3Client s3;
  private final KmsClient kms;
  private final SsmClient ssm;

  SessionTargetsOfTest(EngineScenario scenario) {
    logs = scenario.otherClient.logs();
    s3 = scenario.otherClient.s3();
    kms = scenario.otherClient.kms();
    ssm = scenario.otherClient.ssm();
  }

  void create() {
    logs.createLogGroup(r -> r.logGroupName(GROUP));
    s3.createBucket(
        r -> r.bucket(BUCKET).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    String key = kms.createKey().keyMetadata().keyId();
    kms.createAlias(r -> r.aliasName(ALIAS).targetKeyId(key));
  }

  /** The part of a spec that names all of them. */
  String spec() {
    return "sessions: {log: {cloudWatchGroup: %s, s3Bucket: %s}, kmsKeyId: %s}"
        .formatted(GROUP, BUCKET, ALIAS);
  }

  /** Removes the name tag of a document. */
  void untag(String document) {
    ssm.removeTagsFromResource(
        r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(document).tagKeys("Name"));
  }

  @Override
  public void close() {
    logs.close();
    s3.close();
    kms.close();
    ssm.close();
  }
}
