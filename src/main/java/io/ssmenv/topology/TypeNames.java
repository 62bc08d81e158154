package io.ssmenv.topology;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The types of resources and their names in keys: looked up for each key of each observation. */
final class TypeNames {

  static final List<Class<? extends Resource>> TYPES =
      Stream.of(Resource.class.getPermittedSubclasses())
          .<Class<? extends Resource>>map(type -> type.asSubclass(Resource.class))
          .toList();

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return type.getSimpleName().toLowerCase(Locale.ROOT);
        }
      };

  private TypeNames() {}

  static String of(Class<? extends Resource> type) {
    return NAMES.get(type);
  }
}
