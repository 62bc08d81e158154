package io.ssmenv.cli.plan;

import io.ssmenv.engine.Preview;
import io.ssmenv.plan.Forecast;
import io.ssmenv.plan.PlannedChange;
import io.ssmenv.plan.PlannedChange.Action;
import io.ssmenv.status.Interruption;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A change with everything that a report shows of it.
 *
 * @param fields what is set or changed, with the values before and after
 */
record ChangeDetail(PlannedChange change, List<Field> fields, List<Interruption> interruptions) {

  /** A value of a resource; empty where the resource does not exist. */
  record Field(String name, Optional<String> before, Optional<String> after) {}

  ChangeDetail {
    fields = List.copyOf(fields);
    interruptions = List.copyOf(interruptions);
  }

  static ChangeDetail of(
      PlannedChange change,
      Preview.Complete preview,
      Map<String, String> placeholders,
      VpcNames vpc) {
    return new ChangeDetail(
        change,
        new FieldPrinter(change, preview.observed(), placeholders, vpc).fields(),
        preview.interruptions(change));
  }

  Optional<String> id() {
    return change.before().map(Observed::id);
  }

  /** Why, where the fields do not say it. */
  String why() {
    return switch (change.reason().code()) {
      case MISSING -> "it does not exist";
      case DIFFERENT -> "it differs from the spec";
      case REPLACED -> "AWS cannot change it in place";
      case FAILED, DUPLICATE, NO_LONGER_DESIRED, SUPERSEDED, ENVIRONMENT_DELETED ->
          change.reason().message();
    };
  }

  /** Prints the values of one change. */
  private record FieldPrinter(
      PlannedChange change, Observation observed, Map<String, String> placeholders, VpcNames vpc) {

    List<Field> fields() {
      Map<String, String> before =
          change.before().map(there -> print(there.resource())).orElse(Map.of());
      Map<String, String> after = change.after().map(this::print).orElse(Map.of());
      List<Field> fields = new ArrayList<>();
      switch (change.action()) {
        case CREATE ->
            after.forEach(
                (name, value) -> fields.add(new Field(name, Optional.empty(), Optional.of(value))));
        case UPDATE -> fields.addAll(changed(before, after, this::isDifferent));
        case REPLACE -> fields.addAll(changed(before, after, _ -> true));
        case DELETE -> {}
      }
      return withId(fields);
    }

    private static List<Field> changed(
        Map<String, String> before, Map<String, String> after, Predicate<String> filter) {
      return after.entrySet().stream()
          .filter(field -> filter.test(component(field.getKey())))
          .filter(field -> !field.getValue().equals(before.get(field.getKey())))
          .map(field ->
              new Field(
                  field.getKey(),
                  Optional.ofNullable(before.get(field.getKey())),
                  Optional.of(field.getValue())))
          .toList();
    }

    private boolean isDifferent(String component) {
      return change.differences().stream()
          .anyMatch(difference -> difference.component().name().equals(component));
    }

    private static String component(String field) {
      return field.startsWith("tags.") ? "tags" : field;
    }

    /** A link has no id of its own; IAM's ids are names, which are fields. */
    private List<Field> withId(List<Field> fields) {
      boolean hasId =
          change
              .after()
              .filter(after -> hasTags(after) && !after.values().containsKey("path"))
              .isPresent();
      boolean isNew = change.action() == Action.CREATE || change.action() == Action.REPLACE;
      if (!hasId || !isNew) {
        return fields;
      }
      List<Field> all = new ArrayList<>(fields);
      all.add(
          new Field(
              "id", change.before().map(Observed::id), Optional.of(Forecast.KNOWN_AFTER_APPLY)));
      return all;
    }

    private static boolean hasTags(Resource resource) {
      return resource.values().values().stream().anyMatch(Tags.class::isInstance);
    }

    private Map<String, String> print(Resource resource) {
      Map<String, String> printed = new LinkedHashMap<>();
      resource
          .values()
          .forEach((name, value) -> {
            if (value instanceof Tags tags) {
              tags.values().forEach((key, text) -> printed.put("tags." + key, text));
            } else if (!(value instanceof Key)) {
              printed.put(name, print(value));
            }
          });
      return printed;
    }

    private String print(Object value) {
      return switch (value) {
        case Ref.ToKey(Key key) -> vpc.nameOf(key) + " " + idOf(key);
        case Peer.Group(Ref.ToKey(Key key)) -> vpc.nameOf(key) + " " + idOf(key);
        case Optional<?> optional -> optional.map(Object::toString).orElse("none");
        case Set<?> several when several.isEmpty() -> "none";
        case Set<?> several -> several.stream().map(this::print).collect(Collectors.joining(", "));
        default -> {
          String text = value.toString();
          yield Objects.requireNonNullElse(placeholders.get(text), text);
        }
      };
    }

    private String idOf(Key key) {
      return observed
          .find(key)
          .map(existing -> "(" + existing.id() + ")")
          .orElse(Forecast.KNOWN_AFTER_APPLY);
    }
  }
}
