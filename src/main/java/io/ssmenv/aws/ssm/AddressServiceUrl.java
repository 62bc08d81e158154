package io.ssmenv.aws.ssm;

import io.ssmenv.topology.Ipv4Range;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which URLs an instance may be told to call, whoever wrote them: no shell expands or splits them,
 * and none names a host that only the instance can reach, such as its metadata service. A name of
 * the public DNS that has a private address is not recognized; of its response only digits and dots
 * are printed.
 */
final class AddressServiceUrl {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

  /** A name ends with a letter-first label: the other forms of IPv4 addresses are no names. */
  private static final Pattern NAME =
      Pattern.compile("(" + LABEL + "\\.)+[a-z]([a-z0-9-]*[a-z0-9])?");

  private static final Pattern URL =
      Pattern.compile("https?://([a-z0-9.-]+)(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?");

  /** Top-level domains of machines and private networks [D] (RFC 6761, RFC 6762, ICANN). */
  private static final List<String> PRIVATE_DOMAINS = List.of(".localhost", ".local", ".internal");

  /** That the Internet does not route [D] (IANA IPv4 Special-Purpose Address Registry). */
  private static final List<Ipv4Range> NOT_PUBLIC =
      List.of(
          new Ipv4Range("0.0.0.0/8"),
          new Ipv4Range("10.0.0.0/8"),
          new Ipv4Range("100.64.0.0/10"),
          new Ipv4Range("127.0.0.0/8"),
          new Ipv4Range("169.254.0.0/16"),
          new Ipv4Range("172.16.0.0/12"),
          new Ipv4Range("192.0.0.0/24"),
          new Ipv4Range("192.168.0.0/16"),
          new Ipv4Range("198.18.0.0/15"),
          new Ipv4Range("224.0.0.0/3"));

  private AddressServiceUrl() {}

  static boolean isHarmless(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1);
    return isIpv4(host)
        ? isPublic(host)
        : NAME.matcher(host).matches() && PRIVATE_DOMAINS.stream().noneMatch(host::endsWith);
  }

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  /** Whether the Internet routes an IPv4 address. */
  static boolean isPublic(String ipv4) {
    Ipv4Range one = new Ipv4Range(ipv4 + "/32");
    return NOT_PUBLIC.stream().noneMatch(range -> range.contains(one));
  }
}
