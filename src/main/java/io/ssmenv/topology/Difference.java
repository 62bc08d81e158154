package io.ssmenv.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One component in which an observed resource differs from the desired one.
 *
 * @param component in which the records differ
 * @param desired the value as it should be, printed
 * @param observed the value as it is, printed
 */
public record Difference(Component component, String desired, String observed) {

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
    Map<String, Object> observedValues = Components.compared(observed);
    List<Difference> differences = new ArrayList<>();
    Components.compared(desired)
        .forEach((name, desiredValue) -> {
          Component component = new Component(desired.getClass(), name);
          Object observedValue = Objects.requireNonNull(observedValues.get(name));
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
            differences.add(
                new Difference(component, desiredValue.toString(), observedValue.toString()));
          }
        });
    return List.copyOf(differences);
  }

  @Override
  public String toString() {
    return component
        + (component.isTags() ? " are " : " is ")
        + observed
        + ", should be "
        + desired;
  }
}
