package io.ssmenv.plan;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.util.Set;

/**
 * The steps of earlier plans, as far as they affect the order of others. It is taken before AWS is
 * observed, so that a step that ends in between still counts as under way.
 *
 * @param underWay resources with a step whose calls have not been answered yet
 * @param refused resources whose step AWS has refused, and which is not tried again yet
 */
public record Attempts(Set<Key> underWay, Set<Key> refused) {

  public static final Attempts NONE = new Attempts(Set.of(), Set.of());

  public Attempts {
    underWay = ImmutableCopy.of(underWay);
    refused = ImmutableCopy.of(refused);
  }
}
