package io.ssmenv.topology;

import java.util.Map;
import java.util.Optional;

/** What Systems Manager knows of the instances, or why it could not be asked. */
public sealed interface Pings {

  /**
   * @param byInstance by instance id; an instance that is not in it has not registered, or is
   *     stopped
   */
  record Known(Map<String, Ping> byInstance) implements Pings {
    public Known {
      byInstance = Map.copyOf(byInstance);
    }
  }

  /**
   * @param reason a sentence that quotes the error
   */
  record Unknown(String reason) implements Pings {}

  /**
   * The ping of an instance; empty if it is not known to Systems Manager, or Systems Manager could
   * not be asked.
   */
  default Optional<Ping> of(String instanceId) {
    return switch (this) {
      case Known known -> Optional.ofNullable(known.byInstance().get(instanceId));
      case Unknown unknown -> Optional.empty();
    };
  }
}
