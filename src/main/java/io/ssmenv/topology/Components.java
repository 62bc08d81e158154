package io.ssmenv.topology;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The components of a resource record by name, in the order of their declaration. */
final class Components {

  /** Cached: each reflective lookup would create new accessors, which are slow at first. */
  private static final ClassValue<List<RecordComponent>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return List.of(type.getRecordComponents());
        }
      };

  private Components() {}

  /** The types of the components by their names. */
  static Map<String, Class<?>> types(Class<? extends Resource> type) {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    OF_CLASS.get(type).forEach(component -> types.put(component.getName(), component.getType()));
    return types;
  }

  static Map<String, Object> of(Resource resource) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : OF_CLASS.get(resource.getClass())) {
      values.put(component.getName(), value(resource, component));
    }
    return values;
  }

  /**
   * The components that drift is about: without the key and without {@link CreateOnly} components.
   */
  static Map<String, Object> compared(Resource resource) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : OF_CLASS.get(resource.getClass())) {
      if (component.getType() != Key.class && !component.isAnnotationPresent(CreateOnly.class)) {
        values.put(component.getName(), value(resource, component));
      }
    }
    return values;
  }

  /** A copy of the resource with other tags; empty for a link, which has no tags. */
  static Optional<Resource> withTags(Resource resource, UnaryOperator<Tags> change) {
    Map<String, Object> values = of(resource);
    if (values.values().stream().noneMatch(Tags.class::isInstance)) {
      return Optional.empty();
    }
    values.replaceAll((_, value) -> value instanceof Tags tags ? change.apply(tags) : value);
    Class<?>[] types =
        OF_CLASS.get(resource.getClass()).stream()
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return Optional.of(
          (Resource)
              resource.getClass().getConstructor(types).newInstance(values.values().toArray()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot copy " + resource.key(), e);
    }
  }

  private static Object value(Resource resource, RecordComponent component) {
    try {
      return component.getAccessor().invoke(resource);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read " + component + " of " + resource.key(), e);
    }
  }
}
