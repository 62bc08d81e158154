package io.ssmenv.topology;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A reference of a resource: to another resource of the environment by its key, or to something
 * outside of it by its AWS id.
 */
public sealed interface Ref extends Comparable<Ref> {

  /** A resource of the same environment. */
  record ToKey(Key key) implements Ref {
    @Override
    public String toString() {
      return key.value();
    }
  }

  /**
   * A resource outside of the environment. It occurs only in observed resources, where it is drift
   * or belongs to a duplicate.
   */
  record ToId(String id) implements Ref {
    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * What AWS does not show of a resource that it is still creating. It occurs only in observed
   * resources, where it is no difference: what AWS shows later decides.
   */
  record NotShownYet() implements Ref {
    @Override
    public String toString() {
      return "not shown yet";
    }
  }

  static Ref to(Key key) {
    return new ToKey(key);
  }

  static Ref to(Resource resource) {
    return new ToKey(resource.key());
  }

  /** Several references in a stable order: client tokens are derived from it. */
  static SortedSet<Ref> all(Iterable<Key> keys) {
    SortedSet<Ref> refs = new TreeSet<>();
    keys.forEach(key -> refs.add(to(key)));
    return refs;
  }

  static Ref id(String id) {
    return new ToId(id);
  }

  @Override
  default int compareTo(Ref other) {
    return toString().compareTo(other.toString());
  }
}
