package io.ssmenv.desired;

import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;

/** What the two patterns with Internet access share. */
final class PublicNetwork {

  private PublicNetwork() {}

  /** Adds the Internet gateway and attaches it; returns the attachment. */
  static Key attachGateway(BuildContext context) {
    Key key = Key.of("internetgateway");
    context.graph().add(new InternetGateway(key, context.tagsOf(key)));
    return context
        .graph()
        .add(
            new InternetGatewayAttachment(
                InternetGatewayAttachment.KEY, Ref.to(key), Ref.to(context.vpc())));
  }

  static Key gateway() {
    return Key.of("internetgateway");
  }

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
