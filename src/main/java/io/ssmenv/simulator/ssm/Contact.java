package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.Reachability.Broken;

/** What an agent meets if it opens a connection to a service and makes its call at one moment. */
sealed interface Contact {

  /** It is answered, over this connection. */
  record Answered(Connection over) implements Contact {}

  /** Its packets don't arrive, or no answer does. */
  record Unreachable(Broken broken) implements Contact {}

  /** It is refused, for want of credentials or permissions. */
  record AccessDenied(String reason) implements Contact {}
}
