package io.ssmenv.state;

import io.ssmenv.cloud.InstanceHealth;
import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import io.ssmenv.topology.ImmutableCopy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the health of instances, by their ids.
 *
 * @param checks the status checks of instances whose agents are silent, as far as they were read
 * @param events what AWS has scheduled; empty if it was not read yet
 */
public record KnownHealth(
    Map<String, InstanceHealth> checks, Optional<Map<String, List<ScheduledEvent>>> events) {

  /** Nothing was read. */
  public static final KnownHealth NONE = new KnownHealth(Map.of(), Optional.empty());

  public KnownHealth {
    checks = ImmutableCopy.of(checks);
    events = events.map(ImmutableCopy::of);
  }
}
