package io.ssmenv.simulator.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address range.
 *
 * @param address its address, unsigned in a long; host bits may be set
 * @param prefix the prefix length, 0 to 32
 */
public record Cidr(long address, int prefix) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /** Parses a range such as {@code 10.0.0.0/16}; empty if it is malformed. */
  public static Optional<Cidr> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(m.group(i));
      if (octet > 255) {
        return Optional.empty();
      }
      address = address << 8 | octet;
    }
    int prefix = Integer.parseInt(m.group(5));
    return prefix > 32 ? Optional.empty() : Optional.of(new Cidr(address, prefix));
  }

  /** Returns the same range without host bits. */
  public Cidr canonical() {
    return new Cidr(address & mask(), prefix);
  }

  /** Returns whether no host bit is set. */
  public boolean isCanonical() {
    return canonical().equals(this);
  }

  /** Returns the number of addresses. */
  public long size() {
    return 1L << (32 - prefix);
  }

  /** Returns whether this range contains the whole other range. */
  public boolean contains(Cidr other) {
    return other.prefix >= prefix && (other.address & mask()) == (address & mask());
  }

  /** Returns whether the ranges have an address in common. */
  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** Returns the address at an offset. */
  public String addressAt(long offset) {
    return dotted(canonical().address + offset);
  }

  private long mask() {
    return 0xffffffffL << (32 - prefix) & 0xffffffffL;
  }

  @Override
  public String toString() {
    return dotted(address) + "/" + prefix;
  }

  private static String dotted(long a) {
    return (a >> 24 & 255) + "." + (a >> 16 & 255) + "." + (a >> 8 & 255) + "." + (a & 255);
  }
}
