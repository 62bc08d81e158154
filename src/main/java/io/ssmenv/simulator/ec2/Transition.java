package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Schedules the end of a transitional state. An injected fault can delay it. */
final class Transition {
  /** How often a stuck resource checks whether the fault was cleared. */
  private static final Duration RECHECK_INTERVAL = Duration.ofSeconds(1);

  private Transition() {}

  /**
   * Schedules an event. A suffix after a slash in the id distinguishes events of the same resource.
   */
  static void schedule(
      Simulation simulation,
      SimulatedAccount account,
      Instant due,
      StateDuration state,
      String id,
      Consumer<Instant> effect) {
    String resource = id.split("/", -1)[0];
    String type = ResourceIdType.ofId(resource).map(ResourceIdType::resourceType).orElse("");
    account
        .timeline()
        .schedule(
            due,
            at -> {
              if (state.canGetStuck() && simulation.faults().isStuck(type, resource)) {
                schedule(simulation, account, at.plus(RECHECK_INTERVAL), state, id, effect);
              } else {
                effect.accept(at);
              }
            });
  }
}
