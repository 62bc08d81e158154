package io.ssmenv.plan;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.util.Map;
import java.util.Set;

/**
 * What the planner takes from earlier reconciles: what delays steps besides the dependencies
 * between resources, and the number of the next resource of a key.
 *
 * @param dnsPropagation open once the DNS names of Systems Manager have pointed to the current path
 *     for so long that resolvers have dropped the previous addresses
 * @param agentReachability open once the agents have been online over the current path
 * @param postponed resources that must not be created yet, each with a message that says why, and
 *     until when if that is known
 * @param incarnations how many resources of a key have come to their end; 0 if it is not in here
 * @param replaced resources that the operator has deleted to replace them, and whose replacement
 *     has not been available yet
 * @param attempts what became of the steps of earlier plans
 * @param guests what the other environments in the VPC need of it
 */
public record PlanGates(
    Gate dnsPropagation,
    Gate agentReachability,
    Map<Key, String> postponed,
    Map<Key, Integer> incarnations,
    Set<Key> replaced,
    Attempts attempts,
    GuestGates guests) {

  /** Gates of an environment that shares its VPC with no other one. */
  public PlanGates(
      Gate dnsPropagation,
      Gate agentReachability,
      Map<Key, String> postponed,
      Map<Key, Integer> incarnations,
      Set<Key> replaced,
      Attempts attempts) {
    this(
        dnsPropagation,
        agentReachability,
        postponed,
        incarnations,
        replaced,
        attempts,
        GuestGates.NONE);
  }

  /** Nothing is delayed. */
  public static final PlanGates NONE =
      new PlanGates(Gate.OPEN, Gate.OPEN, Map.of(), Map.of(), Set.of(), Attempts.NONE);

  public PlanGates {
    postponed = ImmutableCopy.of(postponed);
    incarnations = ImmutableCopy.of(incarnations);
    replaced = ImmutableCopy.of(replaced);
  }

  /**
   * A condition that steps wait for.
   *
   * @param message what it waits for while it is closed
   */
  public record Gate(boolean open, String message) {
    public static final Gate OPEN = new Gate(true, "");
  }
}
