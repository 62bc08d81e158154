package io.ssmenv.graph;

import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.VpcElements.Element;
import io.ssmenv.plan.Forecast;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the boxes of resources. */
record NodeFactory(HopMarks hops) {

  GraphNode leaf(Element element, Kind kind, String name, List<String> notes) {
    return node(element, kind, name, notes, List.of());
  }

  GraphNode node(
      Element element, Kind kind, String name, List<String> notes, List<GraphNode> contents) {
    List<String> all = new ArrayList<>();
    id(element.observed()).ifPresent(all::add);
    all.addAll(notes);
    if (!element.observed().is(State.READY)) {
      all.add(element.observed().awsState());
    }
    return new GraphNode(element.node(), kind, name, all, mark(element), contents);
  }

  /** Its id; empty before AWS has given one. */
  static Optional<String> id(Observed observed) {
    return Optional.of(observed.id()).filter(id -> !id.equals(Forecast.KNOWN_AFTER_APPLY));
  }

  private Mark mark(Element element) {
    Observed observed = element.observed();
    return Mark.worst(
        hops.of(observed.id()), ofState(observed.state()), element.owner().planned(observed));
  }

  static Mark ofState(State state) {
    return switch (state) {
      case READY -> Mark.NONE;
      case PENDING, DELETING -> Mark.UNKNOWN;
      case FAILED -> Mark.BROKEN;
    };
  }
}
