package io.ssmenv.api.v1alpha1;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that creates a spec or changes an existing one.
 *
 * @param before fields of the existing spec, in YAML; empty if the object is new
 * @param after fields of the new spec, in YAML; they replace those of the smallest valid spec
 */
public record AdmissionCase(Optional<String> before, String after) {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private static final String SMALLEST =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints}
      instances: [{name: app}]
      """;

  static AdmissionCase created(String spec) {
    return new AdmissionCase(Optional.empty(), spec);
  }

  static AdmissionCase changed(String from, String to) {
    return new AdmissionCase(Optional.of(from), to);
  }

  /** The smallest valid spec, with some of its fields replaced, or removed if null. */
  public static Map<String, Object> spec(String fields) {
    Map<String, Object> spec = new HashMap<>(fields(SMALLEST));
    spec.putAll(fields(fields));
    spec.values().removeIf(value -> value == null);
    return spec;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(String yaml) {
    return yaml.isBlank() ? Map.of() : SERIALIZATION.unmarshal(yaml, Map.class);
  }
}
