package io.ssmenv.simulator.network;

/**
 * The path of an instance's packets to a service.
 *
 * <p>An open connection does not survive a change to a different path, because the remote side sees
 * another source address.
 */
public sealed interface NetworkPath {

  /** Through the VPC's Internet gateway, with the public address of the interface. */
  record InternetGateway(String publicIp) implements NetworkPath {}

  /** Through a NAT gateway, with the public address of the gateway. */
  record NatGateway(String natGatewayId, String publicIp) implements NetworkPath {}

  /**
   * Through interface endpoints in the VPC. Each service has its own endpoint; if only some
   * services use endpoints, the path counts as the public path of the others.
   */
  record Endpoints() implements NetworkPath {}

  /** Returns a description such as {@code NAT gateway nat-1 with 203.0.113.9}. */
  default String description() {
    return switch (this) {
      case InternetGateway(String ip) -> "the Internet gateway with " + ip;
      case NatGateway(String id, String ip) -> "NAT gateway %s with %s".formatted(id, ip);
      case Endpoints() -> "interface endpoints";
    };
  }
}
