package io.ssmenv.desired;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ranges of the subnets of an environment. They depend on nothing but the ranges that it has,
 * so no subnet has to move when the pattern changes or zones are added.
 */
sealed interface AddressPlan permits SubnetCidrs, ZoneRanges {

  /** The range of the workload subnet of a zone, counted from 0. */
  String workloadSubnet(int zone);

  /** The range of its public subnet. */
  String publicSubnet(int zone);

  /** The ranges of the workload subnets of some zones, by their letters. */
  default SortedMap<String, String> workloadSubnets(Collection<String> letters) {
    SortedMap<String, String> subnets = new TreeMap<>();
    letters.forEach(letter -> subnets.put(letter, workloadSubnet(ZoneLetters.ALL.indexOf(letter))));
    return subnets;
  }

  /** The plan for ranges in a VPC that exists: one for all zones, or one for each. */
  static AddressPlan of(List<String> ranges) {
    return ranges.size() == 1 ? new SubnetCidrs(ranges.getFirst()) : new ZoneRanges(ranges);
  }
}
