package io.ssmenv.simulator.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param first its first address, as an unsigned 32-bit number
 * @param prefix the length of its prefix, 0 … 32
 */
public record Cidr(long first, int prefix) {
  private static final Pattern NOTATION =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

  /** Reads {@code a.b.c.d/n}, or one address; empty for anything else. Host bits are cleared. */
  public static Optional<Cidr> parse(String text) {
    Matcher parts = NOTATION.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(parts.group(i));
      if (octet > 255) {
        return Optional.empty();
      }
      address = address << 8 | octet;
    }
    int prefix = parts.group(5) == null ? 32 : Integer.parseInt(parts.group(5));
    return prefix > 32
        ? Optional.empty()
        : Optional.of(new Cidr(address & -(1L << (32 - prefix)), prefix));
  }

  /** Whether every address of the other range is in this one. */
  public boolean covers(Cidr other) {
    return prefix <= other.prefix && (other.first & -(1L << (32 - prefix))) == first;
  }
}
