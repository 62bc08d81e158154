package io.ssmenv.cli.manifest;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks a new object as the API server would, without one: with the schema and the rules of the
 * CRD that is part of this program.
 */
public final class LocalAdmission {

  private static final String DEFINITION = "/crds/ssmmanagedenvironments.ssmenv.io-v1.yml";
  private static final String VERSION = "ssmenv.io/v1alpha1";

  /** The names of Kubernetes objects: DNS subdomains. [D] */
  private static final String NAME =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  private static final List<String> ROOT = List.of("apiVersion", "kind", "metadata");

  private final JSONSchemaProps schema;

  /** Reads the CRD. */
  public LocalAdmission() {
    this.schema = definition().getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
  }

  private static CustomResourceDefinition definition() {
    try (InputStream yaml =
        Optional.ofNullable(LocalAdmission.class.getResourceAsStream(DEFINITION))
            .orElseThrow(() ->
                new IllegalStateException(
                    DEFINITION + " is not on the class path. Build the project first"))) {
      return new KubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The environment of a manifest, as a new one: without a status.
   *
   * @throws IllegalArgumentException with a message for users, if the API server would refuse it
   */
  public SsmManagedEnvironment admit(Manifest manifest) {
    List<FieldError> errors = errors(manifest.object());
    if (!errors.isEmpty()) {
      throw refused(
          manifest, errors.stream().map(FieldError::toString).collect(Collectors.joining("; ")));
    }
    SsmManagedEnvironment environment =
        new KubernetesSerialization().convertValue(manifest.object(), SsmManagedEnvironment.class);
    environment
        .specProblem()
        .ifPresent(problem -> {
          throw refused(manifest, problem);
        });
    environment.setStatus(null); // Only the operator writes it.
    return environment;
  }

  private static IllegalArgumentException refused(Manifest manifest, String problem) {
    return new IllegalArgumentException(
        manifest.source() + ": " + manifest.name() + ": " + problem);
  }

  /** Why the API server would refuse to create the object; empty if it would not. */
  List<FieldError> errors(Map<String, Object> object) {
    if (!VERSION.equals(object.get("apiVersion"))) {
      return List.of(
          new FieldError(
              "apiVersion",
              "Unsupported value: \""
                  + object.get("apiVersion")
                  + "\": supported values: "
                  + VERSION));
    }
    List<FieldError> errors = new ArrayList<>(metadata(object));
    Map<String, Object> content = new LinkedHashMap<>(object);
    content.keySet().removeAll(ROOT);
    errors.addAll(StructuralCheck.errors(schema, content, ""));
    return errors.isEmpty() ? CelRules.errors(schema, object, "") : errors;
  }

  private static List<FieldError> metadata(Map<String, Object> object) {
    if (!(object.get("metadata") instanceof Map<?, ?> metadata)) {
      return List.of(new FieldError("metadata.name", "Required value"));
    }
    List<FieldError> errors = new ArrayList<>();
    if (!(metadata.get("name") instanceof String name)) {
      errors.add(new FieldError("metadata.name", "Required value"));
    } else if (!name.matches(NAME)) {
      errors.add(
          new FieldError(
              "metadata.name",
              "must consist of lower-case letters, digits, - and ., and start and end with a letter"
                  + " or digit, but is \""
                  + name
                  + "\""));
    }
    metadata.keySet().stream()
        .map(String::valueOf)
        .filter(key -> !MetadataFields.ALL.contains(key))
        .forEach(key ->
            errors.add(
                new FieldError(
                    "metadata." + key,
                    Spelling.nearest(key, MetadataFields.ALL)
                        .map(other -> "unknown field; did you mean " + other + "?")
                        .orElse("unknown field"))));
    return errors;
  }

  /** The fields of ObjectMeta. [D] */
  private static final class MetadataFields {
    static final List<String> ALL =
        List.of(
            "annotations",
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "finalizers",
            "generateName",
            "generation",
            "labels",
            "managedFields",
            "name",
            "namespace",
            "ownerReferences",
            "resourceVersion",
            "selfLink",
            "uid");
  }
}
