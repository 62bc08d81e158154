package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.Endpoints;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.api.v1alpha1.ShellProfile;
import io.ssmenv.aws.call.CanonicalJson;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.SsmDocument;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The session document, the policy and the endpoints that the preferences of sessions need. */
class SessionResourcesTest {

  private static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final Facts FACTS =
      Facts.of(
          List.of("eu-west-1a"),
          Map.of(
              "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
              new Facts.Image("ami-1", "/dev/xvda")),
          Set.of(),
          Optional.of("pl-1"));

  private static Topology topology(
      Pattern pattern, @Nullable Endpoints endpoints, @Nullable SessionSettings sessions) {
    return new TopologyBuilder()
        .build(
            "lab",
            "uid",
            "reports",
            new EnvironmentSpec(
                "eu-west-1",
                new Connectivity(pattern, endpoints),
                null,
                List.of(new InstanceGroup("app", 1, null, null, null)),
                null,
                null,
                null,
                null,
                null,
                sessions,
                null,
                null),
            FACTS);
  }

  private static SessionSettings settings(
      @Nullable String group, @Nullable String bucket, @Nullable String key) {
    return new SessionSettings(
        group == null && bucket == null ? null : new SessionLog(group, bucket),
        key,
        null,
        null,
        null,
        null);
  }

  private static Optional<RoleInlinePolicy> policy(SessionSettings sessions) {
    return topology(Pattern.ELASTIC_IP, null, sessions)
        .find(RoleInlinePolicy.key(RoleInlinePolicy.SESSIONS))
        .map(RoleInlinePolicy.class::cast);
  }

  private static SsmDocument document(SessionSettings sessions) {
    return (SsmDocument)
        topology(Pattern.ELASTIC_IP, null, sessions).find(SsmDocument.KEY).orElseThrow();
  }

  private static Set<String> endpoints(Topology topology) {
    return topology.resources().stream()
        .map(resource -> resource.key())
        .filter(key -> key.type().equals("vpcendpoint"))
        .map(Key::name)
        .collect(Collectors.toSet());
  }

  @Test
  void withoutPreferencesThereIsNothing() {
    Topology topology = topology(Pattern.PRIVATE_ENDPOINTS, null, null);
    assertThat(topology.find(SsmDocument.KEY)).isEmpty();
    assertThat(topology.find(RoleInlinePolicy.key(RoleInlinePolicy.SESSIONS))).isEmpty();
    assertThat(endpoints(topology)).containsExactlyInAnyOrder("ssm", "ssmmessages", "s3");
  }

  @ParameterizedTest
  @CsvSource({
    " , , , false, ssm ssmmessages",
    "/a, , , false, ssm ssmmessages logs",
    " , example, , false, ssm ssmmessages s3",
    " , example, , true, ssm ssmmessages s3",
    " , , alias/a, false, ssm ssmmessages kms",
    "/a, example, alias/a, false, ssm ssmmessages logs kms s3",
  })
  void thePrivatePatternGetsTheEndpointsThatTheyNeed(
      @Nullable String group,
      @Nullable String bucket,
      @Nullable String key,
      boolean s3Gateway,
      String expected) {
    Topology topology =
        topology(
            Pattern.PRIVATE_ENDPOINTS,
            new Endpoints(null, s3Gateway, null, null),
            settings(group, bucket, key));
    assertThat(endpoints(topology)).containsExactlyInAnyOrder(expected.split(" "));
  }

  @Test
  void endpointsThatTheSpecNamesAnywayAreNotDoubled() {
    Topology topology =
        topology(
            Pattern.PRIVATE_ENDPOINTS,
            new Endpoints(null, null, List.of("kms", "logs"), null),
            settings("/a", null, "alias/a"));
    assertThat(endpoints(topology))
        .containsExactlyInAnyOrder("ssm", "ssmmessages", "logs", "kms", "s3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ELASTIC_IP", "NAT_GATEWAY"})
  void theOtherPatternsNeedNoEndpoints(String pattern) {
    Topology topology =
        topology(Pattern.valueOf(pattern), null, settings("/a", "example", "alias/a"));
    assertThat(endpoints(topology)).isEmpty();
  }

  @Test
  void theInstancesDependOnNothingOfIt() {
    Topology topology = topology(Pattern.PRIVATE_ENDPOINTS, null, settings("/a", null, "alias/a"));
    assertThat(topology.prerequisites(topology.find(Instance.key("app-0")).orElseThrow()))
        .doesNotContain(
            SsmDocument.KEY,
            RoleInlinePolicy.key(RoleInlinePolicy.SESSIONS),
            Key.of("vpcendpoint", "logs"),
            Key.of("vpcendpoint", "kms"));
  }

  @Test
  void theRoleIsAllowedTheNamedLogGroupOnly() {
    assertThat(policy(settings("/ssm/a", null, null)).orElseThrow().document())
        .isEqualTo(
            "{\"Statement\":[{\"Action\":[\"logs:CreateLogStream\",\"logs:DescribeLogStreams\",\"logs:PutLogEvents\"],\"Effect\":\"Allow\",\"Resource\":[\"arn:aws:logs:eu-west-1:*:log-group:/ssm/a\",\"arn:aws:logs:eu-west-1:*:log-group:/ssm/a:*\"],\"Sid\":\"WriteSessionLogs\"},{\"Action\":[\"logs:DescribeLogGroups\"],\"Effect\":\"Allow\",\"Resource\":[\"*\"],\"Sid\":\"FindLogGroups\"}],\"Version\":\"2012-10-17\"}");
  }

  @Test
  void theRoleIsAllowedThePrefixOfTheEnvironmentOnly() {
    SessionSettings sessions = settings(null, "example", null);
    String prefix = document(sessions).name();
    assertThat(policy(sessions).orElseThrow().document())
        .contains("\"Action\":[\"s3:PutObject\"]")
        .contains("\"arn:aws:s3:::example/" + prefix + "/*\"")
        .contains("\"Action\":[\"s3:GetEncryptionConfiguration\"]")
        .doesNotContain("kms:", "logs:");
    assertThat(document(sessions).content())
        .contains("\"s3BucketName\":\"example\"")
        .contains("\"s3KeyPrefix\":\"" + prefix + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        KEY_ID + "|arn:aws:kms:eu-west-1:*:key/" + KEY_ID,
        "arn:aws:kms:eu-west-1:111122223333:key/a|arn:aws:kms:eu-west-1:111122223333:key/a",
        "alias/a|arn:aws:kms:eu-west-1:*:key/*",
        "arn:aws:kms:eu-west-1:111122223333:alias/a|arn:aws:kms:eu-west-1:111122223333:key/*",
      })
  void theRoleMayDecryptWithTheNamedKeyOnly(String key, String resource) {
    String document = policy(settings(null, null, key)).orElseThrow().document();
    assertThat(document)
        .contains("\"Action\":[\"kms:Decrypt\"]")
        .contains("\"Resource\":[\"" + resource + "\"]");
    assertThat(document.contains("\"kms:ResourceAliases\":\"alias/a\""))
        .isEqualTo(key.contains("alias/"));
    assertThat(policy(settings(null, "example", key)).orElseThrow().document())
        .contains("\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"]");
  }

  @Test
  void settingsThatNeedNoPermissionGetNone() {
    assertThat(policy(new SessionSettings(null, null, "operator", "5m", "8h", null))).isEmpty();
  }

  /** AWS returns what was sent, and the comparison is of texts. */
  @Test
  void theContentIsAsItIsReadAgain() throws Exception {
    String odd = "echo \"a\\b\"\n\t'é' \u0001\u001f/ </script>";
    SsmDocument document =
        document(
            new SessionSettings(
                null, null, "operator", "1h", "1h30m", new ShellProfile(odd, "date")));
    assertThat(CanonicalJson.of(document.content())).isEqualTo(document.content());
    assertThat(new ObjectMapper().readTree(document.content()).at("/inputs/shellProfile/linux"))
        .hasToString(new ObjectMapper().writeValueAsString(odd));
    assertThat(document.content())
        .contains("\"idleSessionTimeout\":\"60\"", "\"maxSessionDuration\":\"90\"");
  }
}
