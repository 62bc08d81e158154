package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.Reachability.Broken;

/** The outcome of an agent's call over a new connection. */
sealed interface CallOutcome {

  /** The call succeeds over this connection. */
  record Answered(Connection connection) implements CallOutcome {}

  /** The packets of the request or of the answer do not arrive. */
  record Unreachable(Broken broken) implements CallOutcome {}

  /** The call is denied because credentials or permissions are missing. */
  record AccessDenied(String reason) implements CallOutcome {}
}
