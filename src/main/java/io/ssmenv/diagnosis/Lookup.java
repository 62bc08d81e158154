package io.ssmenv.diagnosis;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;

/** What is known of a resource to which another one refers. */
sealed interface Lookup {

  /**
   * It exists.
   *
   * @param key by which the environment refers to it
   */
  record Found(Key key, Observed observed) implements Lookup {}

  /** It is proven that it does not exist. */
  record Absent(Key key) implements Lookup {}

  /** It was not read. */
  record Unread(String why) implements Lookup {}

  /** It belongs to nobody that the operator knows. */
  record Outside(String id) implements Lookup {}
}
