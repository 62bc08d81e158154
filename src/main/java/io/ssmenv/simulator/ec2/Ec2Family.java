package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ActionFamily;

/** An action family of EC2. */
interface Ec2Family extends ActionFamily {
  @Override
  default String service() {
    return "ec2";
  }
}
