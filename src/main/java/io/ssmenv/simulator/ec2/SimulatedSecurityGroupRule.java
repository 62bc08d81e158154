package io.ssmenv.simulator.ec2;

import java.util.Map;
import java.util.Optional;

/** A rule of a security group. */
record SimulatedSecurityGroupRule(
    String id,
    String groupId,
    boolean egress,
    Match match,
    Optional<String> description,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedSecurityGroupRule> {

  /**
   * The values that identify a rule within its group.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code icmp}, another's number, or {@code -1} for all
   * @param fromPort -1 for all
   * @param toPort -1 for all
   * @param peerType the type of the peer
   * @param peer an address range, a group's id or a prefix list's id
   */
  record Match(String protocol, int fromPort, int toPort, PeerType peerType, String peer) {}

  /** The types of peers. */
  enum PeerType {
    CIDR_IPV4,
    CIDR_IPV6,
    GROUP,
    PREFIX_LIST
  }

  boolean names(String otherGroupId) {
    return match.peerType() == PeerType.GROUP && match.peer().equals(otherGroupId);
  }

  @Override
  public SimulatedSecurityGroupRule withTags(Map<String, String> newTags) {
    return new SimulatedSecurityGroupRule(id, groupId, egress, match, description, newTags);
  }
}
