package io.ssmenv.aws.inventory;

import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to a listing.
 *
 * @param unread the ids of further resources that AWS lists. What tells whose they are, or how they
 *     are, takes a call for each of them, and the budget had no room for it; a later listing makes
 *     it.
 * @param sharedSince when the listing began, if it was made for another region
 */
public record Listed(
    List<ListedResource> resources, Set<String> unread, Optional<Instant> sharedSince) {

  public Listed {
    resources = List.copyOf(resources);
    unread = ImmutableCopy.of(unread);
  }

  public Listed(List<ListedResource> resources, Set<String> unread) {
    this(resources, unread, Optional.empty());
  }

  /** All resources were read. */
  static Listed complete(List<ListedResource> resources) {
    return new Listed(resources, Set.of());
  }

  Listed sharedSince(Instant start) {
    return new Listed(resources, unread, Optional.of(start));
  }
}
