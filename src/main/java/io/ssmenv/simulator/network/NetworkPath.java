package io.ssmenv.simulator.network;

/**
 * The way that an instance's packets take to Systems Manager.
 *
 * <p>Two ways that differ mean that an open connection does not survive the change from one to the
 * other: the far side sees another source address.
 */
public sealed interface NetworkPath {

  /** Through the VPC's Internet gateway, from the address that is associated with the interface. */
  record InternetGateway(String publicIp) implements NetworkPath {}

  /** Through a NAT gateway, from that gateway's address. */
  record NatGateway(String natGatewayId, String publicIp) implements NetworkPath {}

  /**
   * Through interface endpoints, inside the VPC. Each service has an endpoint of its own; a mixture
   * of endpoints and a public way counts as the public way.
   */
  record Endpoints() implements NetworkPath {}

  /** The way in words, such as {@code NAT gateway nat-1 with 203.0.113.9}. */
  default String description() {
    return switch (this) {
      case InternetGateway(String ip) -> "the Internet gateway with " + ip;
      case NatGateway(String id, String ip) -> "NAT gateway %s with %s".formatted(id, ip);
      case Endpoints() -> "interface endpoints";
    };
  }
}
