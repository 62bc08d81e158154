package io.ssmenv.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.KubernetesCompatibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A real API server accepts everything in {@code deploy/} without a warning. */
@KubernetesCompatibility
@TestInstance(Lifecycle.PER_CLASS)
class ManifestsIT {

  private static final List<String> CREDENTIAL_COMPONENTS =
      List.of("irsa", "pod-identity", "static-credentials");
  private static final List<String> SCOPE_COMPONENTS = List.of("all-namespaces", "one-namespace");

  private ApiServer server;
  private List<Manifests> all;

  @BeforeAll
  void start() throws IOException {
    server = ApiServer.bare();
    server
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName("team-a").endMetadata().build())
        .create();
    all = new ArrayList<>(Manifests.overlays(server));
    for (String credentials : CREDENTIAL_COMPONENTS) {
      for (String scope : SCOPE_COMPONENTS) {
        all.add(Manifests.combination(server, Path.of("target", "overlays"), credentials, scope));
      }
    }
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void everyOverlayAndEveryCombinationOfComponentsIsAppliedWithoutAWarning() {
    assertThat(all).hasSizeGreaterThanOrEqualTo(10);
    for (Manifests manifests : all) {
      String output = manifests.apply(server);
      assertThat(output.lines())
          .as(manifests.toString())
          .hasSameSizeAs(manifests.objects())
          .allMatch(line -> line.matches("\\S+/\\S+ (created|configured|unchanged)"));
    }
  }

  @Test
  void thePodMeetsTheRestrictedPodSecurityStandard() {
    for (Manifests manifests : all) {
      manifests.apply(server);
      Pod pod = pod(manifests.deployment().getSpec().getTemplate());
      assertThat(server.client().resource(pod).dryRun().create().getMetadata().getNamespace())
          .as(manifests.toString())
          .isEqualTo(Manifests.NAMESPACE);

      pod.getSpec().setHostNetwork(true);
      assertThatThrownBy(() -> server.client().resource(pod).dryRun().create())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("violates PodSecurity \"restricted:latest\": host namespaces");
    }
  }

  @Test
  void everySelectorMatchesTheOperatorsPods() {
    for (Manifests manifests : all) {
      var labels = manifests.deployment().getSpec().getTemplate().getMetadata().getLabels();
      assertThat(labels)
          .containsAllEntriesOf(
              manifests.only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
      assertThat(manifests.all(NetworkPolicy.class)).hasSizeGreaterThanOrEqualTo(2);
      for (NetworkPolicy policy : manifests.all(NetworkPolicy.class)) {
        var selector = policy.getSpec().getPodSelector().getMatchLabels();
        assertThat(labels).as(policy.getMetadata().getName()).containsAllEntriesOf(selector);
        policy.getSpec().getIngress().stream()
            .flatMap(rule -> rule.getPorts().stream())
            .forEach(port ->
                assertThat(port.getPort())
                    .isEqualTo(
                        new IntOrString(manifests.container().getPorts().getFirst().getName())));
      }
    }
  }

  @Test
  void theImageTagIsTheProjectVersion() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>ssmenv</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    for (Manifests manifests : all) {
      assertThat(manifests.container().getImage()).isEqualTo("ssmenv:" + version.group(1));
    }
  }

  @Test
  void noSecretIsDeclaredAndAllOrOneNamespaceIsWatched() {
    for (Manifests manifests : all) {
      List<String> types = manifests.objects().stream().map(HasMetadata::getKind).toList();
      assertThat(types).doesNotContain("Secret");
      boolean watchesOneNamespace =
          manifests.container().getArgs().stream().anyMatch(one -> one.startsWith("--namespace="));
      assertThat(types.contains("ClusterRole"))
          .as(manifests.toString())
          .isNotEqualTo(watchesOneNamespace);
    }
  }

  private static Pod pod(PodTemplateSpec template) {
    return new PodBuilder()
        .withNewMetadataLike(template.getMetadata())
        .withName("admitted")
        .withNamespace(Manifests.NAMESPACE)
        .endMetadata()
        .withNewSpecLike(template.getSpec())
        .endSpec()
        .build();
  }
}
