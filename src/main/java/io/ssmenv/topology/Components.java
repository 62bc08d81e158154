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
import java.util.stream.Stream;

/** The components of a resource record by name, in the order of their declaration. */
final class Components {

  /**
   * One component of a type.
   *
   * @param compared whether drift is about it: neither the key nor {@link CreateOnly}
   * @param referring whether its values can contain references
   */
  private record Accessor(
      RecordComponent read, Component component, boolean compared, boolean referring) {

    static Accessor of(Class<? extends Resource> type, RecordComponent read) {
      Class<?> value = read.getType();
      return new Accessor(
          read,
          new Component(type, read.getName()),
          value != Key.class && !read.isAnnotationPresent(CreateOnly.class),
          Ref.class.isAssignableFrom(value)
              || SecurityGroupRule.Peer.class.isAssignableFrom(value)
              || Set.class.isAssignableFrom(value));
    }

    Object of(Resource resource) {
      try {
        return read.getAccessor().invoke(resource);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("Cannot read " + read + " of " + resource.key(), e);
      }
    }
  }

  /** Cached: each reflective lookup would create new accessors, which are slow at first. */
  private static final ClassValue<List<Accessor>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected List<Accessor> computeValue(Class<?> type) {
          Class<? extends Resource> resource = type.asSubclass(Resource.class);
          return Stream.of(resource.getRecordComponents())
              .map(component -> Accessor.of(resource, component))
              .toList();
        }
      };

  /** Takes a component that drift is about, with both of its values. */
  interface Comparison {
    void compare(Component component, Object desired, Object observed);
  }

  private Components() {}

  /** The type of a component; empty if there is no such component. */
  static Optional<Class<?>> type(Class<? extends Resource> type, String name) {
    return OF_CLASS.get(type).stream()
        .filter(accessor -> accessor.component().name().equals(name))
        .findFirst()
        .map(accessor -> accessor.read().getType());
  }

  static Map<String, Object> of(Resource resource) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Accessor accessor : OF_CLASS.get(resource.getClass())) {
      values.put(accessor.component().name(), accessor.of(resource));
    }
    return values;
  }

  /** Compares two resources of a type in the components that drift is about. */
  static void compare(Resource desired, Resource observed, Comparison comparison) {
    for (Accessor accessor : OF_CLASS.get(desired.getClass())) {
      if (accessor.compared()) {
        comparison.compare(accessor.component(), accessor.of(desired), accessor.of(observed));
      }
    }
  }

  /** Everything that a resource refers to. */
  static Set<Ref> refs(Resource resource) {
    Set<Ref> refs = new TreeSet<>();
    for (Accessor accessor : OF_CLASS.get(resource.getClass())) {
      if (accessor.referring()) {
        switch (accessor.of(resource)) {
          case Ref ref -> refs.add(ref);
          case SecurityGroupRule.Peer.Group peer -> refs.add(peer.group());
          case Set<?> several ->
              several.stream()
                  .filter(Ref.class::isInstance)
                  .map(Ref.class::cast)
                  .forEach(refs::add);
          default -> {}
        }
      }
    }
    return refs;
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
            .map(accessor -> accessor.read().getType())
            .toArray(Class<?>[]::new);
    try {
      return (Resource)
          resource.getClass().getConstructor(types).newInstance(values.values().toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot copy " + resource.key(), e);
    }
  }
}
