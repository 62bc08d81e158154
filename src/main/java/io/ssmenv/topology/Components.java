package io.ssmenv.topology;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The components of a resource record by name, in the order of their declaration. */
final class Components {

  private Components() {}

  static Map<String, Object> of(Resource resource) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : resource.getClass().getRecordComponents()) {
      values.put(component.getName(), value(resource, component));
    }
    return values;
  }

  /**
   * Only those in which a difference is drift: neither the key nor what counts at creation only.
   */
  static Map<String, Object> compared(Resource resource) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : resource.getClass().getRecordComponents()) {
      if (!component.getName().equals("key") && !component.isAnnotationPresent(CreateOnly.class)) {
        values.put(component.getName(), value(resource, component));
      }
    }
    return values;
  }

  private static Object value(Resource resource, RecordComponent component) {
    try {
      return component.getAccessor().invoke(resource);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read " + component + " of " + resource.key(), e);
    }
  }
}
