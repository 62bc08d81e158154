package io.ssmenv.desired;

import io.ssmenv.topology.Ipv4Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ranges of a VPC that are for the subnets of guests, and which guest has which. A range
 * belongs to one guest until its subnet is gone.
 *
 * @param taken the range of each subnet
 */
public record GuestRanges(SortedMap<Subnet, String> taken) {

  /**
   * A subnet of a guest.
   *
   * @param guest the UID of the environment
   * @param letter of the zone
   */
  public record Subnet(String guest, String letter) implements Comparable<Subnet> {
    @Override
    public int compareTo(Subnet other) {
      int byGuest = guest.compareTo(other.guest);
      return byGuest == 0 ? letter.compareTo(other.letter) : byGuest;
    }
  }

  public GuestRanges {
    taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
  }

  /**
   * The ranges after another look at what is known: an existing subnet keeps its range, then counts
   * what was recorded, unless somebody edited it into a range that does not exist or that another
   * one has. What is wanted besides gets the lowest free ranges, if there are enough for all that a
   * guest lacks: a part would be of no use to it, and be missing for others.
   *
   * @param cidr of the VPC
   * @param left the ranges of subnets whose environment no longer exists: nobody gets them
   */
  public static GuestRanges allocate(
      String cidr,
      Map<Subnet, String> existing,
      Collection<String> left,
      SortedMap<Subnet, String> recorded,
      SortedSet<Subnet> wanted) {
    List<String> free = new ArrayList<>(new SubnetCidrs(cidr).guestSubnets());
    SortedMap<Subnet, String> taken = new TreeMap<>(existing);
    free.removeAll(existing.values());
    free.removeIf(range -> left.stream().anyMatch(other -> overlap(range, other)));
    recorded.forEach((subnet, range) -> {
      if (!taken.containsKey(subnet) && free.remove(range)) {
        taken.put(subnet, range);
      }
    });
    Map<String, List<Subnet>> missing =
        wanted.stream()
            .filter(subnet -> !taken.containsKey(subnet))
            .collect(Collectors.groupingBy(Subnet::guest, TreeMap::new, Collectors.toList()));
    missing.values().stream()
        .filter(ofGuest -> ofGuest.size() <= free.size())
        .forEach(ofGuest -> ofGuest.forEach(subnet -> taken.put(subnet, free.removeFirst())));
    return new GuestRanges(taken);
  }

  /** The ranges that no guest has, and nothing that was left. */
  public List<String> free(String cidr, Collection<String> left) {
    List<String> free = new ArrayList<>(new SubnetCidrs(cidr).guestSubnets());
    free.removeAll(taken.values());
    free.removeIf(range -> left.stream().anyMatch(other -> overlap(range, other)));
    return free;
  }

  private static boolean overlap(String one, String other) {
    return new Ipv4Range(one).overlaps(new Ipv4Range(other));
  }

  /** Whether a range is, at least partly, in that part of a VPC which is for guests. */
  public static boolean isForGuests(String cidr, String range) {
    return new SubnetCidrs(cidr)
        .guestSubnets().stream().anyMatch(ofGuest -> overlap(ofGuest, range));
  }

  /** The ranges of a guest, by letter. */
  public SortedMap<String, String> of(String guest) {
    SortedMap<String, String> ranges = new TreeMap<>();
    taken.forEach((subnet, range) -> {
      if (subnet.guest().equals(guest)) {
        ranges.put(subnet.letter(), range);
      }
    });
    return ranges;
  }
}
