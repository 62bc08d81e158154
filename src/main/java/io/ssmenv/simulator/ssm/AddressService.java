package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Cidr;
import io.ssmenv.simulator.network.Destination;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** The services on the Internet that return the caller's public address. */
enum AddressService {
  CHECKIP("checkip.amazonaws.com", "\n"),
  ICANHAZIP("icanhazip.com", "\n"),
  IFCONFIG("ifconfig.me", ""),
  IPIFY("api.ipify.org", "");

  /** A placeholder address on the Internet; paths do not depend on it. */
  private static final Cidr SOMEWHERE = Cidr.parse("192.0.2.80/32").orElseThrow();

  private final String host;
  private final String ending;

  AddressService(String host, String ending) {
    this.host = host;
    this.ending = ending;
  }

  /** Finds the service of a URL with the scheme {@code http} or {@code https} and no path. */
  static Optional<AddressService> at(URI url) {
    boolean root = url.getPath().isEmpty() || url.getPath().equals("/");
    return Arrays.stream(values())
        .filter(service -> root && service.host.equals(url.getHost()) && url.getPort() < 0)
        .findFirst();
  }

  /** Returns its server for a scheme. */
  Destination server(String scheme) {
    return new Destination(host, SOMEWHERE, scheme.equals("https") ? 443 : 80);
  }

  /** Returns its response to a caller. */
  String answer(String publicIp) {
    return publicIp + ending;
  }
}
