package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionFindings.Bucket;
import io.ssmenv.cloud.SessionFindings.Encryption;
import io.ssmenv.cloud.SessionFindings.EncryptionKey;
import io.ssmenv.cloud.SessionFindings.LogGroup;
import io.ssmenv.cloud.SessionFindings.NotRead;
import io.ssmenv.cloud.SessionTargets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether sessions can use the log group, the bucket and the key that the spec names. */
public record SessionTargetCheck(EnvironmentSpec spec, SessionFindings findings) {

  /** What is wrong with one of them. */
  public sealed interface Problem {

    /** What is wrong, and what to do about it. */
    String message();
  }

  /** What is wrong with the log group. */
  public record LogGroupProblem(String message) implements Problem {}

  /** What is wrong with the bucket. */
  public record BucketProblem(String message) implements Problem {}

  /** What is wrong with the key. */
  public record KeyProblem(String message) implements Problem {}

  /** What a spec names. */
  public static SessionTargets targets(EnvironmentSpec spec) {
    SessionSettings sessions = spec.sessionSettings().orElse(SessionSettings.NONE);
    return new SessionTargets(
        sessions.logOrDefault().group(), sessions.logOrDefault().bucket(), sessions.key());
  }

  /** Whether everything was read, and nothing is wrong with it. */
  public boolean isRight() {
    return problems().isEmpty() && notRead().isEmpty();
  }

  /** What AWS has not told and may tell later. */
  public List<NotRead> notRead() {
    return Stream.concat(
            findings.of(NotRead.class),
            unreadEncryptions()
                .filter(one -> !isDeniedElsewhere(one))
                .map(one -> new NotRead(one.bucket(), one.error())))
        .toList();
  }

  /**
   * The encryption of buckets in other regions that AWS denies to read, which is no reason to doubt
   * everything else: an organization often denies all calls to regions that it does not use.
   */
  public List<UnreadEncryption> deniedElsewhere() {
    return unreadEncryptions().filter(this::isDeniedElsewhere).toList();
  }

  /** The encryption of a bucket that AWS has not told. */
  public record UnreadEncryption(String bucket, String region, CloudError error) {}

  private Stream<UnreadEncryption> unreadEncryptions() {
    return findings
        .of(Bucket.class)
        .flatMap(bucket ->
            bucket.encryption() instanceof Encryption.NotRead(CloudError error)
                ? bucket.region().stream()
                    .map(region -> new UnreadEncryption(bucket.name(), region, error))
                : Stream.empty());
  }

  private boolean isDeniedElsewhere(UnreadEncryption unread) {
    return unread.error() instanceof CloudError.Denied denied
        && !denied.code().equals(CloudError.NO_CREDENTIALS)
        && !unread.region().equals(spec.region());
  }

  /** What is wrong, in the order of the spec. */
  public List<Problem> problems() {
    return Stream.of(
            findings.of(LogGroup.class).flatMap(group -> problem(group).stream()),
            findings.of(Bucket.class).flatMap(bucket -> problem(bucket).stream()),
            findings.of(EncryptionKey.class).flatMap(key -> problem(key).stream()))
        .flatMap(problems -> problems)
        .toList();
  }

  private Optional<Problem> problem(LogGroup group) {
    return group.exists()
        ? Optional.empty()
        : Optional.of(
            new LogGroupProblem(
                "The log group %s does not exist in %s, so sessions are not logged there. Create it, or change spec.sessions.log.cloudWatchGroup"
                    .formatted(group.name(), spec.region())));
  }

  private Optional<Problem> problem(Bucket bucket) {
    return bucketProblem(bucket).map(BucketProblem::new);
  }

  private Optional<String> bucketProblem(Bucket bucket) {
    if (bucket.region().isEmpty()) {
      return Optional.of(
          "The bucket %s does not exist, so sessions are not logged there. Create it, or change spec.sessions.log.s3Bucket"
              .formatted(bucket.name()));
    }
    boolean elsewhere = bucket.region().filter(spec.region()::equals).isEmpty();
    if (elsewhere && spec.connectivity().pattern() == Pattern.PRIVATE_ENDPOINTS) {
      return Optional.of(
          "The bucket %s is in %s, but the instances have no Internet access and reach S3 only in %s. Change spec.sessions.log.s3Bucket to a bucket there"
              .formatted(bucket.name(), bucket.region().orElse(""), spec.region()));
    }
    return switch (bucket.encryption()) {
      case Encryption.NotRead _ -> Optional.empty();
      case Encryption.None _ ->
          Optional.of(
              "The bucket %s has no default encryption, which Session Manager requires. Enable it"
                  .formatted(bucket.name()));
      case Encryption.With(Optional<String> key) ->
          key.filter(one -> !isKeyOfSessions(one, elsewhere))
              .map(one -> wrongKey(bucket, one, elsewhere));
    };
  }

  private String wrongKey(Bucket bucket, String key, boolean elsewhere) {
    return elsewhere
        ? "The bucket %s in %s is encrypted with the key %s there, which the role of the instances may not use. Encrypt the bucket with keys of S3, or change spec.sessions.log.s3Bucket to a bucket in %s"
            .formatted(bucket.name(), bucket.region().orElse(""), key, spec.region())
        : "The bucket %s is encrypted with the key %s, which the role of the instances may not use. Set spec.sessions.kmsKeyId to this key, or encrypt the bucket with keys of S3"
            .formatted(bucket.name(), key);
  }

  /**
   * AWS lets everybody in the account use the keys that it manages through their service. [D] Ids
   * and aliases name a key of the region of the bucket, even if they are the same in two regions.
   */
  private boolean isKeyOfSessions(String key, boolean elsewhere) {
    return key.endsWith("alias/aws/s3") || ((!elsewhere || key.startsWith("arn:")) && isNamed(key));
  }

  private boolean isNamed(String key) {
    return spec.sessionSettings().flatMap(SessionSettings::key).filter(key::equals).isPresent()
        || findings
            .of(EncryptionKey.class)
            .flatMap(one -> one.details().stream())
            .anyMatch(one -> one.arn().equals(key) || one.arn().endsWith(":key/" + key));
  }

  private Optional<Problem> problem(EncryptionKey key) {
    return key.details()
        .map(details -> details.isUsable() ? Optional.<String>empty() : unusable(key, details))
        .orElseGet(() ->
            Optional.of(
                "The key %s does not exist in %s, so sessions do not start. Create it, or change spec.sessions.kmsKeyId"
                    .formatted(key.name(), spec.region())))
        .map(KeyProblem::new);
  }

  private static Optional<String> unusable(EncryptionKey key, EncryptionKey.Details details) {
    return Optional.of(
        details.state().equals("Enabled")
            ? "The key %s is a key of the type %s for %s, but sessions need one of the type SYMMETRIC_DEFAULT for ENCRYPT_DECRYPT. Change spec.sessions.kmsKeyId"
                .formatted(key.name(), details.spec(), details.usage())
            : "The key %s is in the state %s, so sessions do not start. Enable it, or change spec.sessions.kmsKeyId"
                .formatted(key.name(), details.state()));
  }
}
