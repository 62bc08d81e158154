package io.ssmenv.topology;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
    return of(resource).values().stream().noneMatch(Tags.class::isInstance)
        ? Optional.empty()
        : Optional.of(
            copy(resource, value -> value instanceof Tags tags ? change.apply(tags) : value));
  }

  /** A copy of the resource with other references. */
  static Resource withRefs(Resource resource, UnaryOperator<Ref> change) {
    return copy(
        resource,
        value ->
            switch (value) {
              case Ref ref -> change.apply(ref);
              case SecurityGroupRule.Peer.Group peer ->
                  new SecurityGroupRule.Peer.Group(change.apply(peer.group()));
              case Set<?> several when several.stream().allMatch(Ref.class::isInstance) ->
                  several.stream()
                      .map(Ref.class::cast)
                      .map(change)
                      .collect(Collectors.toCollection(TreeSet::new));
              default -> value;
            });
  }

  /** A copy of the resource with another key. */
  static Resource withKey(Resource resource, Key key) {
    return resource.key().equals(key)
        ? resource
        : copy(resource, value -> value.equals(resource.key()) ? key : value);
  }

  private static Resource copy(Resource resource, UnaryOperator<Object> change) {
    Map<String, Object> values = of(resource);
    values.replaceAll((_, value) -> change.apply(value));
    Class<?>[] types =
        OF_CLASS.get(resource.getClass()).stream()
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return (Resource)
          resource.getClass().getConstructor(types).newInstance(values.values().toArray());
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
