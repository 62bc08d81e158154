package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the tags in AWS say about environment ids. Users can edit a status and annotations, so these
 * prove nothing.
 *
 * @param tagged what AWS has with each id, as last listed
 * @param unknown the ids with which it may have more, and why that is not known
 */
public record TagEvidence(Map<String, List<Tagged>> tagged, Map<String, String> unknown) {

  /** A resource that exists, with its ownership tags. */
  public record Tagged(String id, Ownership ownership) {}

  /** AWS has nothing. */
  public static final TagEvidence NONE = new TagEvidence(Map.of(), Map.of());

  public TagEvidence {
    tagged = ImmutableCopy.of(tagged);
    unknown = ImmutableCopy.of(unknown);
  }

  /** Returns what has an environment id, in any cluster that was listed. */
  public List<Tagged> of(String environment) {
    return tagged.getOrDefault(environment, List.of());
  }

  /** Returns the ids of the resources with an environment id whose tags fulfil a condition. */
  public Set<String> ids(String environment, Predicate<Ownership> tags) {
    return of(environment).stream()
        .filter(one -> tags.test(one.ownership()))
        .map(Tagged::id)
        .collect(ImmutableCopy.toSet());
  }

  /** Returns why AWS may have more with an environment id; empty if it has no more. */
  public Optional<String> unknown(String environment) {
    return Optional.ofNullable(unknown.get(environment));
  }
}
