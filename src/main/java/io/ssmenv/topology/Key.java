package io.ssmenv.topology;

import java.util.Objects;

/**
 * The name of a resource inside its environment, for example {@code natgateway/a} or {@code
 * route/workload-a/0.0.0.0/0}.
 *
 * <p>Keys are a wire format: they are written into ownership tags and into the status, and an
 * operator of another version reads them. A golden test pins them.
 *
 * @param value the kind, and after a slash the resource's name within the kind; kinds with one
 *     resource only have no slash
 */
public record Key(String value) implements Comparable<Key> {

  public Key {
    Objects.requireNonNull(value);
    if (value.isBlank()) {
      throw new IllegalArgumentException("A key needs at least the name of its kind");
    }
  }

  /** The key of the only resource of a kind. */
  public static Key of(String kind) {
    return new Key(kind);
  }

  /** The key of a named resource of a kind. */
  public static Key of(String kind, String name) {
    return new Key(kind + "/" + name);
  }

  /**
   * What follows the kind: {@code workload-a} of {@code subnet/workload-a}; the kind itself where
   * there is only one.
   */
  public String name() {
    int slash = value.indexOf('/');
    return slash < 0 ? value : value.substring(slash + 1);
  }

  /** The kind: {@code subnet} of {@code subnet/workload-a}. */
  public String kind() {
    int slash = value.indexOf('/');
    return slash < 0 ? value : value.substring(0, slash);
  }

  @Override
  public int compareTo(Key other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
