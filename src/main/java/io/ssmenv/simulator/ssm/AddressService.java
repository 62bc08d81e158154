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

  /** Finds the service of a URL. */
  static Optional<AddressService> at(URI url) {
    return Arrays.stream(values())
        .filter(service -> service.host.equals(url.getHost()))
        .findFirst();
  }

  String host() {
    return host;
  }

  /** Returns its server at a port. */
  Destination server(int port) {
    return new Destination(host, SOMEWHERE, port);
  }

  /** Returns its response to a caller. */
  String answer(String publicIp) {
    return publicIp + ending;
  }
}
