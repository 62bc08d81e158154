package io.ssmenv.cli.controlplane;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The CRD of ssmenv, and whether a CRD is served. */
final class ResourceDefinitions {

  private static final String ENVIRONMENT_DEFINITION =
      "/crds/ssmmanagedenvironments.ssmenv.io-v1.yml";

  private ResourceDefinitions() {}

  /** The generated CRD in {@code crds/}. The caller must close it. */
  static InputStream environmentDefinition() {
    return Optional.ofNullable(
            ResourceDefinitions.class.getResourceAsStream(ENVIRONMENT_DEFINITION))
        .orElseThrow(() ->
            new IllegalStateException(
                "%s is not on the class path. Build the project first"
                    .formatted(ENVIRONMENT_DEFINITION)));
  }

  /** Whether the API server serves all versions, and clients can discover them: a moment later. */
  static boolean served(KubernetesClient client, CustomResourceDefinition definition) {
    CustomResourceDefinitionSpec spec = definition.getSpec();
    return established(client.resource(definition).get())
        && spec.getVersions().stream()
            .filter(version -> Boolean.TRUE.equals(version.getServed()))
            .map(version -> client.getApiResources(spec.getGroup() + "/" + version.getName()))
            .allMatch(found ->
                found != null
                    && found.getResources().stream()
                        .anyMatch(one -> one.getName().equals(spec.getNames().getPlural())));
  }

  /** Whether a CRD is served. A new CRD has no conditions. */
  static boolean established(@Nullable CustomResourceDefinition definition) {
    return Optional.ofNullable(definition)
        .map(CustomResourceDefinition::getStatus)
        .map(CustomResourceDefinitionStatus::getConditions)
        .stream()
        .flatMap(List::stream)
        .anyMatch(condition ->
            "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
