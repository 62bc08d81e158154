package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.entry;

import io.ssmenv.simulator.core.ResourceSummary;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;

/** OpenID Connect providers. */
class OidcProviderTest extends IamTest {
  private static final String URL = "https://oidc.example.com/id/1";
  private static final String ARN = "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/1";

  private void create() {
    iam.createOpenIDConnectProvider(r ->
        r.url(URL)
            .clientIDList("sts.amazonaws.com")
            .thumbprintList("a".repeat(40))
            .tags(t -> t.key("team").value("core")));
  }

  @Test
  void aProviderIsReadBackAsCreatedWithItsUrlInTheArn() {
    create();
    var got = iam.getOpenIDConnectProvider(r -> r.openIDConnectProviderArn(ARN));
    assertThat(got.url()).isEqualTo("oidc.example.com/id/1");
    assertThat(got.clientIDList()).containsExactly("sts.amazonaws.com");
    assertThat(got.thumbprintList()).containsExactly("a".repeat(40));
    assertThat(got.tags())
        .extracting(tag -> entry(tag.key(), tag.value()))
        .containsExactly(entry("team", "core"));
    assertThat(iam.listOpenIDConnectProviders().openIDConnectProviderList())
        .extracting(OpenIDConnectProviderListEntry::arn)
        .containsExactly(ARN);
    assertThat(aws.resources()).extracting(ResourceSummary::id).containsExactly(ARN);
  }

  @Test
  void aUrlHasOneProviderAndDeletingItTwiceIsNoError() {
    create();
    refused(this::create, "EntityAlreadyExists", 409, URL);
    iam.deleteOpenIDConnectProvider(r -> r.openIDConnectProviderArn(ARN));
    assertThatCode(() -> iam.deleteOpenIDConnectProvider(r -> r.openIDConnectProviderArn(ARN)))
        .doesNotThrowAnyException();
    refused(
        () -> iam.getOpenIDConnectProvider(r -> r.openIDConnectProviderArn(ARN)),
        "NoSuchEntity",
        404,
        ARN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://oidc.example.com",
        "oidc.example.com",
        "https://oidc.example.com:8443",
        "https://oidc.example.com?id=1",
        "https:// space"
      })
  void aUrlIsOfHttpsWithoutPortAndQuery(String url) {
    refused(() -> iam.createOpenIDConnectProvider(r -> r.url(url)), "ValidationError", 400, "URL");
  }

  @Test
  void anAccountHasAHundredProviders() {
    IntStream.range(0, 100)
        .forEach(number -> iam.createOpenIDConnectProvider(r -> r.url(URL + number)));
    refused(this::create, "LimitExceeded", 409, "100");
  }

  @Test
  void aThumbprintHas40HexadecimalDigits() {
    refused(
        () -> iam.createOpenIDConnectProvider(r -> r.url(URL).thumbprintList("abc")),
        "InvalidInput",
        400,
        "thumbprint");
  }

  @Test
  void aTrustPolicyReferencesAProviderByArnOnly() {
    refused(
        () ->
            iam.createRole(r ->
                r.roleName("app")
                    .assumeRolePolicyDocument(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                        "Principal":{"Federated":"accounts.google.com"},
                        "Action":"sts:AssumeRoleWithWebIdentity"}]}
                        """)),
        "MalformedPolicyDocument",
        400,
        "accounts.google.com");
  }
}
