package io.ssmenv.topology;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags that people see and set: {@code Name} and those of the spec. Ownership tags are not
 * among them (see {@link Ownership}).
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

  /** These and one more. */
  public Tags with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Tags(more);
  }

  /**
   * Whether everything that is wanted here is there. Tags which others add (cost allocation, backup
   * and security tools do) are left alone and are not drift.
   */
  public boolean satisfiedBy(Tags there) {
    return there.values.entrySet().containsAll(values.entrySet());
  }

  /** The tags wanted here which {@code there} lacks or has with another value. */
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
