package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;

/** What the two patterns with Internet access share. */
final class PublicNetwork {

  private PublicNetwork() {}

  /**
   * Allows HTTPS from the instances to any address: the addresses of AWS services are not fixed.
   */
  static Key egress(BuildContext context) {
    return context
        .graph()
        .add(
            SecurityGroupRule.https(context.group(), Direction.EGRESS, new Peer.Cidr("0.0.0.0/0")));
  }
}
