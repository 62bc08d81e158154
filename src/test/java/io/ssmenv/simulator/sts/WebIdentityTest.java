package io.ssmenv.simulator.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.ssmenv.simulator.core.CallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Web identities of pods, with the trust policy in {@code deploy/iam}. */
class WebIdentityTest extends StsTest {
  private static final String ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C";
  private static final String PROVIDER =
      "arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C";
  private static final String OPERATOR = "system:serviceaccount:ssmenv-system:ssmenv-operator";

  @TempDir private Path directory;

  @BeforeEach
  void makeRole() throws IOException {
    role(
        Files.readString(Path.of("deploy/iam/trust-irsa.json"))
            .replace("ACCOUNT_ID", THERE)
            .replace("OIDC_PROVIDER", ISSUER.substring("https://".length())));
    permit(statement("'ec2:Describe*'", ""));
  }

  private void makeProvider() {
    there.iam().createOpenIDConnectProvider(r -> r.url(ISSUER).clientIDList("sts.amazonaws.com"));
  }

  private Map<String, Object> claims() {
    return new TreeMap<>(
        Map.of(
            "iss",
            ISSUER,
            "sub",
            OPERATOR,
            "aud",
            List.of("sts.amazonaws.com"),
            "exp",
            now().plus(Duration.ofHours(1)).getEpochSecond()));
  }

  private String token(String claim, Object value) {
    Map<String, Object> changed = claims();
    changed.put(claim, value);
    return token(changed);
  }

  private static String token(Map<String, Object> claims) {
    return PodToken.of(claims);
  }

  private StsClient anonymousClient() {
    return StsClient.builder()
        .region(Region.EU_WEST_1)
        .endpointOverride(aws.endpoint())
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  private AssumeRoleWithWebIdentityResponse assume(
      String token, Consumer<AssumeRoleWithWebIdentityRequest.Builder> more) {
    try (var sts = anonymousClient()) {
      return sts.assumeRoleWithWebIdentity(r -> {
        r.roleArn(ROLE).roleSessionName("pod").webIdentityToken(token);
        more.accept(r);
      });
    }
  }

  private void refusedWith(String token, String code, int status, String message) {
    refused(() -> assume(token, _ -> {}), code, status, message);
  }

  @Test
  void theSdksProviderReadsTheTokenFileAndNeedsNoAccessKey() throws IOException {
    makeProvider();
    Path file = Files.writeString(directory.resolve("token"), token(claims()));
    try (var sts = anonymousClient();
        var credentials =
            StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts)
                .roleArn(ROLE)
                .roleSessionName("pod")
                .webIdentityTokenFile(file)
                .build();
        var as = here.with(credentials).sts();
        var ec2 = here.with(credentials).ec2()) {
      assertThat(as.getCallerIdentity().arn())
          .isEqualTo("arn:aws:sts::444455556666:assumed-role/visited/pod");
      assertThatCode(ec2::describeVpcs).doesNotThrowAnyException();
      refused(
          () -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")),
          "UnauthorizedOperation",
          403,
          "assumed-role/visited/pod");
    }
    assertThat(aws.callLog().calls())
        .filteredOn(call -> call.action().equals("AssumeRoleWithWebIdentity"))
        .extracting(CallRecord::accountId, CallRecord::accessKeyId)
        .containsExactly(tuple(THERE, "anonymous"));
  }

  @Test
  void theResponseContainsTheClaimsOfTheToken() {
    makeProvider();
    var answer = assume(token(claims()), r -> r.durationSeconds(900));
    assertThat(answer.subjectFromWebIdentityToken()).isEqualTo(OPERATOR);
    assertThat(answer.audience()).isEqualTo("sts.amazonaws.com");
    assertThat(answer.provider()).isEqualTo(ISSUER);
    assertThat(answer.credentials().expiration())
        .isBetween(now().plusSeconds(899), now().plusSeconds(901));
  }

  @Test
  void theAccountOfTheRoleNeedsTheProvider() {
    here.iam().createOpenIDConnectProvider(r -> r.url(ISSUER).clientIDList("sts.amazonaws.com"));
    String missing = "No OpenIDConnect provider found in your account for " + ISSUER;
    refusedWith(token(claims()), "InvalidIdentityToken", 400, missing);
    makeProvider();
    assertThatCode(() -> assume(token(claims()), _ -> {})).doesNotThrowAnyException();
    there.iam().deleteOpenIDConnectProvider(r -> r.openIDConnectProviderArn(PROVIDER));
    refusedWith(token(claims()), "InvalidIdentityToken", 400, missing);
  }

  @ParameterizedTest
  @CsvSource({
    "sub, system:serviceaccount:other:ssmenv-operator",
    "sub, system:serviceaccount:ssmenv-system:other"
  })
  void aSubjectThatTheTrustPolicyDoesNotMatchIsNotAuthorized(String claim, String value) {
    makeProvider();
    refusedWith(
        token(claim, value),
        "AccessDenied",
        403,
        "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  @Test
  void aMissingRoleFailsLikeAnUntrustingRole() {
    makeProvider();
    refused(
        () -> assume(token(claims()), r -> r.roleArn(ROLE + "-2")),
        "AccessDenied",
        403,
        "Not auth");
  }

  @Test
  void theAudienceHasToMatchTheProviderAndTheTrustPolicy() {
    there
        .iam()
        .createOpenIDConnectProvider(r -> r.url(ISSUER).clientIDList("sts.amazonaws.com", "vault"));
    refusedWith(
        token("aud", List.of("kubernetes")),
        "InvalidIdentityToken",
        400,
        "Incorrect token audience");
    refusedWith(token("aud", "vault"), "AccessDenied", 403, "Not authorized");
    assertThatCode(() -> assume(token("aud", "sts.amazonaws.com"), _ -> {}))
        .doesNotThrowAnyException();
  }

  @Test
  void aTokenIsValidUntilItExpires() {
    makeProvider();
    String token = token(claims());
    pass(Duration.ofMinutes(59));
    assertThatCode(() -> assume(token, _ -> {})).doesNotThrowAnyException();
    pass(Duration.ofMinutes(2));
    refusedWith(token, "ExpiredTokenException", 400, "Token expired: current date/time");
  }

  @Test
  void malformedTokensAreRejected() {
    makeProvider();
    for (String token : List.of("token", "a.b.c", token(claims()).replaceFirst("\\.[^.]*$", "."))) {
      refusedWith(token, "InvalidIdentityToken", 400, "is not a valid JWT");
    }
    for (String claim : List.of("iss", "sub", "aud", "exp")) {
      Map<String, Object> without = claims();
      without.remove(claim);
      refusedWith(
          token(without), "InvalidIdentityToken", 400, "Missing a required claim: " + claim);
    }
    refusedWith(
        token("https://aws.amazon.com/tags", Map.of()), "NotSimulated", 400, "session tags");
  }

  @Test
  void onlyWebIdentityCallsNeedNoSignature() {
    try (var sts = anonymousClient()) {
      refused(sts::getCallerIdentity, "MissingAuthenticationToken", 403, "sign it");
      refused(
          () ->
              sts.assumeRoleWithSAML(
                  r -> r.roleArn(ROLE).principalArn(PROVIDER).samlAssertion("YXNzZXJ0aW9u")),
          "InvalidAction",
          400,
          "AssumeRoleWithSAML");
    }
  }

  @Test
  void aSessionLastsAsLongAsTheRoleAllows() {
    makeProvider();
    refused(
        () -> assume(token(claims()), r -> r.durationSeconds(7200)),
        "ValidationError",
        400,
        "exceeds the MaxSessionDuration");
  }
}
