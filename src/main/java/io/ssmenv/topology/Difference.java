package io.ssmenv.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One component, or one field of a JSON document, in which an observed resource differs from the
 * desired one.
 *
 * @param component in which the records differ
 * @param field the path of the field in the document; empty for the whole component
 * @param desired the value as it should be, printed
 * @param observed the value as it is, printed
 */
public record Difference(Component component, String field, String desired, String observed) {

  /** How many fields of a document are told. */
  private static final int FIELDS = 3;

  /** A difference of a whole component. */
  public Difference(Component component, String desired, String observed) {
    this(component, "", desired, observed);
  }

  /**
   * Compares two records of the same type component by component. What AWS {@linkplain
   * Ref.NotShownYet does not show yet} is no difference.
   *
   * @throws IllegalArgumentException if the records are of different types
   */
  public static List<Difference> between(Resource desired, Resource observed) {
    if (desired.getClass() != observed.getClass()) {
      throw new IllegalArgumentException(
          "Cannot compare " + desired.key() + " with " + observed.key());
    }
    if (desired.equals(observed)) {
      return List.of();
    }
    List<Difference> differences = new ArrayList<>();
    Components.compare(
        desired,
        observed,
        (component, desiredValue, observedValue) -> {
          if (desiredValue instanceof Tags tags && observedValue instanceof Tags observedTags) {
            if (!tags.satisfiedBy(observedTags)) {
              differences.add(
                  new Difference(
                      component,
                      tags.missingFrom(observedTags).toString(),
                      "missing or different"));
            }
          } else if (!desiredValue.equals(observedValue)
              && !(observedValue instanceof Ref.NotShownYet)) {
            differences.addAll(
                printed(component, desiredValue.toString(), observedValue.toString()));
          }
        });
    return List.copyOf(differences);
  }

  private static List<Difference> printed(Component component, String desired, String observed) {
    Optional<Map<String, String>> wanted = DocumentFields.of(desired);
    Optional<Map<String, String>> found = DocumentFields.of(observed);
    if (wanted.isEmpty() || found.isEmpty()) {
      return List.of(
          wanted.isPresent() || found.isPresent()
              ? new Difference(
                  component, DocumentFields.shortened(desired), DocumentFields.shortened(observed))
              : new Difference(component, desired, observed));
    }
    SortedSet<String> fields = new TreeSet<>(wanted.get().keySet());
    fields.addAll(found.get().keySet());
    fields.removeIf(field -> Objects.equals(wanted.get().get(field), found.get().get(field)));
    List<Difference> all = new ArrayList<>();
    fields.stream()
        .limit(FIELDS)
        .map(field ->
            new Difference(component, field, value(wanted.get(), field), value(found.get(), field)))
        .forEach(all::add);
    if (fields.size() > FIELDS) {
      all.add(
          new Difference(
              component,
              " (%d more fields)".formatted(fields.size() - FIELDS),
              "as the spec asks",
              "different"));
    }
    return all.isEmpty()
        ? List.of(new Difference(component, "as the spec asks", "different"))
        : all;
  }

  private static String value(Map<String, String> fields, String field) {
    String value = fields.getOrDefault(field, "absent");
    return value.isEmpty() ? "empty" : DocumentFields.shortened(value);
  }

  @Override
  public String toString() {
    return component
        + field
        + (component.isTags() ? " are " : " is ")
        + observed
        + ", should be "
        + desired;
  }
}
