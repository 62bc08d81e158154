package io.ssmenv.simulator.s3;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A bucket. Buckets of all accounts share their names, so it can be read without the lock of its
 * account.
 *
 * @param encryption of new objects
 * @param objects by key
 */
record SimulatedBucket(
    String name,
    String accountId,
    String region,
    Encryption encryption,
    SortedMap<String, StoredObject> objects) {

  /**
   * The default encryption; every bucket has one since 2023 [D].
   *
   * @param algorithm {@code AES256} or {@code aws:kms}
   * @param kmsKeyId the key of {@code aws:kms}; AWS's own if empty
   */
  record Encryption(String algorithm, Optional<String> kmsKeyId) {
    static final String KMS = "aws:kms";
    static final Encryption DEFAULT = new Encryption("AES256", Optional.empty());
  }

  /** An object. */
  record StoredObject(String text, Instant modifiedAt) {}

  static SimulatedBucket empty(String name, String accountId, String region) {
    return new SimulatedBucket(
        name, accountId, region, Encryption.DEFAULT, new ConcurrentSkipListMap<>(Map.of()));
  }

  SimulatedBucket with(Encryption changed) {
    return new SimulatedBucket(name, accountId, region, changed, objects);
  }

  String arn() {
    return "arn:aws:s3:::" + name;
  }
}
