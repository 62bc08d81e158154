package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.topology.Ipv4Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The reverse of the address plan in a VPC that exists: which ranges the spec had. */
public final class ExistingRanges {

  private static final int ALL_ZONES_BITS = 3;
  private static final int ONE_ZONE_BITS = 1;
  private static final int LARGEST = 16;

  private ExistingRanges() {}

  /**
   * The value of {@link ExistingVpc#cidrs} by which workload subnets have their ranges; empty if
   * there is none.
   *
   * @param workload the ranges of the workload subnets by the letters of their zones
   */
  public static Optional<List<String>> of(SortedMap<String, String> workload) {
    SortedMap<String, String> known = new TreeMap<>(workload);
    known.keySet().retainAll(ZoneLetters.ALL);
    return Stream.of(oneForAll(known), oneForEach(known))
        .filter(ranges -> fits(ranges, known))
        .findFirst();
  }

  private static List<String> oneForAll(SortedMap<String, String> workload) {
    return workload.isEmpty()
        ? List.of()
        : List.of(new Ipv4Range(workload.firstEntry().getValue()).enclosing(ALL_ZONES_BITS));
  }

  private static List<String> oneForEach(SortedMap<String, String> workload) {
    List<String> ranges = new ArrayList<>();
    workload.values().forEach(range -> ranges.add(new Ipv4Range(range).enclosing(ONE_ZONE_BITS)));
    return ranges;
  }

  private static boolean fits(List<String> ranges, SortedMap<String, String> workload) {
    return !ranges.isEmpty()
        && ranges.stream().allMatch(range -> new Ipv4Range(range).prefix() >= LARGEST)
        && (ranges.size() == 1 || ranges.size() > ZoneLetters.ALL.indexOf(workload.lastKey()))
        && AddressPlan.of(ranges).workloadSubnets(workload.keySet()).equals(workload);
  }
}
