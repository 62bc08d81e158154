package io.ssmenv.aws.foreign;

import io.ssmenv.aws.client.OnDemandClients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionFindings.Bucket;
import io.ssmenv.cloud.SessionFindings.Encryption;
import io.ssmenv.cloud.SessionFindings.EncryptionKey;
import io.ssmenv.cloud.SessionFindings.Finding;
import io.ssmenv.cloud.SessionFindings.LogGroup;
import io.ssmenv.cloud.SessionFindings.NotRead;
import io.ssmenv.cloud.SessionTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Looks up the log group, the bucket and the key that the preferences of sessions name. */
public record SessionTargetReader(OnDemandClients clients, String region, ForeignReads reads) {

  private static final int MOVED = 301;
  private static final int WRONG_REGION = 400;
  private static final int FORBIDDEN = 403;
  private static final int MISSING = 404;
  private static final String BUCKET_REGION = "x-amz-bucket-region";

  /** What AWS says of each of them; one that cannot be read does not keep the others from it. */
  public SessionFindings read(SessionTargets targets) {
    List<Finding> all = new ArrayList<>();
    targets.group().ifPresent(group -> all.add(finding(group, () -> group(group))));
    targets.bucket().ifPresent(bucket -> all.add(finding(bucket, () -> bucket(bucket))));
    targets.key().ifPresent(key -> all.add(finding(key, () -> key(key))));
    return new SessionFindings(all);
  }

  private static Finding finding(String name, Supplier<Finding> read) {
    try {
      return read.get();
    } catch (CloudException e) {
      if (e.error() instanceof CloudError.Internal) {
        throw e;
      }
      return new NotRead(name, e.error());
    }
  }

  /** The list is sorted by name, so the group is the first one that begins with its name. [D] */
  private Finding group(String name) {
    return reads.first(
        "DescribeLogGroups",
        () ->
            new LogGroup(
                name,
                clients
                    .logs()
                    .describeLogGroups(request -> request.logGroupNamePrefix(name))
                    .logGroups()
                    .stream()
                    .anyMatch(group -> name.equals(group.logGroupName()))));
  }

  private Finding bucket(String name) {
    Optional<String> where = reads.first("HeadBucket", () -> regionOf(name));
    return new Bucket(
        name, where, where.map(region -> encryption(name, region)).orElseGet(Encryption.None::new));
  }

  /** Where the bucket is may be all that is needed, so a failure here does not take it away. */
  private Encryption encryption(String bucket, String where) {
    try {
      return reads.first("GetBucketEncryption", () -> defaultEncryption(bucket, where));
    } catch (CloudException e) {
      if (e.error() instanceof CloudError.Internal) {
        throw e;
      }
      return new Encryption.NotRead(e.error());
    }
  }

  /**
   * The answer to HeadBucket has no body, so that only its status and its headers tell an error
   * [D]. S3 knows in each region where a bucket is: it answers 301, or 400 for the regions that
   * were launched after March 20, 2019 [D: Amazon S3 API Reference, Request routing], both with the
   * region in a header [C: aws-sdk-js-v3#7304].
   */
  private Optional<String> regionOf(String name) {
    try {
      return Optional.ofNullable(
              clients.s3(region).headBucket(request -> request.bucket(name)).bucketRegion())
          .or(() -> Optional.of(region));
    } catch (S3Exception e) {
      Optional<String> elsewhere =
          e.awsErrorDetails()
              .sdkHttpResponse()
              .firstMatchingHeader(BUCKET_REGION)
              .filter(where -> !where.equals(region));
      return switch (e.statusCode()) {
        case MISSING -> Optional.empty();
        case MOVED, WRONG_REGION -> Optional.of(elsewhere.orElseThrow(() -> e));
        case FORBIDDEN ->
            throw new CloudException(
                new CloudError.Denied(
                    "HeadBucket",
                    "AccessDenied",
                    "s3:ListBucket is not allowed on arn:aws:s3:::%s, or the bucket is of another account"
                        .formatted(name)),
                e);
        default -> throw e;
      };
    }
  }

  private Encryption defaultEncryption(String bucket, String where) {
    try {
      return clients
          .s3(where)
          .getBucketEncryption(request -> request.bucket(bucket))
          .serverSideEncryptionConfiguration()
          .rules()
          .stream()
          .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
          .flatMap(one -> Optional.ofNullable(one).stream())
          .findFirst()
          .<Encryption>map(one -> new Encryption.With(Optional.ofNullable(one.kmsMasterKeyID())))
          .orElseGet(Encryption.None::new);
    } catch (S3Exception e) {
      if (!ErrorClassifier.isCode(e, "ServerSideEncryptionConfigurationNotFoundError")) {
        throw e;
      }
      return new Encryption.None();
    }
  }

  private Finding key(String name) {
    return reads.first(
        "DescribeKey",
        () ->
            new EncryptionKey(
                name,
                describe(name)
                    .map(key ->
                        new EncryptionKey.Details(
                            key.arn(),
                            key.keyStateAsString(),
                            key.keyUsageAsString(),
                            key.keySpecAsString()))));
  }

  /** The ARN of a key in another region is not valid. [D] */
  private Optional<KeyMetadata> describe(String name) {
    try {
      return Optional.of(clients.kms().describeKey(request -> request.keyId(name)).keyMetadata());
    } catch (KmsException e) {
      if (!ErrorClassifier.isCode(e, "NotFoundException", "InvalidArnException")) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
