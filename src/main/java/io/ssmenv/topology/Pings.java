package io.ssmenv.topology;

import java.util.Map;
import java.util.Optional;

/** The ping status of all agents, or why it could not be read. */
public sealed interface Pings {

  /**
   * The ping status was read.
   *
   * @param byInstance by instance id; an instance that is missing here has not registered, or is
   *     stopped
   */
  record Known(Map<String, Ping> byInstance) implements Pings {
    public Known {
      byInstance = ImmutableCopy.of(byInstance);
    }
  }

  /**
   * The ping status could not be read.
   *
   * @param reason a message that quotes the error
   */
  record Unknown(String reason) implements Pings {}

  /** The ping of an instance; empty if Systems Manager does not know it or could not be read. */
  default Optional<Ping> of(String instanceId) {
    return switch (this) {
      case Known known -> Optional.ofNullable(known.byInstance().get(instanceId));
      case Unknown _ -> Optional.empty();
    };
  }
}
