package io.ssmenv.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks an object against the structural schema of the CRD, with the messages of the API server.
 * Unknown fields are errors, as with {@code --validate=strict}.
 */
final class StructuralCheck {

  private static final String QUOTES = "; put it in quotes";

  private final List<FieldError> errors = new ArrayList<>();

  private StructuralCheck() {}

  static List<FieldError> errors(JSONSchemaProps schema, Object value, String path) {
    StructuralCheck check = new StructuralCheck();
    check.value(schema, value, path);
    return check.errors;
  }

  private void value(JSONSchemaProps schema, Object value, String path) {
    if (!hasType(schema.getType(), value)) {
      String quotes = schema.getType().equals("string") && isScalar(value) ? QUOTES : "";
      add(path, "must be of type " + schema.getType() + ", but is " + typeOf(value) + quotes);
      return;
    }
    switch (value) {
      case Map<?, ?> map -> object(schema, map, path);
      case List<?> list -> array(schema, list, path);
      case Number number -> number(schema, number.doubleValue(), path);
      case String text -> text(schema, text, path);
      default -> {}
    }
  }

  private static boolean hasType(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      default -> throw new IllegalStateException("The CRD has a type " + type);
    };
  }

  private static String typeOf(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "an array";
      case Nothing _ -> "null";
      case Boolean bool -> "the boolean " + bool;
      case Integer _, Long _, BigInteger _ -> "the integer " + value;
      case Number number -> "the number " + number;
      default -> "the string \"" + value + "\"";
    };
  }

  /** Whether YAML reads a text without quotes as something else. */
  private static boolean isScalar(Object value) {
    return value instanceof Boolean || value instanceof Number;
  }

  private void object(JSONSchemaProps schema, Map<?, ?> map, String path) {
    Map<String, JSONSchemaProps> fields =
        Objects.requireNonNullElse(schema.getProperties(), Map.of());
    Optional<JSONSchemaProps> others =
        Optional.ofNullable(schema.getAdditionalProperties()).map(any -> any.getSchema());
    for (String required : Objects.requireNonNullElse(schema.getRequired(), List.<String>of())) {
      if (!map.containsKey(required)) {
        add(child(path, required), "Required value");
      }
    }
    atMost(schema.getMaxProperties(), map.size(), path, "properties");
    map.forEach((key, value) -> {
      String name = String.valueOf(key);
      Optional.ofNullable(fields.get(name))
          .or(() -> others)
          .ifPresentOrElse(
              known -> value(known, orNothing(value), child(path, name)),
              () -> add(child(path, name), unknown(name, fields.keySet())));
    });
  }

  private static String unknown(String name, Set<String> known) {
    return Spelling.nearest(name, known)
        .map(other -> "unknown field; did you mean " + other + "?")
        .orElse("unknown field");
  }

  private void array(JSONSchemaProps schema, List<?> list, String path) {
    atMost(schema.getMaxItems(), list.size(), path, "items");
    if (schema.getMinItems() != null && list.size() < schema.getMinItems()) {
      add(path, "must have at least " + schema.getMinItems() + " items");
    }
    List<String> keys =
        Objects.requireNonNullElse(schema.getXKubernetesListMapKeys(), List.<String>of());
    boolean unique =
        schema.getXKubernetesListType() != null
            && !schema.getXKubernetesListType().equals("atomic");
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = orNothing(list.get(i));
      String itemPath = path + "[" + i + "]";
      value(schema.getItems().getSchema(), item, itemPath);
      if (unique && !seen.add(identity(item, keys))) {
        add(itemPath, "Duplicate value: " + identity(item, keys));
      }
    }
  }

  private static Object identity(Object item, List<String> keys) {
    return item instanceof Map<?, ?> map && !keys.isEmpty()
        ? keys.stream().map(key -> key + " " + map.get(key)).collect(Collectors.joining(", "))
        : item;
  }

  private void number(JSONSchemaProps schema, double value, String path) {
    if (schema.getMinimum() != null && value < schema.getMinimum()) {
      add(path, "must be greater than or equal to " + whole(schema.getMinimum()));
    }
    if (schema.getMaximum() != null && value > schema.getMaximum()) {
      add(path, "must be less than or equal to " + whole(schema.getMaximum()));
    }
  }

  private static String whole(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private void text(JSONSchemaProps schema, String value, String path) {
    List<String> allowed =
        Objects.requireNonNullElse(schema.getEnum(), List.<JsonNode>of()).stream()
            .map(node -> node.asText())
            .toList();
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      add(
          path,
          "Unsupported value: \"" + value + "\": supported values: " + String.join(", ", allowed));
    }
    int length = value.codePointCount(0, value.length());
    atMost(schema.getMaxLength(), length, path, "characters");
    if (schema.getMinLength() != null && length < schema.getMinLength()) {
      add(path, "must have at least " + schema.getMinLength() + " characters");
    }
    if (schema.getPattern() != null && !value.matches(schema.getPattern())) {
      add(path, "must match " + schema.getPattern());
    }
  }

  private void atMost(@Nullable Long limit, int size, String path, String what) {
    if (limit != null && size > limit) {
      add(path, "must have at most " + limit + " " + what);
    }
  }

  private void add(String path, String message) {
    errors.add(new FieldError(path, message));
  }

  static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** YAML's null, which no field of the CRD allows. */
  private record Nothing() {}

  private static Object orNothing(@Nullable Object value) {
    return value == null ? new Nothing() : value;
  }
}
