package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** The end of a state that takes its time, unless the resource is stuck in it on demand. */
final class Transition {
  /** How often a resource that is stuck sees whether it still is. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private Transition() {}

  /** Plans an effect. What follows a slash in the id tells times of the same resource apart. */
  static void plan(
      Simulation simulation,
      SimulatedAccount account,
      Instant due,
      StateTime stateTime,
      String id,
      Consumer<Instant> effect) {
    String resource = id.split("/", -1)[0];
    String type = ResourceIdType.ofId(resource).map(ResourceIdType::resourceType).orElse("");
    account
        .timeline()
        .at(
            due,
            at -> {
              if (stateTime.canGetStuck() && simulation.faults().holds(type, resource)) {
                plan(simulation, account, at.plus(LOOK_AGAIN), stateTime, id, effect);
              } else {
                effect.accept(at);
              }
            });
  }
}
