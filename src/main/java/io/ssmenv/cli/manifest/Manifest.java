package io.ssmenv.cli.manifest;

import java.util.Map;
import java.util.Optional;

/**
 * An SsmManagedEnvironment as somebody has written it.
 *
 * @param source the file, for messages
 * @param object as in the file, with fields that the CRD may not have
 */
public record Manifest(String source, Map<String, Object> object) {

  /** The namespace in the file; empty if there is none. */
  public Optional<String> namespace() {
    return metadata("namespace");
  }

  /** The name, for messages. */
  public String name() {
    return metadata("name").orElse("(without a name)");
  }

  private Optional<String> metadata(String field) {
    return object.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get(field) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }
}
