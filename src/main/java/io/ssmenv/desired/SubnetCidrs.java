package io.ssmenv.desired;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The address ranges of the subnets within the VPC, fixed for every pattern: eight equal parts,
 * three for workload subnets, three for public subnets, and two for the subnets of guests. No
 * subnet has to move when the pattern changes or zones are added.
 *
 * @param cidr an IPv4 range from /16 to /24; the parts are /19 to /27, and AWS reserves five
 *     addresses in each
 */
record SubnetCidrs(String cidr) {

  static final int ZONES = 3;

  private static final int PARTS_BITS = 3;

  /** A subnet has at least the size that AWS allows. */
  private static final int GUEST_BITS = 8;

  private static final int SMALLEST_SUBNET = 28;

  /** The ranges of the workload subnets of some zones, by their letters. */
  SortedMap<String, String> workloadSubnets(Collection<String> letters) {
    SortedMap<String, String> subnets = new TreeMap<>();
    letters.forEach(letter -> subnets.put(letter, workloadSubnet(ZoneLetters.ALL.indexOf(letter))));
    return subnets;
  }

  String workloadSubnet(int zone) {
    return part(zone);
  }

  String publicSubnet(int zone) {
    return part(ZONES + zone);
  }

  /** The ranges for the subnets of guests: 64 in a range up to /20, and 4 in a /24. */
  List<String> guestSubnets() {
    int prefix = Math.min(SMALLEST_SUBNET, prefix() + GUEST_BITS);
    int perPart = 1 << (prefix - prefix() - PARTS_BITS);
    return IntStream.range(2 * ZONES * perPart, (1 << PARTS_BITS) * perPart)
        .mapToObj(index -> subnet(prefix, index))
        .toList();
  }

  private String part(int index) {
    return subnet(prefix() + PARTS_BITS, index);
  }

  private int prefix() {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  private String subnet(int prefix, int index) {
    long start = number(cidr.substring(0, cidr.indexOf('/'))) + ((long) index << (32 - prefix));
    return dotted(start) + "/" + prefix;
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  private static String dotted(long number) {
    return (number >> 24 & 255)
        + "."
        + (number >> 16 & 255)
        + "."
        + (number >> 8 & 255)
        + "."
        + (number & 255);
  }
}
