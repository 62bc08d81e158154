package io.ssmenv.desired;

import io.ssmenv.topology.Ipv4Range;
import java.util.List;

/**
 * One range for each zone: its first half for the workload subnet, its second half for the public
 * subnet.
 */
record ZoneRanges(List<String> ranges) implements AddressPlan {

  private static final int HALVES_BITS = 1;

  ZoneRanges {
    ranges = List.copyOf(ranges);
  }

  @Override
  public String workloadSubnet(int zone) {
    return new Ipv4Range(ranges.get(zone)).part(HALVES_BITS, 0);
  }

  @Override
  public String publicSubnet(int zone) {
    return new Ipv4Range(ranges.get(zone)).part(HALVES_BITS, 1);
  }
}
