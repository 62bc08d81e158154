package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.RoleInlinePolicy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentVersionException;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** The session document of an environment, from the spec to AWS. */
@Execution(ExecutionMode.CONCURRENT)
class SessionDocumentTest {

  private static final String KEY = "ssmdocument";
  private static final String IDLE = "sessions: {idleTimeout: 10m}";
  private static final String LOGGED = "sessions: {log: {cloudWatchGroup: /ssm/sessions}}";

  private final EngineScenario scenario = EngineScenario.open(151);
  private final SsmClient ssm = scenario.otherClient.ssm();
  private final IamClient iam = scenario.otherClient.iam();

  @AfterEach
  void close() {
    ssm.close();
    iam.close();
    scenario.close();
  }

  private Owner ready(String pattern, String sessions) {
    Owner owner = apply(pattern, sessions);
    scenario.awaitSettled(owner);
    return owner;
  }

  private Owner apply(String pattern, String sessions) {
    return scenario.harness.apply("app", EngineScenario.spec(pattern, sessions));
  }

  /** Empty while AWS does not show it. */
  private String content(Owner owner) {
    String name = scenario.id(owner, KEY);
    try {
      return ssm.getDocument(request -> request.name(name)).content();
    } catch (InvalidDocumentException _) {
      return "";
    }
  }

  private void awaitContent(Owner owner, String part) {
    scenario.eventually(() -> assertThat(content(owner)).contains(part));
    scenario.awaitSettled(owner);
  }

  /** Empty while AWS does not show it. */
  private String policy(Owner owner) {
    String role = scenario.id(owner, "role");
    try {
      return URLDecoder.decode(
          iam.getRolePolicy(request -> request.roleName(role).policyName(RoleInlinePolicy.SESSIONS))
              .policyDocument(),
          StandardCharsets.UTF_8);
    } catch (NoSuchEntityException _) {
      return "";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void itIsCreatedAndGoesWithItsEnvironment(String pattern) {
    Owner owner = ready(pattern, IDLE);
    String name = scenario.id(owner, KEY);
    assertThat(scenario.harness.status(owner).sessionDocument()).isEqualTo(name);
    assertThat(content(owner)).contains("\"idleSessionTimeout\":\"10\"");
    scenario.eventually(
        () -> assertThat(scenario.harness.isTrue(owner, "SessionsConfigured")).isTrue());

    scenario.deleteAndAwaitGone(List.of(owner));
    assertThat(scenario.aws.resources()).isEmpty();
  }

  @Test
  void withoutPreferencesThereIsNoDocumentAndNoPolicy() {
    Owner owner = ready("ElasticIp", "");
    assertThat(scenario.harness.status(owner).sessionDocument()).isNull();
    assertThat(scenario.harness.status(owner).condition("SessionsConfigured")).isEmpty();
    assertThat(scenario.calls(0, "CreateDocument")).isEmpty();
    assertThat(scenario.calls(0, "GetDocument")).isEmpty();
    assertThat(scenario.calls(0, "DescribeLogGroups")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "idleTimeout: 60m|\"idleSessionTimeout\":\"60\"",
        "maxDuration: 24h|\"maxSessionDuration\":\"1440\"",
        "runAs: operator|\"runAsDefaultUser\":\"operator\",\"runAsEnabled\":true",
        "shellProfile: {linux: \"cd /srv\\n\\\"x\\\"\"}|\"linux\":\"cd /srv\\n\\\"x\\\"\"",
        "shellProfile: {windows: date}|\"windows\":\"date\"",
      })
  void eachFieldIsAppliedWithoutReplacingAnything(String field, String part) {
    Owner owner = ready("ElasticIp", IDLE);
    String name = scenario.id(owner, KEY);
    String instance = scenario.id(owner, "instance/app-0");
    apply("ElasticIp", "sessions: {" + field + "}");
    awaitContent(owner, part);
    assertThat(scenario.id(owner, KEY)).isEqualTo(name);
    assertThat(scenario.id(owner, "instance/app-0")).isEqualTo(instance);
    assertThat(scenario.calls(0, "CreateDocument")).hasSize(1);

    apply("ElasticIp", "");
    scenario.eventually(
        () -> assertThat(scenario.harness.status(owner).sessionDocument()).isNull());
    scenario.awaitSettled(owner);
    assertThat(scenario.aws.resources()).noneMatch(one -> one.id().equals(name));
  }

  @Test
  void aFormerContentComesBackAndNoVersionIsLeft() {
    Owner owner = ready("ElasticIp", IDLE);
    String name = scenario.id(owner, KEY);
    for (String limit : List.of("20", "10", "20", "10")) {
      apply("ElasticIp", "sessions: {idleTimeout: " + limit + "m}");
      awaitContent(owner, "\"idleSessionTimeout\":\"" + limit + "\"");
      scenario.awaitSettled(owner);
    }
    long mark = scenario.mark();
    scenario.awaitPolls(5);
    assertThat(scenario.writes(mark)).isEmpty();
    assertThat(content(owner)).contains("\"idleSessionTimeout\":\"10\"");
    assertThat(scenario.harness.status(owner).driftOrDefault().corrected()).isZero();
    assertThatThrownBy(() -> ssm.getDocument(r -> r.name(name).documentVersion("1")))
        .isInstanceOf(InvalidDocumentVersionException.class);
  }

  @Test
  void whatSomebodyElseChangesIsCorrected() {
    Owner owner = ready("ElasticIp", IDLE);
    String name = scenario.id(owner, KEY);
    int before = scenario.harness.status(owner).driftOrDefault().corrected();
    String other = content(owner).replace("\"10\"", "\"59\"");
    String version =
        ssm.updateDocument(r -> r.name(name).content(other).documentVersion("$LATEST"))
            .documentDescription()
            .documentVersion();
    ssm.updateDocumentDefaultVersion(r -> r.name(name).documentVersion(version));
    awaitCorrected(owner);
    assertThat(content(owner)).contains("\"idleSessionTimeout\":\"10\"");
    assertThat(scenario.harness.status(owner).driftOrDefault().corrected()).isEqualTo(before + 1);

    ssm.removeTagsFromResource(
        r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(name).tagKeys("Name"));
    scenario.eventually(() -> assertThat(scenario.resource(owner, KEY).tags()).containsKey("Name"));

    ssm.deleteDocument(r -> r.name(name));
    awaitContent(owner, "\"idleSessionTimeout\":\"10\"");
    assertThat(scenario.harness.status(owner).driftOrDefault().corrected()).isGreaterThan(before);
  }

  @Test
  void theRoleGetsWhatTheLogNeedsAndLosesItAgain() {
    Owner owner = apply("ElasticIp", LOGGED);
    scenario.eventually(() ->
        assertThat(policy(owner))
            .contains("log-group:/ssm/sessions:*\"")
            .contains("logs:PutLogEvents")
            .doesNotContain("s3:")
            .doesNotContain("kms:"));
    scenario.awaitSettled(owner);
    String own = policy(owner);
    String role = scenario.id(owner, "role");
    iam.putRolePolicy(r ->
        r.roleName(role)
            .policyName(RoleInlinePolicy.SESSIONS)
            .policyDocument(own.replace("logs:PutLogEvents", "logs:*")));
    awaitCorrected(owner);
    assertThat(policy(owner)).isEqualTo(own);
    iam.deleteRolePolicy(r -> r.roleName(role).policyName(RoleInlinePolicy.SESSIONS));
    awaitCorrected(owner);
    assertThat(policy(owner)).isEqualTo(own);

    apply("ElasticIp", IDLE);
    scenario.eventually(() -> assertThat(policy(owner)).isEmpty());
    scenario.awaitSettled(owner);
    scenario.deleteAndAwaitGone(List.of(owner));
  }

  /** After the lag of all reads has passed. */
  private void awaitCorrected(Owner owner) {
    scenario.awaitPolls(5);
    scenario.awaitSettled(owner);
    scenario.awaitPolls(5);
  }

  @Test
  void inTheEndNothingIsWritten() {
    Owner owner = ready("PrivateEndpoints", IDLE);
    scenario.restartAndAwaitPolls(List.of(owner));
    long mark = scenario.mark();
    scenario.awaitPolls(14);
    assertThat(scenario.writes(mark)).isEmpty();
    assertThat(scenario.harness.status(owner).sessionDocument()).isEqualTo(scenario.id(owner, KEY));
  }

  @Test
  void aNewPatternChangesNothingOfIt() {
    Owner owner = ready("ElasticIp", IDLE);
    long mark = scenario.mark();
    apply("PrivateEndpoints", IDLE);
    scenario.awaitSettled(owner);
    assertThat(scenario.calls(mark, "UpdateDocument")).isEmpty();
    assertThat(scenario.calls(mark, "DeleteDocument")).isEmpty();
  }
}
