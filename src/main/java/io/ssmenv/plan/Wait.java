package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import java.util.Optional;

/**
 * Something that has to be true before a step can be taken.
 *
 * @param on the resource that is waited for
 * @param sentence for people
 */
public record Wait(Optional<Key> on, String sentence) {

  static Wait on(Key key, String sentence) {
    return new Wait(Optional.of(key), sentence);
  }

  static Wait until(String sentence) {
    return new Wait(Optional.empty(), sentence);
  }
}
