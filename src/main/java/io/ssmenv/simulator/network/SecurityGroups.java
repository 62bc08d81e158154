package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Group;
import io.ssmenv.simulator.network.NetworkView.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Evaluates security groups for TCP. An interface allows what any of its groups allows. Rules apply
 * only to the first packet of a connection: a change of rules does not interrupt tracked
 * connections [D]. All connections count as tracked. AWS does not track connections through an
 * Internet gateway under rules that allow everything in both directions.
 */
final class SecurityGroups {
  private final NetworkView view;
  private final boolean tracked;

  private SecurityGroups(NetworkView view, boolean tracked) {
    this.view = view;
    this.tracked = tracked;
  }

  /** Evaluates connections that are about to be opened. */
  static SecurityGroups forNewConnections(NetworkView view) {
    return new SecurityGroups(view, false);
  }

  /** Evaluates connections that are open. */
  static SecurityGroups forOpenConnections(NetworkView view) {
    return new SecurityGroups(view, true);
  }

  /**
   * Returns whether the groups allow outbound TCP to a port.
   *
   * @param groupIds the groups of the sending interface
   * @param to the destination; one rule has to contain the whole range
   * @param peers the groups of the receiving interface, if any
   */
  boolean allowOut(Set<String> groupIds, Cidr to, int port, Set<String> peers) {
    return allow(groupIds, Group::egress, to, port, peers);
  }

  /** Returns whether the groups allow inbound TCP to a port. */
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
