package io.ssmenv.engine;

import io.ssmenv.topology.ImmutableCopy;
import java.util.Set;

/** Whether the resources with an environment id are those of an object. */
sealed interface Standing {

  /**
   * They are, as far as they carry its tags.
   *
   * @param ofOthers the ids of resources that carry tags of somebody else; the status proves
   *     nothing about them
   */
  record Settled(Set<String> ofOthers) implements Standing {
    public Settled {
      ofOthers = ImmutableCopy.of(ofOthers);
    }
  }

  /** It takes them over: they carry tags of somebody else, or did until a moment ago. */
  record Adopting() implements Standing {}

  /**
   * AWS has not been read enough.
   *
   * @param message names the environment id
   */
  record Undecided(String message) implements Standing {}

  /**
   * They are not.
   *
   * @param message says what to do next
   */
  record Refused(String message) implements Standing {}

  /** The object has what it builds itself. */
  Standing OWN = new Settled(Set.of());
}
