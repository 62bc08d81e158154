package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.util.Set;

/**
 * What an environment asks of the inventory after a reconcile.
 *
 * @param types the resource types whose changes the environment is waiting for; empty when it is
 *     idle. They are listed again before the next regular poll.
 * @param interval how often the environment wants the whole account to be listed
 */
public record RefreshRequest(Owner owner, Set<Class<? extends Resource>> types, Duration interval) {

  public RefreshRequest {
    types = ImmutableCopy.of(types);
  }
}
