package io.ssmenv.topology;

import java.util.Collection;
import java.util.Set;

/**
 * A component of a resource record, such as the CIDR of a VPC. Code that asks for a component uses
 * a constant of the record, which fails when the class is loaded if there is no such component.
 */
public record Component(Class<? extends Resource> type, String name) {

  /**
   * The component of a record.
   *
   * @throws IllegalArgumentException if the record has no component with this name
   */
  public static Component of(Class<? extends Resource> type, String name) {
    if (Components.type(type, name).isEmpty()) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no component " + name);
    }
    return new Component(type, name);
  }

  /** Whether it holds the tags of the resource. */
  public boolean isTags() {
    return Components.type(type, name).filter(Tags.class::equals).isPresent();
  }

  /** Whether no component but the tags is among these; also true if there are none. */
  public static boolean onlyTags(Collection<Component> components) {
    return components.stream().allMatch(Component::isTags);
  }

  /** The components in which the differences are. */
  public static Set<Component> of(Collection<Difference> differences) {
    return differences.stream().map(Difference::component).collect(ImmutableCopy.toSet());
  }

  @Override
  public String toString() {
    return name;
  }
}
