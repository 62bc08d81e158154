package io.ssmenv.simulator.s3;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.RegionCatalog;
import io.ssmenv.simulator.kms.Kms;
import io.ssmenv.simulator.s3.SimulatedBucket.Encryption;
import io.ssmenv.simulator.s3.SimulatedBucket.StoredObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The simulated S3: buckets of all accounts. Bucket policies and ACLs are not simulated. */
public final class S3 {
  private final Map<String, SimulatedBucket> buckets = new ConcurrentHashMap<>();
  private final Kms kms;

  /** Creates the service without buckets. */
  public S3(Kms kms) {
    this.kms = kms;
  }

  /** Returns its actions. */
  public S3Actions actions() {
    return new S3Actions(this, kms);
  }

  Map<String, SimulatedBucket> buckets() {
    return buckets;
  }

  /**
   * Returns a bucket of an account.
   *
   * @throws AwsError if it does not exist, or belongs to another account or region
   */
  SimulatedBucket existing(String name, String accountId, String region) {
    SimulatedBucket bucket = Optional.ofNullable(buckets.get(name)).orElseThrow(S3::missing);
    if (!bucket.accountId().equals(accountId)) {
      throw withRegion(ErrorWords.error("s3-access-denied"), bucket);
    }
    if (!bucket.region().equals(region)) {
      throw withRegion(
          RegionCatalog.needsOptIn(bucket.region()) || RegionCatalog.needsOptIn(region)
              ? ErrorWords.error("s3-authorization-region", region, bucket.region())
              : ErrorWords.error("s3-permanent-redirect"),
          bucket);
    }
    return bucket;
  }

  static AwsError missing() {
    return ErrorWords.error("bucket-missing");
  }

  /** S3 tells the region of a bucket in a header [D]. */
  static AwsError withRegion(AwsError error, SimulatedBucket bucket) {
    return error.withHeader("x-amz-bucket-region", bucket.region());
  }

  /**
   * Returns the region of a bucket; empty if it does not exist or belongs to another account. An
   * agent finds out the region of its bucket by itself [C].
   */
  public Optional<String> regionOf(String name, String accountId) {
    return Optional.ofNullable(buckets.get(name))
        .filter(bucket -> bucket.accountId().equals(accountId))
        .map(SimulatedBucket::region);
  }

  /** Returns whether a bucket exists, in any account. */
  public boolean exists(String name) {
    return buckets.containsKey(name);
  }

  /** Returns the ARN of the key that encrypts new objects, if it is one of the account. */
  public Optional<String> keyOf(String name, String accountId) {
    return Optional.ofNullable(buckets.get(name))
        .filter(bucket -> bucket.encryption().algorithm().equals(Encryption.KMS))
        .flatMap(bucket ->
            bucket
                .encryption()
                .kmsKeyId()
                .flatMap(key -> kms.arnOf(accountId, bucket.region(), key)));
  }

  /** Stores an object. Does nothing if the bucket does not exist. */
  public void put(String name, String key, String text, Instant now) {
    Optional.ofNullable(buckets.get(name))
        .ifPresent(bucket -> bucket.objects().put(key, new StoredObject(text, now)));
  }
}
