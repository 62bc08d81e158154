package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Group;
import io.ssmenv.simulator.network.NetworkView.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What security groups let through of TCP; several groups on an interface let through the sum. They
 * are asked about a connection's first packet only: a change of rules does not interrupt what they
 * track [D]. Taken as tracked is also what leaves by an Internet gateway under rules that are open
 * in both directions, which AWS does not track.
 */
final class SecurityGroups {
  private final NetworkView view;
  private final boolean tracked;

  private SecurityGroups(NetworkView view, boolean tracked) {
    this.view = view;
    this.tracked = tracked;
  }

  /** For connections that are about to be opened. */
  static SecurityGroups forNewConnections(NetworkView view) {
    return new SecurityGroups(view, false);
  }

  /** For connections that were let through once. */
  static SecurityGroups forOpenConnections(NetworkView view) {
    return new SecurityGroups(view, true);
  }

  /**
   * Whether TCP to a port may leave.
   *
   * @param groupIds the groups of the interface that sends
   * @param to where to: one rule has to cover the whole range
   * @param peers the groups of the interface that receives, if it has any
   */
  boolean allowOut(Set<String> groupIds, Cidr to, int port, Set<String> peers) {
    return allow(groupIds, Group::egress, to, port, peers);
  }

  /** Whether TCP to a port may enter, likewise. */
  boolean allowIn(Set<String> groupIds, Cidr from, int port, Set<String> peers) {
    return allow(groupIds, Group::ingress, from, port, peers);
  }

  private boolean allow(
      Set<String> groupIds,
      Function<Group, List<Rule>> direction,
      Cidr range,
      int port,
      Set<String> peers) {
    return tracked
        || groupIds.stream()
            .flatMap(id -> Optional.ofNullable(view.groups().get(id)).stream())
            .flatMap(group -> direction.apply(group).stream())
            .filter(rule -> isFor(port, rule))
            .anyMatch(rule ->
                peers.contains(rule.peer())
                    || Cidr.parse(rule.peer()).filter(c -> c.contains(range)).isPresent());
  }

  private static boolean isFor(int port, Rule rule) {
    return rule.protocol().equals("-1")
        || (rule.protocol().equals("tcp")
            && (rule.fromPort() == -1 || (rule.fromPort() <= port && port <= rule.toPort())));
  }
}
