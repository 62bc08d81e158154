package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.Facts;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this process has looked up for one environment.
 *
 * @param results what AWS answered
 * @param answered when lookups were answered, also those without a value
 * @param failures the last failure of each lookup that failed
 * @param stale images that are looked up again, because AWS refused to launch what they gave
 * @param refused the refusals that {@code stale} takes into account
 * @param running whether lookups are under way
 */
record LookupState(
    Facts results,
    Map<Lookup, Instant> answered,
    Map<Lookup, Failure> failures,
    Set<Lookup> stale,
    Set<RefusedImage> refused,
    boolean running) {

  static final LookupState NONE =
      new LookupState(Facts.NONE, Map.of(), Map.of(), Set.of(), Set.of(), false);

  /** A failed lookup, which is repeated after a pause. */
  record Failure(CloudError error, int times, Instant retryAt) {}

  LookupState {
    answered = ImmutableCopy.of(answered);
    failures = ImmutableCopy.of(failures);
    stale = ImmutableCopy.of(stale);
    refused = ImmutableCopy.of(refused);
  }

  /** Without what depends on the account: only the faults of the operator, and what runs. */
  LookupState faults() {
    Map<Lookup, Failure> faults = new HashMap<>(failures);
    faults.values().removeIf(failure -> !(failure.error() instanceof CloudError.Internal));
    return new LookupState(Facts.NONE, Map.of(), faults, Set.of(), Set.of(), running);
  }

  Optional<Failure> failure(Lookup lookup) {
    return Optional.ofNullable(failures.get(lookup));
  }

  /**
   * Whether a failed lookup stops only the resources that need its value. An environment is not
   * begun if its spec is wrong.
   */
  boolean stopsOnlyItsResources(Lookup lookup, boolean isNew) {
    return !(lookup instanceof Lookup.Image)
        && failure(lookup)
            .filter(failed -> !(isNew && failed.error() instanceof CloudError.Invalid))
            .isPresent();
  }

  /** Whether AWS has answered, although the answer may have been that there is nothing. */
  boolean hasNothing(Lookup lookup) {
    return answered.containsKey(lookup)
        && switch (lookup) {
          case Lookup.Services _, Lookup.S3PrefixList _, Lookup.TypeOffers _ -> true;
          case Lookup.Zones zones ->
              zones.letters().stream()
                  .noneMatch(letter ->
                      zones.requirements().isRequired(letter)
                          || results.zones().containsKey(letter));
          case Lookup.Image _ -> false;
        };
  }

  /** Lookups have started; failures of lookups that are no longer open are dropped. */
  LookupState started(Set<Lookup> open) {
    Map<Lookup, Failure> kept = new HashMap<>(failures);
    kept.keySet().retainAll(open);
    return new LookupState(results, answered, kept, stale, refused, true);
  }

  LookupState ended() {
    return new LookupState(results, answered, failures, stale, refused, false);
  }

  LookupState answered(Lookup lookup, Facts facts, Instant at) {
    Map<Lookup, Instant> allAnswered = new HashMap<>(answered);
    allAnswered.put(lookup, at);
    return without(lookup, KnownFacts.merge(facts, results), allAnswered, failures);
  }

  /** Something stale that could not be looked up stays as it was until AWS refuses it again. */
  LookupState failed(Lookup lookup, Failure failure) {
    if (stale.contains(lookup)) {
      return without(lookup, results, answered, failures);
    }
    Map<Lookup, Failure> all = new HashMap<>(failures);
    all.put(lookup, failure);
    return new LookupState(results, answered, all, stale, refused, running);
  }

  private LookupState without(
      Lookup lookup,
      Facts newResults,
      Map<Lookup, Instant> newAnswered,
      Map<Lookup, Failure> before) {
    Map<Lookup, Failure> otherFailures = new HashMap<>(before);
    otherFailures.remove(lookup);
    Set<Lookup> otherStale = new HashSet<>(stale);
    otherStale.remove(lookup);
    return new LookupState(newResults, newAnswered, otherFailures, otherStale, refused, running);
  }

  /** Marks the images as stale that AWS refuses to launch, once for each refusal. */
  LookupState refused(Collection<RefusedImage> all) {
    Set<String> images =
        all.stream()
            .filter(one -> refused.stream().noneMatch(known -> isSame(known, one)))
            .map(RefusedImage::image)
            .collect(Collectors.toSet());
    Set<Lookup> nowStale = new HashSet<>(stale);
    results
        .images()
        .forEach((source, image) -> {
          if (images.contains(image.id())) {
            nowStale.add(new Lookup.Image(source));
          }
        });
    return new LookupState(results, answered, failures, nowStale, ImmutableCopy.of(all), running);
  }

  /** The same refusal; the image that the instance is to have now may be another. */
  private static boolean isSame(RefusedImage known, RefusedImage one) {
    return known.instance().equals(one.instance()) && known.retryAt().equals(one.retryAt());
  }
}
