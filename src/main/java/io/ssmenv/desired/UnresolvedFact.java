package io.ssmenv.desired;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.util.Set;

/**
 * A value that could not be looked up. It stops only what needs it.
 *
 * @param about what was looked up, for example {@code the availability zones}
 * @param keys the resources that the spec may or may not ask for: they are not created without it,
 *     and those that exist stay as they are
 */
public record UnresolvedFact(String about, CloudError error, Set<Key> keys) {

  public UnresolvedFact {
    keys = ImmutableCopy.of(keys);
  }

  /** What could not be looked up, and why. */
  public String message() {
    return about + ": " + error.summary();
  }
}
