package io.ssmenv.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The trust policies trust the service account of the manifests, and nothing else. */
class TrustPoliciesTest {

  private static final Path DEPLOY = Path.of("deploy");

  private final ObjectMeta account = account();

  @Test
  void irsaTrustsTheServiceAccountOfTheManifests() throws IOException {
    JsonNode conditions = onlyStatement("trust-irsa.json").at("/Condition/StringEquals");
    assertThat(conditions.get("OIDC_PROVIDER:sub").asText())
        .isEqualTo("system:serviceaccount:" + account.getNamespace() + ":" + account.getName());
    assertThat(conditions.get("OIDC_PROVIDER:aud").asText()).isEqualTo("sts.amazonaws.com");
  }

  @Test
  void podIdentityTrustsTheServiceAccountOfTheManifests() throws IOException {
    JsonNode statement = onlyStatement("trust-pod-identity.json");
    assertThat(statement.at("/Principal/Service").asText()).isEqualTo("pods.eks.amazonaws.com");
    JsonNode conditions = statement.at("/Condition/StringEquals");
    assertThat(conditions.get("aws:RequestTag/kubernetes-namespace").asText())
        .isEqualTo(account.getNamespace());
    assertThat(conditions.get("aws:RequestTag/kubernetes-service-account").asText())
        .isEqualTo(account.getName());
  }

  private static JsonNode onlyStatement(String file) throws IOException {
    JsonNode statements =
        new ObjectMapper().readTree(DEPLOY.resolve("iam").resolve(file).toFile()).get("Statement");
    assertThat(statements).hasSize(1);
    return statements.get(0);
  }

  private static ObjectMeta account() {
    try {
      String yaml = Files.readString(DEPLOY.resolve("base/service-account.yaml"));
      return Serialization.unmarshal(yaml, ServiceAccount.class).getMetadata();
    } catch (IOException e) {
      throw new AssertionError("the manifests have no service account", e);
    }
  }
}
