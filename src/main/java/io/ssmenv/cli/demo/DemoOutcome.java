package io.ssmenv.cli.demo;

import io.ssmenv.simulator.SimulatedAws;
import java.io.PrintWriter;

/**
 * What came of a demo.
 *
 * @param ready whether all environments became Ready in time
 * @param proven whether all connections are proven, if that decides
 */
record DemoOutcome(boolean ready, boolean proven) {

  static final int SUCCESS = 0;
  static final int NOT_READY = 2;
  static final int NOT_PROVEN = 3;
  static final int NOT_DELETED = 4;

  /** It was stopped before it began. */
  static final DemoOutcome STOPPED = new DemoOutcome(false, false);

  /**
   * What is left says most about the operator, and what is not Ready cannot be proven.
   *
   * @param deleted whether nothing is left, neither in the cluster nor in the account
   */
  int exitCode(boolean deleted) {
    if (!deleted) {
      return NOT_DELETED;
    }
    if (!ready) {
      return NOT_READY;
    }
    return proven ? SUCCESS : NOT_PROVEN;
  }

  /** Prints what is left in the account; returns whether that is nothing. */
  static boolean isAccountEmpty(SimulatedAws aws, PrintWriter out) {
    var remaining = aws.resources();
    if (remaining.isEmpty()) {
      out.println("The simulated account is empty.");
    } else {
      out.println("These resources are left in the simulated account:");
      remaining.forEach(one -> out.println("  " + one.type() + " " + one.id() + " " + one.state()));
    }
    out.flush();
    return remaining.isEmpty();
  }
}
