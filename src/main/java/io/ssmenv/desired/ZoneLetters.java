package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.Key;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The letters that name the availability zones of an environment in keys. A zone keeps its letter,
 * so that a letter without a zone never moves another zone to other subnets.
 */
public final class ZoneLetters {

  /** All letters, in the order of their address ranges. */
  public static final List<String> ALL = List.of("a", "b", "c");

  private static final String WORKLOAD = "workload-";

  private ZoneLetters() {}

  /** Zones in the order of their letters; an empty name leaves its letter without a zone. */
  public static SortedMap<String, String> byLetter(List<String> zones) {
    SortedMap<String, String> letters = new TreeMap<>();
    for (int index = 0; index < Math.min(zones.size(), ALL.size()); index++) {
      if (!zones.get(index).isBlank()) {
        letters.put(ALL.get(index), zones.get(index));
      }
    }
    return letters;
  }

  /** The reverse of {@link #byLetter}. */
  public static List<String> inOrder(SortedMap<String, String> zones) {
    return zones.isEmpty()
        ? List.of()
        : ALL.stream()
            .filter(letter -> letter.compareTo(zones.lastKey()) <= 0)
            .map(letter -> zones.getOrDefault(letter, ""))
            .toList();
  }

  /** As many letters as the spec asks for zones. */
  static List<String> wanted(EnvironmentSpec spec) {
    return ALL.subList(0, spec.networkOrDefault().availabilityZonesOrDefault());
  }

  /**
   * The letters that the spec asks for, and those of subnets in use: an interface cannot move to
   * another subnet.
   *
   * @param placements the subnets of existing interfaces
   */
  public static SortedSet<String> needed(EnvironmentSpec spec, Collection<Key> placements) {
    List<String> wanted = wanted(spec);
    return ALL.stream()
        .filter(letter -> wanted.contains(letter) || placements.contains(workload(letter)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The key of the workload subnet of a letter. */
  public static Key workload(String letter) {
    return Key.of("subnet", WORKLOAD + letter);
  }

  /** The letter of the zone of a workload subnet. */
  public static String letter(Key workload) {
    return workload.name().substring(WORKLOAD.length());
  }

  /** The key of the public subnet of a letter. */
  public static Key publicSubnet(String letter) {
    return Key.of("subnet", "public-" + letter);
  }
}
