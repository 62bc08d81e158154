package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;

/** Simulates the capacity of AWS: unlimited, except for injected faults. */
final class Capacity {
  private Capacity() {}

  /**
   * Fails a launch or a start if capacity is insufficient. AWS returns a server error for this [D].
   */
  static void require(Call call, Ec2State state, String instanceType, String zone) {
    if (state.simulation().faults().lacksCapacity(call, instanceType, zone)) {
      throw ErrorWords.error("insufficient-instance-capacity", instanceType, zone);
    }
  }
}
