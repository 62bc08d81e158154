package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;

/** Whether AWS has room for an instance: always, but for a fault on demand. */
final class Capacity {
  private Capacity() {}

  /** Refuses a launch or a start where there is no room; a server error, though no fault [D]. */
  static void require(Call call, Ec2State state, String instanceType, String zone) {
    if (state.simulation().faults().lacksCapacity(call, instanceType, zone)) {
      throw new AwsError(
          "InsufficientInstanceCapacity",
          ("We currently do not have sufficient %s capacity in the Availability Zone you requested"
                  + " (%s). Our system will be working on provisioning additional capacity.")
              .formatted(instanceType, zone),
          500);
    }
  }
}
