package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import java.util.Optional;

/**
 * A condition that has to be met before a step can start.
 *
 * @param on the resource that it is about
 * @param message for the status
 */
public record Wait(Optional<Key> on, String message) {

  static Wait on(Key key, String message) {
    return new Wait(Optional.of(key), message);
  }

  public static Wait until(String message) {
    return new Wait(Optional.empty(), message);
  }
}
