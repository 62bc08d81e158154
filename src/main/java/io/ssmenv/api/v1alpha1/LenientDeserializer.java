package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;

/**
 * Reads any environment that the API server returns. The definition of the resource may be newer
 * than the operator, and one object that cannot be read would end the list and the watch of all.
 */
final class LenientDeserializer extends StdDeserializer<SsmManagedEnvironment> {

  @Serial private static final long serialVersionUID = 1;

  /** Unknown fields are errors: ignoring one would ignore what a user asks for. */
  private static final JsonMapper STRICT = new JsonMapper();

  private static final String INSTANCES = "/instances";
  private static final List<String> REQUIRED =
      List.of("/region", "/connectivity/pattern", INSTANCES);

  LenientDeserializer() {
    super(SsmManagedEnvironment.class);
  }

  @Override
  public SsmManagedEnvironment deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode tree = context.readTree(parser);
    SsmManagedEnvironment environment = new SsmManagedEnvironment();
    if (tree.hasNonNull("metadata")) {
      environment.setMetadata(metadata(tree.get("metadata"), context));
    }
    readSpec(tree.path("spec"), environment);
    if (tree.hasNonNull("status")) {
      LenientStatus status = LenientStatus.read(tree.get("status"));
      environment.setStatus(status.status());
      environment.setStatusComplete(status.complete());
    }
    return environment;
  }

  /**
   * Without who has set which field: it takes more memory than everything else together, nobody
   * here reads it, and an update without it keeps it.
   */
  private static ObjectMeta metadata(JsonNode tree, DeserializationContext context)
      throws IOException {
    return context.readTreeAsValue(
        tree instanceof ObjectNode object ? object.without("managedFields") : tree,
        ObjectMeta.class);
  }

  private static void readSpec(JsonNode spec, SsmManagedEnvironment environment) {
    if (!spec.isObject()) {
      environment.setSpecProblem("spec is missing");
      return;
    }
    Optional<String> missing = missing(spec);
    if (missing.isPresent()) {
      environment.setSpecProblem(missing.get() + " is missing");
      return;
    }
    try {
      environment.setSpec(STRICT.treeToValue(spec, EnvironmentSpec.class));
    } catch (JsonMappingException e) {
      environment.setSpecProblem(problem(e));
    } catch (JsonProcessingException e) {
      environment.setSpecProblem("spec cannot be read: " + e.getOriginalMessage());
    }
  }

  /** A field that the schema requires: that of the cluster may be another one. */
  private static Optional<String> missing(JsonNode spec) {
    for (String field : REQUIRED) {
      if (spec.at(field).isMissingNode() || spec.at(field).isNull()) {
        return Optional.of("spec" + field.replace('/', '.'));
      }
    }
    int number = 0;
    for (JsonNode group : spec.at(INSTANCES)) {
      if (!group.hasNonNull("name")) {
        return Optional.of("spec.instances[" + number + "].name");
      }
      number++;
    }
    return Optional.empty();
  }

  private static String problem(JsonMappingException failure) {
    String field = path(failure);
    return switch (failure) {
      case InvalidFormatException format ->
          field
              + ": this version of the operator does not know the value \""
              + format.getValue()
              + "\"";
      case UnrecognizedPropertyException _ ->
          field + ": this version of the operator does not know the field";
      default -> field + " cannot be read: " + failure.getOriginalMessage();
    };
  }

  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder("spec");
    for (JsonMappingException.Reference part : failure.getPath()) {
      if (part.getFieldName() == null) {
        path.append('[').append(part.getIndex()).append(']');
      } else {
        path.append('.').append(part.getFieldName());
      }
    }
    return path.toString();
  }
}
