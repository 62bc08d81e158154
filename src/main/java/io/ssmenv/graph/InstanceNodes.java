package io.ssmenv.graph;

import io.ssmenv.diagnosis.Age;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.VpcElements.Element;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The boxes of instances, with what is known of their agents.
 *
 * @param limit how many are drawn in a subnet
 */
record InstanceNodes(VpcElements elements, int limit) {

  /** What is known of an agent. */
  private record Agent(Mark mark, String text) {}

  /** Those of a subnet. If there are too many, the ones that are not well are drawn. */
  List<GraphNode> of(String subnet, List<Element> instances) {
    List<GraphNode> all =
        instances.stream()
            .map(this::node)
            .sorted(Comparator.comparing(GraphNode::name, NameOrder.NUMBERED))
            .toList();
    if (all.size() <= limit) {
      return all;
    }
    List<GraphNode> first =
        all.stream().sorted(Comparator.comparing(GraphNode::mark).reversed()).limit(limit).toList();
    List<GraphNode> rest = all.stream().filter(node -> !first.contains(node)).toList();
    return Stream.concat(all.stream().filter(first::contains), Stream.of(more(subnet, rest)))
        .toList();
  }

  private static GraphNode more(String subnet, List<GraphNode> rest) {
    Map<Mark, Long> counts =
        rest.stream()
            .collect(Collectors.groupingBy(GraphNode::mark, TreeMap::new, Collectors.counting()));
    return GraphNode.leaf(
        subnet + " more",
        Kind.MORE_INSTANCES,
        "and %d more".formatted(rest.size()),
        counts.entrySet().stream().map(one -> one.getValue() + " " + word(one.getKey())).toList(),
        rest.stream().map(GraphNode::mark).max(Comparator.naturalOrder()).orElse(Mark.NONE));
  }

  private static String word(Mark mark) {
    return switch (mark) {
      case NONE -> "without news";
      case OK -> "online";
      case PLANNED -> "planned";
      case CHANGED -> "to be changed";
      case UNKNOWN -> "not known";
      case BROKEN -> "stopped or not online";
    };
  }

  private GraphNode node(Element element) {
    Observed observed = element.observed();
    Agent agent = agent(element);
    List<String> notes = new ArrayList<>();
    NodeFactory.id(observed).ifPresent(notes::add);
    element.as(Instance.class).map(Instance::type).ifPresent(notes::add);
    publicAddress(element).ifPresent(notes::add);
    notes.add(agent.text());
    return GraphNode.leaf(
        element.node(), Kind.INSTANCE, observed.key().name(), notes, agent.mark());
  }

  private Optional<String> publicAddress(Element element) {
    Optional<Element> association =
        elements.all(AddressAssociation.class).stream()
            .filter(one ->
                one.owner().uid().equals(element.owner().uid())
                    && one.as(AddressAssociation.class)
                        .map(AddressAssociation::networkInterface)
                        .equals(element.as(Instance.class).map(Instance::networkInterface)))
            .findFirst();
    return association.map(one ->
        one.observed()
            .detail(Observed.PUBLIC_IP)
            .map(address -> "Elastic IP " + address)
            .orElse("Elastic IP"));
  }

  private static Agent agent(Element element) {
    EnvironmentState owner = element.owner();
    Observed observed = element.observed();
    Mark planned = owner.planned(observed);
    if (planned == Mark.PLANNED) {
      return new Agent(planned, "planned");
    }
    if (!observed.is(State.READY)
        || element.as(Instance.class).filter(Instance::running).isEmpty()) {
      return new Agent(
          Mark.worst(Mark.UNKNOWN, NodeFactory.ofState(observed.state())), observed.awsState());
    }
    Agent known =
        owner.now().pings() instanceof Pings.Unknown
            ? new Agent(Mark.UNKNOWN, "ping status not read")
            : pinged(owner, observed);
    return new Agent(Mark.worst(planned, known.mark()), known.text());
  }

  private static Agent pinged(EnvironmentState owner, Observed observed) {
    Optional<Ping> ping = owner.now().pings().of(observed.id());
    Optional<AgentPath> path =
        owner.paths().stream()
            .filter(one -> one.instance().equals(observed.key().name()))
            .findFirst();
    Optional<Agent> stopped = path.flatMap(InstanceNodes::stoppedAt);
    if (ping.filter(Ping::online).isPresent()) {
      return stopped
          .map(agent -> new Agent(agent.mark(), online(path) + ", " + agent.text()))
          .orElse(new Agent(Mark.OK, "online"));
    }
    String status = ping.map(Ping::status).orElse("not registered");
    return stopped
        .map(agent -> new Agent(agent.mark(), status + ", " + agent.text()))
        .orElse(new Agent(ping.isPresent() ? Mark.BROKEN : Mark.UNKNOWN, status));
  }

  /** An agent on a broken path is online until its pings are missed. */
  private static String online(Optional<AgentPath> path) {
    return path.flatMap(AgentPath::sincePing)
        .map(age -> "online by a ping %s ago".formatted(Age.of(age)))
        .orElse("online still");
  }

  private static Optional<Agent> stoppedAt(AgentPath path) {
    return path.toTell().stream()
        .findFirst()
        .map(hop ->
            new Agent(
                hop.isBroken() ? Mark.BROKEN : Mark.UNKNOWN,
                (hop.isBroken() ? "stopped at: " : "may be stopped at: ") + named(hop)));
  }

  private static String named(Hop hop) {
    return hop.place().label() + " " + hop.resource();
  }
}
