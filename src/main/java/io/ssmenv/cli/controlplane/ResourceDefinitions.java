package io.ssmenv.cli.controlplane;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Custom resource definitions: which one is ours, and when one is served. */
final class ResourceDefinitions {

  private static final String OURS = "/crds/ssmmanagedenvironments.ssmenv.io-v1.yml";

  private ResourceDefinitions() {}

  /** As generated into {@code crds/}; to be closed by the caller. */
  static InputStream ours() {
    return Optional.ofNullable(ResourceDefinitions.class.getResourceAsStream(OURS))
        .orElseThrow(() ->
            new IllegalStateException(
                "%s is not on the class path; build the project first".formatted(OURS)));
  }

  /** Whether it is served. A status that nobody has filled in yet has no conditions. */
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
