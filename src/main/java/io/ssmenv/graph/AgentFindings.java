package io.ssmenv.graph;

import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.graph.VpcGraph.AgentFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says why agents are not online, or will not stay so. Those with the same reason are named
 * together.
 */
final class AgentFindings {

  private static final int MAX_FINDINGS = 6;
  private static final int MAX_NAMES = 4;

  private AgentFindings() {}

  static List<AgentFinding> of(List<EnvironmentState> states) {
    Map<AgentFinding, List<String>> agents = new LinkedHashMap<>();
    for (EnvironmentState state : states) {
      for (AgentPath path : state.paths()) {
        if (!path.isOnline() || path.firstBroken().isPresent()) {
          agents
              .computeIfAbsent(reason(path), _ -> new ArrayList<>())
              .add(states.size() == 1 ? path.instance() : state.name() + "/" + path.instance());
        }
      }
    }
    List<AgentFinding> all = new ArrayList<>();
    agents.forEach((reason, names) ->
        all.add(new AgentFinding(reason.mark(), names(names) + " " + reason.text())));
    if (all.size() <= MAX_FINDINGS) {
      return all;
    }
    List<AgentFinding> first = new ArrayList<>(all.subList(0, MAX_FINDINGS));
    first.add(
        new AgentFinding(
            Mark.BROKEN,
            "and %d more reasons. 'ssmenv explain' says them"
                .formatted(all.size() - MAX_FINDINGS)));
    return first;
  }

  private static AgentFinding reason(AgentPath path) {
    if (path.id().isEmpty() && path.toTell().isEmpty()) {
      return new AgentFinding(Mark.UNKNOWN, "not launched yet");
    }
    return path.toTell().stream()
        .findFirst()
        .map(hop -> reason(path, hop))
        .orElse(new AgentFinding(Mark.UNKNOWN, "not online, and no reason is known"));
  }

  private static AgentFinding reason(AgentPath path, Hop hop) {
    return new AgentFinding(
        hop.isBroken() ? Mark.BROKEN : Mark.UNKNOWN,
        "%s at the %s: %s."
            .formatted(
                path.isOnline()
                    ? "online still, but will be stopped"
                    : hop.isBroken() ? "stopped" : "may be stopped",
                hop.place().label(),
                hop.verdict().sentence()));
  }

  private static String names(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))
        + (names.size() > MAX_NAMES ? " and %d more".formatted(names.size() - MAX_NAMES) : "")
        + ":";
  }
}
