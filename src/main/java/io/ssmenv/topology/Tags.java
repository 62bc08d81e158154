package io.ssmenv.topology;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags for people: {@code Name} and those in the spec. Ownership tags are not included (see
 * {@link Ownership}).
 *
 * @param values sorted by key
 */
public record Tags(SortedMap<String, String> values) {

  public static final Tags NONE = new Tags(new TreeMap<>());

  public Tags {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Tags of(Map<String, String> values) {
    return new Tags(new TreeMap<>(values));
  }

  /** A copy with one more tag. */
  public Tags with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Tags(more);
  }

  /**
   * Whether all of these tags exist in {@code there}. Tags that others add (cost allocation,
   * backup, security tools) are left alone and are not drift.
   */
  public boolean satisfiedBy(Tags there) {
    return there.values.entrySet().containsAll(values.entrySet());
  }

  /** The tags that {@code there} lacks or has with another value. */
  public SortedMap<String, String> missingFrom(Tags there) {
    SortedMap<String, String> missing = new TreeMap<>(values);
    missing.entrySet().removeAll(there.values.entrySet());
    return missing;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
