package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ActionFamily;

/** A family of EC2's operations. */
interface Ec2Family extends ActionFamily {
  @Override
  default String service() {
    return "ec2";
  }
}
