package io.ssmenv.topology;

import java.util.Locale;

/**
 * One rule of a security group. All of its parts identify it, so it is never changed, only
 * replaced.
 *
 * @param protocol as EC2 writes it: {@code tcp}, {@code udp}, {@code icmp}, a number, or {@code -1}
 *     for all
 * @param fromPort -1 for protocols without ports
 */
public record SecurityGroupRule(
    Key key, Ref group, Direction direction, String protocol, int fromPort, int toPort, Peer peer)
    implements Resource {

  public enum Direction {
    INGRESS,
    EGRESS
  }

  /** The other side of the rule. */
  public sealed interface Peer {

    /** An IPv4 or IPv6 range. */
    record Cidr(String cidr) implements Peer {
      @Override
      public String toString() {
        return cidr;
      }
    }

    /** The members of a group. */
    record Group(Ref group) implements Peer {
      @Override
      public String toString() {
        return group.toString();
      }
    }

    /** The ranges of an AWS-managed prefix list. */
    record PrefixList(String id) implements Peer {
      @Override
      public String toString() {
        return id;
      }
    }
  }

  /** HTTPS from or to a peer: the only traffic that Systems Manager needs. */
  public static SecurityGroupRule https(Key group, Direction direction, Peer peer) {
    return of(group, direction, "tcp", 443, 443, peer);
  }

  public static SecurityGroupRule of(
      Key group, Direction direction, String protocol, int fromPort, int toPort, Peer peer) {
    String ports = fromPort == toPort ? Integer.toString(fromPort) : fromPort + "-" + toPort;
    String name =
        String.join(
            "/",
            group.name(),
            direction.name().toLowerCase(Locale.ROOT),
            protocol,
            ports,
            peer.toString());
    return new SecurityGroupRule(
        Key.of("securitygrouprule", name),
        Ref.to(group),
        direction,
        protocol,
        fromPort,
        toPort,
        peer);
  }

  @Override
  public SecurityGroupRule under(Key parent) {
    Key under = of(parent, direction, protocol, fromPort, toPort, peer).key();
    return new SecurityGroupRule(under, group, direction, protocol, fromPort, toPort, peer);
  }
}
