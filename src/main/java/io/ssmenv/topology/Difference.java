package io.ssmenv.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One field in which an observed resource differs from the desired one.
 *
 * @param field the record component's name
 * @param desired the value as it should be, printed
 * @param observed the value as it is, printed
 */
public record Difference(String field, String desired, String observed) {

  /**
   * Compares two records of the same type component by component.
   *
   * @throws IllegalArgumentException if the records are of different types
   */
  public static List<Difference> between(Resource desired, Resource observed) {
    if (desired.getClass() != observed.getClass()) {
      throw new IllegalArgumentException(
          "Cannot compare " + desired.key() + " with " + observed.key());
    }
    Map<String, Object> there = Components.compared(observed);
    List<Difference> differences = new ArrayList<>();
    Components.compared(desired)
        .forEach((field, wanted) -> {
          Object seen = Objects.requireNonNull(there.get(field));
          if (wanted instanceof Tags tags && seen instanceof Tags seenTags) {
            if (!tags.satisfiedBy(seenTags)) {
              differences.add(
                  new Difference(
                      field, tags.missingFrom(seenTags).toString(), "missing or different"));
            }
          } else if (!wanted.equals(seen)) {
            differences.add(new Difference(field, wanted.toString(), seen.toString()));
          }
        });
    return List.copyOf(differences);
  }

  @Override
  public String toString() {
    return field + " is " + observed + ", should be " + desired;
  }
}
