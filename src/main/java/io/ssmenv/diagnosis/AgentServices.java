package io.ssmenv.diagnosis;

import java.util.List;

/** What agents need of Systems Manager. */
final class AgentServices {

  /** Where an agent registers, and where its control channel is; recent ones need no other [D]. */
  static final List<String> NAMES = List.of("ssm", "ssmmessages");

  static final int HTTPS = 443;

  private AgentServices() {}
}
