package io.ssmenv.engine;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many elements the maps and collections of the operator have, which are all reached from some
 * objects: one number for each field of a class, over all objects. What grows forever is a leak,
 * and has a name here.
 */
final class RetainedSizes {

  private static final String OPERATOR = "io.ssmenv.";

  /** The world around the operator. */
  private static final Set<String> AROUND =
      Set.of(
          "io.ssmenv.engine.Replica",
          "io.ssmenv.engine.ApiServerState",
          "io.ssmenv.engine.EngineHarness",
          "io.ssmenv.engine.EngineScenario",
          "io.ssmenv.engine.EventLoop",
          "io.ssmenv.engine.FoundOrphans",
          "io.ssmenv.engine.Network",
          "io.ssmenv.engine.VirtualThreads",
          "io.ssmenv.aws.InjectedFaults");

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final SortedMap<String, Long> sizes = new TreeMap<>();

  private RetainedSizes() {}

  static SortedMap<String, Long> of(List<Object> roots) {
    RetainedSizes all = new RetainedSizes();
    roots.forEach(all::reach);
    while (!all.open.isEmpty()) {
      all.visit(all.open.remove());
    }
    return all.sizes;
  }

  private void reach(Object object) {
    if ((isContainer(object) || isOfOperator(object.getClass())) && seen.add(object)) {
      open.add(object);
    }
  }

  private static boolean isContainer(Object object) {
    return object instanceof Map
        || object instanceof Collection
        || object instanceof Optional
        || object instanceof AtomicReference;
  }

  private static boolean isOfOperator(Class<?> type) {
    return type.getName().startsWith(OPERATOR)
        && !type.getName().startsWith("io.ssmenv.simulator.")
        && !type.isEnum()
        && AROUND.stream().noneMatch(around -> type.getName().startsWith(around));
  }

  private void visit(Object object) {
    switch (object) {
      case Map<?, ?> map -> {
        map.keySet().forEach(this::reachIfAny);
        map.values().forEach(this::reachIfAny);
      }
      case Collection<?> collection -> collection.forEach(this::reachIfAny);
      case Optional<?> optional -> optional.ifPresent(this::reach);
      case AtomicReference<?> reference -> reachIfAny(reference.get());
      default -> fields(object.getClass(), object);
    }
  }

  private void reachIfAny(Object object) {
    Optional.ofNullable(object).ifPresent(this::reach);
  }

  private void fields(Class<?> type, Object object) {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        value(field, object).ifPresent(value -> field(type, field, value));
      }
    }
    Optional.ofNullable(type.getSuperclass())
        .filter(RetainedSizes::isOfOperator)
        .ifPresent(above -> fields(above, object));
  }

  private void field(Class<?> type, Field field, Object value) {
    String name = type.getSimpleName() + "." + field.getName();
    if (value instanceof Map<?, ?> map) {
      sizes.merge(name, (long) map.size(), Long::sum);
    } else if (value instanceof Collection<?> collection) {
      sizes.merge(name, (long) collection.size(), Long::sum);
    }
    reach(value);
  }

  private static Optional<Object> value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return Optional.ofNullable(field.get(object));
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw new IllegalStateException(field.toString(), e);
    }
  }
}
