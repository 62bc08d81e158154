package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.KubernetesCompatibility;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example in {@code docs/resource.md} against the CRD that an API server serves. */
@KubernetesCompatibility
@ExtendWith(ApiServerExtension.class)
class ResourcePageIT {

  @Test
  void theExampleIsAccepted(ApiServer server) throws IOException {
    GenericKubernetesResource example =
        new KubernetesSerialization()
            .unmarshal(ResourcePage.example(), GenericKubernetesResource.class);
    example.getMetadata().setNamespace("default");

    GenericKubernetesResource answered =
        server.client().resource(example).dryRun().fieldValidation(Validation.STRICT).create();

    assertThat(answered.getAdditionalProperties()).isEqualTo(example.getAdditionalProperties());
  }

  @Test
  void theExampleHasEveryFieldOfTheSpec() throws IOException {
    Map<String, Object> example =
        new KubernetesSerialization()
            .unmarshal(ResourcePage.example(), GenericKubernetesResource.class)
            .get("spec");
    assertThat(example)
        .containsOnlyKeys(
            Stream.of(EnvironmentSpec.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }
}
