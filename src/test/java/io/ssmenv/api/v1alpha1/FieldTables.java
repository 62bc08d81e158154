package io.ssmenv.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of the CRD as Markdown: a table for each object, in the order of the code, and below
 * it the messages of its validation rules.
 */
final class FieldTables {

  private static final Pattern DEFAULT_AT_THE_END = Pattern.compile(" ?Default: (.*)\\.$");
  private static final Pattern DEFAULT_AMONG_OTHERS = Pattern.compile("(\\w+) \\(the default\\)");

  /** Defaults that nobody can write into a spec. */
  private static final Set<String> WORDS = Set.of("none", "nowhere");

  private final boolean asked;
  private final StringBuilder text = new StringBuilder();

  private FieldTables(boolean asked) {
    this.asked = asked;
  }

  /** The fields of the spec, with their defaults. A rule of the whole object can be about them. */
  static String spec(JSONSchemaProps root) {
    JSONSchemaProps spec =
        new JSONSchemaPropsBuilder(root.getProperties().get("spec"))
            .addAllToXKubernetesValidations(
                root.getXKubernetesValidations().stream()
                    .filter(rule -> rule.getFieldPath() != null)
                    .toList())
            .build();
    return new FieldTables(true).section("spec", spec, spec, EnvironmentSpec.class);
  }

  /** The fields of the status. */
  static String status(JSONSchemaProps status) {
    return new FieldTables(false).section("status", status, status, EnvironmentStatus.class);
  }

  private String section(
      String path, JSONSchemaProps field, JSONSchemaProps object, Class<?> type) {
    line("### " + path + "\n");
    line(plain(field) + "\n");
    line(asked ? "| field | type | default | meaning |" : "| field | type | meaning |");
    line(asked ? "|---|---|---|---|" : "|---|---|---|");
    for (RecordComponent one : type.getRecordComponents()) {
      row(one, object.getProperties().get(one.getName()), object.getRequired());
    }
    line("");
    rules(object.getXKubernetesValidations());
    for (RecordComponent one : type.getRecordComponents()) {
      JSONSchemaProps inside = object.getProperties().get(one.getName());
      boolean list = inside.getItems() != null;
      nested(one.getGenericType())
          .ifPresent(record ->
              section(
                  path + "." + one.getName() + (list ? "[]" : ""),
                  inside,
                  list ? items(inside) : inside,
                  record));
    }
    return text.toString();
  }

  private void row(RecordComponent component, JSONSchemaProps field, List<String> required) {
    String name = component.getName();
    String must =
        required.contains(name)
            ? "**required**"
            : defaultOf(field)
                .map(FieldTables::asCode)
                .orElse(nested(component.getGenericType()).isPresent() ? "see below" : "");
    line(
        "| `%s` | %s | %s%s |"
            .formatted(name, typeOf(field), asked ? must + " | " : "", plain(field)));
  }

  private void rules(List<ValidationRule> rules) {
    rules.forEach(rule ->
        line("- " + escaped(rule.getMessage()) + (onChange(rule) ? " *(on a change)*" : "")));
    if (!rules.isEmpty()) {
      line("");
    }
  }

  private static boolean onChange(ValidationRule rule) {
    return rule.getRule().contains("oldSelf");
  }

  /** The default of a field; empty if its description has none. */
  static Optional<String> defaultOf(JSONSchemaProps field) {
    return Stream.of(DEFAULT_AT_THE_END, DEFAULT_AMONG_OTHERS)
        .map(pattern -> pattern.matcher(field.getDescription()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static String plain(JSONSchemaProps described) {
    String description = Optional.ofNullable(described.getDescription()).orElse("");
    return escaped(DEFAULT_AT_THE_END.matcher(description).replaceFirst(""));
  }

  /** Formats a value as code, but not a text. */
  private static String asCode(String value) {
    return value.contains(" ") || WORDS.contains(value) ? value : "`" + value + "`";
  }

  private static String escaped(String text) {
    return text.replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|");
  }

  private static String typeOf(JSONSchemaProps field) {
    List<String> words = new ArrayList<>();
    if (field.getItems() != null) {
      words.add("list of " + kind(items(field)) + "s");
      range(field.getMinItems(), field.getMaxItems()).ifPresent(words::add);
      range(null, items(field).getMaxLength())
          .ifPresent(length -> words.add("each " + length + " characters"));
      if ("set".equals(field.getXKubernetesListType())) {
        words.add("none twice");
      }
    } else if (field.getAdditionalProperties() != null) {
      JSONSchemaProps values = field.getAdditionalProperties().getSchema();
      words.add("map of " + kind(values) + "s");
      range(null, field.getMaxProperties()).ifPresent(words::add);
      range(null, values.getMaxLength())
          .ifPresent(length -> words.add("values " + length + " characters"));
    } else {
      words.add(kind(field));
      range(whole(field.getMinimum()), whole(field.getMaximum())).ifPresent(words::add);
      range(field.getMinLength(), field.getMaxLength())
          .ifPresent(length -> words.add(length + " characters"));
    }
    return String.join(", ", words);
  }

  private static String kind(JSONSchemaProps field) {
    if (field.getEnum() == null || field.getEnum().isEmpty()) {
      return field.getType();
    }
    List<String> values =
        field.getEnum().stream().map(value -> "`" + value.asText() + "`").toList();
    return String.join(", ", values.subList(0, values.size() - 1)) + " or " + values.getLast();
  }

  private static Optional<String> range(Long least, Long most) {
    return Optional.ofNullable(most)
        .map(limit -> least == null ? "at most " + limit : least + " to " + limit);
  }

  private static Long whole(Double number) {
    return number == null ? null : number.longValue();
  }

  private static JSONSchemaProps items(JSONSchemaProps list) {
    return list.getItems().getSchema();
  }

  /** The record of a field or of the items of a list. */
  static Optional<Class<?>> nested(Type type) {
    Type one = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
    return one instanceof Class<?> record && record.isRecord()
        ? Optional.of(record)
        : Optional.empty();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
