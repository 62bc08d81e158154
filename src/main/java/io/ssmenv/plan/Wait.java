package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import java.util.Optional;

/**
 * Something that has to happen before a step can be taken.
 *
 * @param on the resource that it is about
 * @param message for people
 */
public record Wait(Optional<Key> on, String message) {

  static Wait on(Key key, String message) {
    return new Wait(Optional.of(key), message);
  }

  static Wait until(String message) {
    return new Wait(Optional.empty(), message);
  }
}
