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

/** Renders agent histories as JSON. Times are real, as on the wire; durations are simulated. */
final class AgentJson {
  private final SimClock clock;

  AgentJson(SimClock clock) {
    this.clock = clock;
  }

  /** Renders a whole history. */
  Map<String, Object> toJson(AgentHistory history) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", history.accountId());
    json.put("region", history.region());
    json.put("instance", history.instanceId());
    if (!history.reachability().isEmpty()) {
      json.put("now", interval(history.reachability().getLast()));
    }
    Instant now = clock.instant();
    List<Map<String, Object>> unreachable =
        history.unreachable().stream().map(period -> unreachable(period, now)).toList();
    json.put("unreachable", unreachable);
    json.put("events", history.events().stream().map(this::event).toList());
    return json;
  }

  private Map<String, Object> interval(ReachabilityInterval interval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", time(interval.since()));
    json.put(
        "connections",
        interval
            .path()
            .map(reachability ->
                switch (reachability) {
                  case Reachable(NetworkPath path) ->
                      "reach Systems Manager through " + path.description();
                  case Broken(var hop, String reason) -> "blocked at %s: %s".formatted(hop, reason);
                })
            .orElse("none: the instance is not running"));
    return json;
  }

  private Map<String, Object> unreachable(UnreachablePeriod period, Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", time(period.from()));
    period.until().ifPresent(until -> json.put("until", time(until)));
    json.put("seconds", period.lasted(now).toMillis() / 1000.0);
    json.put("hop", period.hop());
    json.put("reason", period.reason());
    return json;
  }

  private Map<String, Object> event(AgentEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", time(event.at()));
    json.put("event", event.type());
    event.path().ifPresent(path -> json.put("path", path.description()));
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
