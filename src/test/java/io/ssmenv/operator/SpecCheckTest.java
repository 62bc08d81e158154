package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {

  private static final String ACCOUNT = "111122223333";
  private static final String KEY =
      "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private final SpecCheck check =
      new SpecCheck(
          Set.of(),
          Optional.empty(),
          Set.of(new DeniedTagKey("team"), new DeniedTagKey("CostCenter*")),
          Set.of(
              new SessionResource("arn:aws:logs:eu-west-1:111122223333:log-group:/ssm/*"),
              new SessionResource("arn:aws:s3:::example-sessions"),
              new SessionResource("arn:aws:kms:eu-west-1:111122223333:alias/sessions"),
              new SessionResource(KEY)));

  @ParameterizedTest
  @ValueSource(strings = {"ssmenv", "SSMENV.io/Environment", "ssmenv-cluster", " ssmenv.io/key"})
  void aTagThatTheOperatorReliesOnIsRefused(String key) {
    assertThat(violation(key))
        .contains("spec.tags: the key " + key + " is reserved for the operator. Use another key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"team", "Team", "costcenter", "CostCenter:id"})
  void aTagThatTheAdministratorDeniesIsRefused(String key) {
    assertThat(violation(key).orElseThrow())
        .startsWith("spec.tags: the key " + key + " is not allowed. Remove it.")
        .contains("--deny-tag-key");
  }

  @Test
  void otherTagsAreAllowed() {
    assertThat(violation("teams")).isEmpty();
    assertThat(violation("cost")).isEmpty();
    assertThat(violation("my-ssmenv")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/ssm/team-a, , ",
    " , example-sessions, ",
    " , , alias/sessions",
    " , , " + KEY,
    " , , 1234abcd-12ab-34cd-56ef-1234567890ab",
  })
  void whatTheAdministratorAllowsForSessionsIsAllowed(
      @Nullable String group, @Nullable String bucket, @Nullable String key) {
    assertThat(violation(group, bucket, key)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/ssm, , , spec.sessions.log.cloudWatchGroup: arn:aws:logs:eu-west-1:111122223333:log-group:/ssm",
    "other, , , spec.sessions.log.cloudWatchGroup: arn:aws:logs:eu-west-1:111122223333:log-group:other",
    " , example-sessions-2, , spec.sessions.log.s3Bucket: arn:aws:s3:::example-sessions-2",
    " , , alias/sessions-2, spec.sessions.kmsKeyId: arn:aws:kms:eu-west-1:111122223333:alias/sessions-2",
    " , , arn:aws:kms:eu-west-1:999999999999:alias/sessions, spec.sessions.kmsKeyId: arn:aws:kms:eu-west-1:999999999999:alias/sessions",
    "/ssm/a, other, alias/sessions, spec.sessions.log.s3Bucket: arn:aws:s3:::other",
  })
  void anythingElseForSessionsIsRefused(
      @Nullable String group, @Nullable String bucket, @Nullable String key, String refused) {
    assertThat(violation(group, bucket, key).orElseThrow())
        .isEqualTo(
            refused
                + " is not allowed. Remove it, or ask the administrator to add it with"
                + " --allow-session-resource");
  }

  /** The role would get the permission for the key of the own account. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:kms:eu-west-1:222222222222:*, false",
    "arn:aws:kms:eu-west-1:222222222222:alias/own, false",
    "arn:aws:kms:eu-west-1:111122223333:*, true",
    "arn:aws:kms:eu-west-1:*:alias/own, true",
  })
  void aKeyOfAnotherAccountAllowsNoneOfTheOwn(String allowed, boolean covers) {
    String own = "arn:aws:kms:eu-west-1:" + ACCOUNT + ":alias/own";
    assertThat(new SessionResource(allowed).covers(own)).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "arn:aws:s3:::*x",
        "arn:aws:s3:::example/prefix",
        "arn:aws:iam::111122223333:role/x",
        "arn:aws:logs:*:111122223333:log-group:a",
        "example-sessions"
      })
  void whatIsNoLogGroupBucketOrKeyCannotBeAllowed(String arn) {
    assertThatThrownBy(() -> new SessionResource(arn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the ARN of a log group, a bucket or a KMS key");
  }

  /** As after a start, or while AWS cannot be asked. */
  @ParameterizedTest
  @CsvSource({"/ssm/team-a, , ", " , , alias/sessions", " , , " + KEY})
  void anAccountThatIsNotConfirmedYetRefusesNothing(
      @Nullable String group, @Nullable String bucket, @Nullable String key) {
    assertThat(violation(group, bucket, key, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"other, , ", " , example-sessions-2, ", " , , alias/sessions-2"})
  void whatIsAllowedInNoAccountIsRefusedBeforeOneIsConfirmed(
      @Nullable String group, @Nullable String bucket, @Nullable String key) {
    assertThat(violation(group, bucket, key, "")).isPresent();
  }

  private Optional<String> violation(
      @Nullable String group, @Nullable String bucket, @Nullable String key) {
    return violation(group, bucket, key, ACCOUNT);
  }

  private Optional<String> violation(
      @Nullable String group, @Nullable String bucket, @Nullable String key, String account) {
    SessionLog log = group == null && bucket == null ? null : new SessionLog(group, bucket);
    return check.violation(
        new EnvironmentSpec(
            "eu-west-1",
            new Connectivity(Pattern.ELASTIC_IP, null),
            null,
            List.of(new InstanceGroup("app", 1, null, null, null)),
            null,
            null,
            null,
            null,
            null,
            new SessionSettings(log, key, null, null, null, null),
            null,
            null),
        account);
  }

  private Optional<String> violation(String key) {
    return check.violation(
        new EnvironmentSpec(
            "eu-west-1",
            new Connectivity(Pattern.ELASTIC_IP, null),
            null,
            List.of(new InstanceGroup("app", 1, null, null, null)),
            null,
            Map.of(key, "x"),
            null,
            null,
            null),
        ACCOUNT);
  }
}
