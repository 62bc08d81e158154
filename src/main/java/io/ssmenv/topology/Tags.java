package io.ssmenv.topology;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags for users: {@code Name} and those in the spec. Ownership tags are not included (see
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
    SortedMap<String, String> tags = new TreeMap<>(values);
    tags.put(name, value);
    return new Tags(tags);
  }

  /**
   * Whether all of these tags exist in {@code observed}. Tags that others add (cost allocation,
   * backup, security tools) are left alone and are not drift.
   */
  public boolean satisfiedBy(Tags observed) {
    return observed.values.entrySet().containsAll(values.entrySet());
  }

  /** The tags that {@code observed} lacks or has with another value. */
  public SortedMap<String, String> missingFrom(Tags observed) {
    SortedMap<String, String> missing = new TreeMap<>(values);
    missing.entrySet().removeAll(observed.values.entrySet());
    return missing;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
