package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Way;

/** What an agent would meet if it called Systems Manager at one moment. */
public sealed interface Contact {

  /** It would be answered. */
  record Answered(Way way) implements Contact {}

  /** Its packets would not arrive, or no answer would. */
  record Unreachable(String reason) implements Contact {}

  /** It would be refused, for want of credentials or permissions. */
  record AccessDenied(String reason) implements Contact {}
}
