package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.Reachability.Broken;

/** What an agent meets if it opens a connection to a service and makes its call at one moment. */
sealed interface CallOutcome {

  /** It is answered, over this connection. */
  record Answered(Connection connection) implements CallOutcome {}

  /** Its packets don't arrive, or no answer does. */
  record Unreachable(Broken broken) implements CallOutcome {}

  /** It is refused, for want of credentials or permissions. */
  record AccessDenied(String reason) implements CallOutcome {}
}
