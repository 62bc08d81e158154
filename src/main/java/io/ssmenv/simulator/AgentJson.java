package io.ssmenv.simulator;

import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Reachable;
import io.ssmenv.simulator.ssm.AgentEvent;
import io.ssmenv.simulator.ssm.AgentHistory;
import io.ssmenv.simulator.ssm.ReachabilityInterval;
import io.ssmenv.simulator.ssm.UnreachablePeriod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The histories of agents as JSON. Times are real, as on the wire; durations are simulated. */
final class AgentJson {
  private final SimClock clock;

  AgentJson(SimClock clock) {
    this.clock = clock;
  }

  /** All of a history. */
  Map<String, Object> show(AgentHistory history) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", history.accountId());
    json.put("region", history.region());
    json.put("instance", history.instanceId());
    if (!history.outlooks().isEmpty()) {
      json.put("now", outlook(history.outlooks().getLast()));
    }
    Instant now = clock.instant();
    List<Map<String, Object>> unreachable =
        history.unreachable().stream().map(one -> unreachable(one, now)).toList();
    json.put("unreachable", unreachable);
    json.put("events", history.events().stream().map(this::event).toList());
    return json;
  }

  private Map<String, Object> outlook(ReachabilityInterval outlook) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", time(outlook.since()));
    json.put(
        "connections",
        outlook
            .path()
            .map(reachability ->
                switch (reachability) {
                  case Reachable(NetworkPath path) -> "get through by " + path.words();
                  case Broken(var hop, String reason) -> "end at %s: %s".formatted(hop, reason);
                })
            .orElse("none, the instance does not run"));
    return json;
  }

  private Map<String, Object> unreachable(UnreachablePeriod one, Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", time(one.from()));
    one.until().ifPresent(until -> json.put("until", time(until)));
    json.put("seconds", one.lasted(now).toMillis() / 1000.0);
    json.put("hop", one.hop());
    json.put("reason", one.reason());
    return json;
  }

  private Map<String, Object> event(AgentEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", time(event.at()));
    json.put("event", event.kind());
    event.way().ifPresent(path -> json.put("way", path.words()));
    event.hop().ifPresent(hop -> json.put("hop", hop));
    if (!event.reason().isEmpty()) {
      json.put("reason", event.reason());
    }
    return json;
  }

  private String time(Instant simulated) {
    return clock.toReal(simulated).toString();
  }
}
