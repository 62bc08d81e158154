package io.ssmenv.api.v1alpha1;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Objects;

/**
 * Sets the type of a list, for which the CRD generator has no annotation. The API server then
 * rejects duplicates, and merges the list by key if several managers apply it.
 *
 * <p>The input is {@code property=set}, or {@code property=map:key}, with the key required.
 */
public final class ListTypes implements SchemaCustomizer.Customizer {

  @Override
  public JSONSchemaProps apply(
      JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
    String[] propertyAndType = input.split("=", 2);
    String[] typeAndKey = propertyAndType[1].split(":", 2);
    JSONSchemaProps list =
        Objects.requireNonNull(schema.getProperties().get(propertyAndType[0]), input);
    list.setXKubernetesListType(typeAndKey[0]);
    if (typeAndKey.length == 2) {
      list.setXKubernetesListMapKeys(List.of(typeAndKey[1]));
    }
    return schema;
  }
}
