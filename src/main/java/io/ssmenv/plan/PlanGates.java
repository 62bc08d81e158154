package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import java.util.Map;

/**
 * What holds steps back besides the graph.
 *
 * @param dnsPropagation whether the names of Systems Manager have led over the present path long
 *     enough for resolvers to have forgotten where they led before
 * @param agentReachability whether the agents have answered over the present path
 * @param launchBackoffs resources that must not be created yet, each with a sentence that says
 *     until when and why
 */
public record PlanGates(
    Gate dnsPropagation, Gate agentReachability, Map<Key, String> launchBackoffs) {

  /** Nothing is held back. */
  public static final PlanGates NONE = new PlanGates(Gate.OPEN, Gate.OPEN, Map.of());

  public PlanGates {
    launchBackoffs = Map.copyOf(launchBackoffs);
  }

  /**
   * @param given whether there is no doubt
   * @param message what is missing for it
   */
  public record Gate(boolean open, String message) {
    public static final Gate OPEN = new Gate(true, "");
  }
}
