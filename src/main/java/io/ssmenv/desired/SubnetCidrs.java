package io.ssmenv.desired;

import io.ssmenv.topology.Ipv4Range;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The address ranges of the subnets within the VPC, fixed for every pattern: eight equal parts,
 * three for workload subnets, three for public subnets, and two for the subnets of guests. No
 * subnet has to move when the pattern changes or zones are added.
 *
 * @param cidr an IPv4 range from /16 to /24, or to /25 in a VPC without guests; the parts are /19
 *     to /28, and AWS reserves five addresses in each
 */
record SubnetCidrs(String cidr) implements AddressPlan {

  static final int ZONES = 3;

  private static final int PARTS_BITS = 3;

  /** A subnet has at least the size that AWS allows. */
  private static final int GUEST_BITS = 8;

  private static final int SMALLEST_SUBNET = 28;

  @Override
  public String workloadSubnet(int zone) {
    return part(zone);
  }

  @Override
  public String publicSubnet(int zone) {
    return part(ZONES + zone);
  }

  /** The ranges for the subnets of guests: 64 in a range up to /20, and 4 in a /24. */
  List<String> guestSubnets() {
    Ipv4Range range = new Ipv4Range(cidr);
    int bits = Math.min(SMALLEST_SUBNET - range.prefix(), GUEST_BITS);
    int perPart = 1 << (bits - PARTS_BITS);
    return IntStream.range(2 * ZONES * perPart, (1 << PARTS_BITS) * perPart)
        .mapToObj(index -> range.part(bits, index))
        .toList();
  }

  private String part(int index) {
    return new Ipv4Range(cidr).part(PARTS_BITS, index);
  }
}
