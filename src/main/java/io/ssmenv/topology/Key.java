package io.ssmenv.topology;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of a resource within its environment, for example {@code natgateway/a} or {@code
 * route/workload-a/0.0.0.0/0}.
 *
 * <p>Keys are a wire format: they are written into ownership tags and into the status, and
 * operators of other versions read them. A golden test fixes them.
 *
 * @param value the type of the resource, and after a slash its name within the type; a type with a
 *     single resource has no slash
 */
public record Key(String value) implements Comparable<Key> {

  /** The types of keys for resources of other environments in the same VPC. */
  private static final String HOST = "host";

  private static final String GUEST = "guest";

  public Key {
    Objects.requireNonNull(value);
    if (value.isBlank()) {
      throw new IllegalArgumentException("A key needs at least the name of its kind");
    }
  }

  /** The key of the only resource of a type. */
  public static Key of(String type) {
    return new Key(type);
  }

  /** The key of a named resource. */
  public static Key of(String type, String name) {
    return new Key(type + "/" + name);
  }

  /** The key under which a guest refers to a resource of the environment that owns the VPC. */
  public Key inHost() {
    return of(HOST, value);
  }

  /** The key under which the owner of a VPC refers to a resource of a guest. */
  public Key inGuest(String uid) {
    return of(GUEST, uid + "/" + value);
  }

  /** The key within the environment that owns the VPC; empty for any other key. */
  public Optional<Key> ofHost() {
    return type().equals(HOST) ? Optional.of(new Key(name())) : Optional.empty();
  }

  /** The key within a guest; empty for any other key. */
  public Optional<Key> ofGuest(String uid) {
    String prefix = GUEST + "/" + uid + "/";
    return value.startsWith(prefix)
        ? Optional.of(new Key(value.substring(prefix.length())))
        : Optional.empty();
  }

  /**
   * The part after the type: {@code workload-a} of {@code subnet/workload-a}; the type itself if it
   * has a single resource.
   */
  public String name() {
    int slash = value.indexOf('/');
    return slash < 0 ? value : value.substring(slash + 1);
  }

  /** The type: {@code subnet} of {@code subnet/workload-a}. */
  public String type() {
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
