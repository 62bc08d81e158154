package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;

/** Simulates the capacity of AWS: unlimited, except for injected faults. */
final class Capacity {
  private Capacity() {}

  /**
   * Fails a launch or a start if capacity is insufficient. AWS returns a server error for this [D].
   */
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
