package io.ssmenv.simulator.network;

/**
 * Whether an instance can reach a destination at one moment, and if not, where the path is broken.
 */
public sealed interface Reachability {

  /** All packets arrive. */
  record Reachable(NetworkPath path) implements Reachability {}

  /**
   * Some packets do not arrive.
   *
   * @param hop where they are dropped
   * @param reason a message that names the resources
   */
  record Broken(Hop hop, String reason) implements Reachability {}

  /** The places where a packet can be dropped, in the order of the path. */
  enum Hop {
    INSTANCE,
    INTERFACE,
    NAME_RESOLUTION,
    INSTANCE_EGRESS,
    NETWORK_ACL,
    ROUTE,
    INTERNET_GATEWAY,
    PUBLIC_ACCESS_BLOCK,
    PUBLIC_ADDRESS,
    NAT_GATEWAY,
    NAT_ROUTE,
    ENDPOINT,
    ENDPOINT_INGRESS
  }
}
