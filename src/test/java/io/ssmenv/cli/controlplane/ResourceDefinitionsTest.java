package io.ssmenv.cli.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ResourceDefinitionsTest {

  @Test
  void aDefinitionIsServedWhenItIsEstablishedAndNotBefore() {
    assertThat(ResourceDefinitions.established(null)).isFalse();
    assertThat(ResourceDefinitions.established(definition("{}"))).isFalse();
    assertThat(
            ResourceDefinitions.established(definition("{storedVersions: [v1], conditions: null}")))
        .isFalse();
    assertThat(
            ResourceDefinitions.established(
                definition("{conditions: [{type: Established, status: 'False'}]}")))
        .isFalse();
    assertThat(
            ResourceDefinitions.established(
                definition(
                    "{conditions: [{type: NamesAccepted, status: 'True'}, {type: Established,"
                        + " status: 'True'}]}")))
        .isTrue();
  }

  private static CustomResourceDefinition definition(String status) {
    return Serialization.unmarshal("status: " + status, CustomResourceDefinition.class);
  }
}
