package io.ssmenv.simulator.network;

/** Whether an instance's HTTPS reaches Systems Manager at one moment, and if not, where it ends. */
public sealed interface Reachability {

  /** Every packet arrives. */
  record Reachable(NetworkPath path) implements Reachability {}

  /**
   * Some packet doesn't.
   *
   * @param hop where it ends
   * @param reason a sentence that names the resources
   */
  record Broken(Hop hop, String reason) implements Reachability {}

  /** The places where a packet from an instance to Systems Manager can end, in its order. */
  enum Hop {
    INTERFACE,
    NAME_RESOLUTION,
    INSTANCE_EGRESS,
    NETWORK_ACL,
    ROUTE,
    INTERNET_GATEWAY,
    PUBLIC_ADDRESS,
    NAT_GATEWAY,
    NAT_ROUTE,
    ENDPOINT,
    ENDPOINT_INGRESS
  }
}
