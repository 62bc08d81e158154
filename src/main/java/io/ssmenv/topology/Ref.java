package io.ssmenv.topology;

/**
 * What a resource refers to: another resource of the graph by its key, or something outside of it
 * by its AWS id.
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
   * Anything else: only ever seen in what is observed, where it is drift, or a duplicate's trace.
   */
  record ToId(String id) implements Ref {
    @Override
    public String toString() {
      return id;
    }
  }

  static Ref to(Key key) {
    return new ToKey(key);
  }

  static Ref to(Resource resource) {
    return new ToKey(resource.key());
  }

  static Ref id(String id) {
    return new ToId(id);
  }

  @Override
  default int compareTo(Ref other) {
    return toString().compareTo(other.toString());
  }
}
