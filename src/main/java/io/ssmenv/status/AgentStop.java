package io.ssmenv.status;

import io.ssmenv.diagnosis.Hop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hop that stops the agent of an instance for certain. */
record AgentStop(Hop hop) {

  /** Empty if there is none, or if that is not known. */
  static Optional<AgentStop> of(String instance, StatusInputs inputs) {
    return inputs.stoppedAt().getOrDefault(instance, List.of()).stream()
        .filter(Hop::isBroken)
        .findFirst()
        .map(AgentStop::new);
  }

  /** All of them, by the name of the instance. */
  static Map<String, AgentStop> all(StatusInputs inputs) {
    Map<String, AgentStop> all = new HashMap<>();
    inputs
        .stoppedAt()
        .keySet()
        .forEach(name -> of(name, inputs).ifPresent(stop -> all.put(name, stop)));
    return all;
  }

  /** As the status names it. */
  String described() {
    return hop.place().label() + " " + hop.resource();
  }

  /** What is wrong, and what mends it. */
  String message() {
    return hop.verdict().sentence();
  }
}
