package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ActionGroup;

/** An action family of EC2. */
interface Ec2ActionGroup extends ActionGroup {
  @Override
  default String service() {
    return "ec2";
  }
}
