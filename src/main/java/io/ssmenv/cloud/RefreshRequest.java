package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import java.time.Duration;
import java.util.Set;

/**
 * What an environment asks of the inventory after a reconcile.
 *
 * @param changes what the environment is waiting for; empty when it is idle. The types are listed
 *     again before the next regular poll.
 * @param interval how often the environment wants the whole account to be listed
 */
public record RefreshRequest(Owner owner, Set<AwaitedChange> changes, Duration interval) {

  public RefreshRequest {
    changes = ImmutableCopy.of(changes);
  }
}
