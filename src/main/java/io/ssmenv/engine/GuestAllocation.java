package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.desired.GuestRanges;
import io.ssmenv.desired.GuestRanges.Subnet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ranges of the guests of a VPC.
 *
 * @param stored the ranges that the status records, which guests may use
 * @param recorded for the next status
 * @param complete whether every subnet is known, so that ranges can be given
 * @param full the UIDs of the guests for which too few ranges are left
 * @param free how many ranges no guest has
 */
record GuestAllocation(
    GuestRanges stored, NetworkStatus recorded, boolean complete, Set<String> full, int free) {

  /**
   * Allocates what the guests want, unless there may be a subnet that is not known. A guest that
   * was not read holds back nobody: what it has is recorded, or in AWS. A range comes back when the
   * environment and its subnet are gone.
   */
  static GuestAllocation of(ReconcileRequest request, List<VpcGuest> guests, LeftSubnets left) {
    SortedMap<Subnet, String> recorded = recorded(request);
    Map<Subnet, String> existing = new HashMap<>();
    TreeSet<Subnet> wanted = new TreeSet<>();
    Set<String> uids = new HashSet<>();
    boolean known = !request.deleting() && left.known();
    for (VpcGuest guest : guests) {
      String uid = guest.uid();
      uids.add(uid);
      guest
          .view()
          .ifPresent(view -> {
            view.subnets().forEach((letter, range) -> existing.put(new Subnet(uid, letter), range));
            if (view.joins() && guest.isAccepted()) {
              view.letters().forEach(letter -> wanted.add(new Subnet(uid, letter)));
            }
          });
    }
    recorded
        .keySet()
        .removeIf(subnet -> !uids.contains(subnet.guest()) && !left.mayHaveSubnets(subnet.guest()));
    String cidr = request.spec().networkOrDefault().cidrOrDefault();
    Collection<String> unrecorded = left.unrecordedRanges(recorded);
    GuestRanges ranges =
        GuestRanges.allocate(
            cidr, existing, unrecorded, recorded, known ? wanted : new TreeSet<>());
    SortedMap<Subnet, String> stored = new TreeMap<>(ranges.taken());
    stored.entrySet().removeIf(one -> !one.getValue().equals(recorded.get(one.getKey())));
    Set<String> full = new HashSet<>();
    if (known) {
      wanted.stream()
          .filter(subnet -> !ranges.taken().containsKey(subnet))
          .forEach(subnet -> full.add(subnet.guest()));
    }
    return new GuestAllocation(
        new GuestRanges(stored),
        status(request, ranges, guests),
        known,
        full,
        ranges.free(cidr, unrecorded).size());
  }

  private static SortedMap<Subnet, String> recorded(ReconcileRequest request) {
    SortedMap<Subnet, String> recorded = new TreeMap<>();
    request
        .status()
        .networkOrDefault()
        .guests()
        .forEach(guest ->
            guest
                .subnets()
                .forEach((letter, range) -> recorded.put(new Subnet(guest.uid(), letter), range)));
    return recorded;
  }

  /** Those that no longer exist follow, as long as they have a range. */
  private static NetworkStatus status(
      ReconcileRequest request, GuestRanges ranges, List<VpcGuest> guests) {
    Map<String, String> names = new LinkedHashMap<>();
    guests.forEach(guest -> names.put(guest.uid(), guest.peer().name()));
    request
        .status()
        .networkOrDefault()
        .guests()
        .forEach(guest -> names.putIfAbsent(guest.uid(), guest.name()));
    List<NetworkStatus.Guest> all = new ArrayList<>();
    names.forEach((uid, name) -> {
      SortedMap<String, String> subnets = ranges.of(uid);
      if (!subnets.isEmpty()) {
        all.add(new NetworkStatus.Guest(name, uid, subnets));
      }
    });
    return new NetworkStatus(all, List.of());
  }
}
