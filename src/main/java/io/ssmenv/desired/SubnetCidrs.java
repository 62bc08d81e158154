package io.ssmenv.desired;

/**
 * The address ranges of the subnets within the VPC, fixed for every pattern: eight equal parts,
 * three for workload subnets, three for public subnets, and two that are free for other uses. No
 * subnet has to move when the pattern changes or zones are added.
 *
 * @param cidr an IPv4 range from /16 to /24; the parts are /19 to /27, and AWS reserves five
 *     addresses in each
 */
record SubnetCidrs(String cidr) {

  static final int ZONES = 3;

  private static final int PARTS_BITS = 3;

  String workloadSubnet(int zone) {
    return part(zone);
  }

  String publicSubnet(int zone) {
    return part(ZONES + zone);
  }

  private String part(int index) {
    int slash = cidr.indexOf('/');
    int prefix = Integer.parseInt(cidr.substring(slash + 1)) + PARTS_BITS;
    long start = number(cidr.substring(0, slash)) + ((long) index << (32 - prefix));
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
