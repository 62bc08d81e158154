package io.ssmenv.desired;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The availability zones of a VPC in which guests have subnets: they are kept.
 *
 * @param known the zones of the subnets, by letter
 * @param complete whether no guest can have another one
 */
public record ZonesInUse(SortedMap<String, SortedSet<String>> known, boolean complete) {

  /** No guest has a subnet. */
  public static final ZonesInUse NONE = new ZonesInUse(new TreeMap<>(), true);

  public ZonesInUse {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    known.forEach((letter, zones) ->
        copy.put(letter, Collections.unmodifiableSortedSet(new TreeSet<>(zones))));
    known = Collections.unmodifiableSortedMap(copy);
  }

  /** With the zone of a subnet of a guest. */
  public ZonesInUse with(String letter, String zone) {
    SortedMap<String, SortedSet<String>> more = new TreeMap<>(known);
    SortedSet<String> zones = new TreeSet<>(zones(letter));
    zones.add(zone);
    more.put(letter, zones);
    return new ZonesInUse(more, complete);
  }

  /** With a guest that may have subnets anywhere. */
  public ZonesInUse withUnknown() {
    return new ZonesInUse(known, false);
  }

  /** The letters of the zones. */
  public SortedSet<String> letters() {
    return new TreeSet<>(complete ? known.keySet() : ZoneLetters.ALL);
  }

  /** The zones in which guests are known to have a subnet of a letter. */
  public SortedSet<String> zones(String letter) {
    return known.getOrDefault(letter, Collections.emptySortedSet());
  }

  /** Whether a guest has, or may have, a subnet of a letter in a zone. */
  public boolean mayInclude(String letter, String zone) {
    return !complete || zones(letter).contains(zone);
  }
}
