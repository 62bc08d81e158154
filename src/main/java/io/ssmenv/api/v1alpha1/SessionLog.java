package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are logged. The operator creates neither a log group nor a bucket.
 *
 * @param cloudWatchGroup the name of a log group of CloudWatch Logs in the region
 * @param s3Bucket the name of a bucket
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.cloudWatchGroup) || has(self.s3Bucket)",
    message =
        "spec.sessions.log must have cloudWatchGroup, s3Bucket or both: add one, or remove log")
@ValidationRule(
    value =
        "!has(self.cloudWatchGroup) || self.cloudWatchGroup.matches('" + SessionLog.GROUP + "')",
    fieldPath = ".cloudWatchGroup",
    message =
        "spec.sessions.log.cloudWatchGroup must be the name of a log group, such as /ssm/sessions:"
            + " letters, digits and _ - / . #")
@ValidationRule(
    value = "!has(self.s3Bucket) || self.s3Bucket.matches('" + SessionLog.BUCKET + "')",
    fieldPath = ".s3Bucket",
    message =
        "spec.sessions.log.s3Bucket must be the name of a bucket, such as example-sessions: 3 to 63"
            + " lowercase letters, digits, - and ., without a prefix")
public record SessionLog(
    @Size(max = 512)
        @JsonPropertyDescription(
            "The name of an existing log group of CloudWatch Logs in the same region. Default: none.")
        @Nullable String cloudWatchGroup,
    @Size(max = 63)
        @JsonPropertyDescription(
            "The name of an existing bucket of S3. With the pattern PrivateEndpoints it must be in the"
                + " same region. Default: none.")
        @Nullable String s3Bucket) {

  /** Nothing is logged. */
  public static final SessionLog NONE = new SessionLog(null, null);

  public static final String GROUP = "^[a-zA-Z0-9_/.#-]+$";

  public static final String BUCKET = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";

  /** The name of the log group, if there is one. */
  public Optional<String> group() {
    return Optional.ofNullable(cloudWatchGroup);
  }

  /** The name of the bucket, if there is one. */
  public Optional<String> bucket() {
    return Optional.ofNullable(s3Bucket);
  }
}
