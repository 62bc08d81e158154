package io.ssmenv.status;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What messages about failures have to know besides the errors.
 *
 * @param forGuests the resources that are there only for other environments, with their names
 * @param undecided the failed resources whose zone may still be given up
 * @param ofHost what AWS refuses to the environment in whose VPC this one stands, of what this one
 *     needs
 */
public record FailureContext(
    Map<Key, List<String>> forGuests, Set<Key> undecided, List<ResourceFailure> ofHost) {

  public static final FailureContext NONE = new FailureContext(Map.of(), Set.of(), List.of());

  public FailureContext {
    forGuests = ImmutableCopy.of(forGuests);
    undecided = ImmutableCopy.of(undecided);
    ofHost = List.copyOf(ofHost);
  }

  /** The names of the environments for which a resource is there; empty if not only for others. */
  List<String> guests(Key key) {
    return forGuests.getOrDefault(key, List.of());
  }
}
