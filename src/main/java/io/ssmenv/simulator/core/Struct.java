package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A structure in a response, or a whole response: named values in order, with their names on the
 * wire.
 *
 * <p>The {@code with} methods modify it while the response is built; after that it is only read.
 */
public final class Struct implements Value {
  private final Map<String, Value> members = new LinkedHashMap<>();

  private Struct() {}

  /** Creates an empty structure. */
  public static Struct empty() {
    return new Struct();
  }

  /** Returns the members in the order in which they were added. */
  public Map<String, Value> members() {
    return Collections.unmodifiableMap(members);
  }

  /** Adds or replaces a member. */
  public Struct with(String name, Value value) {
    members.put(name, value);
    return this;
  }

  /** Adds a string. */
  public Struct with(String name, String text) {
    return with(name, new Text(text));
  }

  /** Adds a string if it is present: AWS omits members that are not set. */
  public Struct with(String name, Optional<String> text) {
    text.ifPresent(t -> with(name, t));
    return this;
  }

  /** Adds a boolean. */
  public Struct with(String name, boolean flag) {
    return with(name, new Flag(flag));
  }

  /** Adds a whole number. */
  public Struct with(String name, long number) {
    return with(name, new WholeNumber(number));
  }

  /** Adds an instant of the simulated clock. */
  public Struct with(String name, Instant instant) {
    return with(name, new Time(instant));
  }

  /** Adds a list of structures or other values. */
  public Struct with(String name, List<? extends Value> values) {
    return with(name, new Items(values));
  }

  /** Adds a list. */
  public Struct with(String name, Stream<? extends Value> values) {
    return with(name, values.toList());
  }

  /** Returns a copy with empty lists and without a pagination token. */
  public Struct withoutItems() {
    Struct rest = empty();
    members.forEach((name, value) -> {
      if (value instanceof Items) {
        rest.with(name, List.of());
      } else if (!name.equalsIgnoreCase("nextToken")) {
        rest.with(name, value);
      }
    });
    return rest;
  }
}
