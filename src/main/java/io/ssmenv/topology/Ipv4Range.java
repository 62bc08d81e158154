package io.ssmenv.topology;

/** An IPv4 range in CIDR notation, without host bits. */
public record Ipv4Range(String cidr) {

  private static final int ADDRESS_BITS = 32;

  /** The number of bits that all its addresses share. */
  public int prefix() {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  private long first() {
    long number = 0;
    for (String part : cidr.substring(0, cidr.indexOf('/')).split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  private long last() {
    return first() + (1L << (ADDRESS_BITS - prefix())) - 1;
  }

  /**
   * One of the equal parts of the range.
   *
   * @param bits by which the prefix of a part is longer
   */
  public String part(int bits, int index) {
    int length = prefix() + bits;
    return dotted(first() + ((long) index << (ADDRESS_BITS - length))) + "/" + length;
  }

  /**
   * The range of which this one is a part.
   *
   * @param bits by which its prefix is shorter
   */
  public String enclosing(int bits) {
    int length = prefix() - bits;
    long size = 1L << (ADDRESS_BITS - length);
    return dotted(first() / size * size) + "/" + length;
  }

  /** The third address. */
  public String third() {
    return dotted(first() + 2);
  }

  /** Whether all of another range is in this one. */
  public boolean contains(Ipv4Range other) {
    return first() <= other.first() && other.last() <= last();
  }

  /** Whether some of another range is in this one. */
  public boolean overlaps(Ipv4Range other) {
    return first() <= other.last() && other.first() <= last();
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
