package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** The end of a state that takes its time, unless the resource is stuck in it on demand. */
final class Transition {
  /** How often a resource that is stuck sees whether it still is. */
  private static final Duration RECHECK_INTERVAL = Duration.ofSeconds(1);

  private Transition() {}

  /** Plans an effect. What follows a slash in the id tells times of the same resource apart. */
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
