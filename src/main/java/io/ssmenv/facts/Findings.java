package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.UnresolvedFact;
import io.ssmenv.desired.UnresolvedImage;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.topology.Observation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the lookups for a spec have found so far.
 *
 * @param vpc what other environments have to do with the zones
 * @param recorded the facts in the status, which AWS has not confirmed
 * @param open the lookups without an answer
 */
record Findings(
    EnvironmentSpec spec,
    VpcZones vpc,
    Facts recorded,
    Observation observed,
    Facts known,
    Set<Lookup> open,
    LookupState state) {

  /**
   * A missing image stops only the groups that need it. But an environment is not begun before at
   * least one of its images is known, nor if its spec has to be corrected first: its network would
   * be of no use.
   *
   * <p>Another lookup that has failed stops only the resources that need it. Before the account is
   * confirmed, the failure shows what is wrong with the credentials.
   *
   * <p>Without the offers of the zones, AWS decides when an instance is launched.
   *
   * <p>A failure is kept while the lookup is repeated: the status does not change with each
   * attempt.
   */
  FactsResolution resolution() {
    Set<Lookup> needed = new LinkedHashSet<>(open);
    if (!observed.present().isEmpty() || anyImageKnown()) {
      needed.removeIf(Lookup.Image.class::isInstance);
    }
    needed.removeIf(
        lookup -> lookup instanceof Lookup.TypeOffers && state.failure(lookup).isPresent());
    boolean isNew = observed.present().isEmpty();
    boolean confirmed = !observed.accountId().isEmpty();
    if (needed.stream().allMatch(one -> confirmed && state.stopsOnlyItsResources(one, isNew))) {
      return partial(needed);
    }
    return needed.stream()
        .flatMap(lookup ->
            state.failure(lookup).stream()
                .map(failed -> new FactsResolution.Failed(failed.error(), lookup.about())))
        .map(FactsResolution.class::cast)
        .findFirst()
        .orElseGet(() -> new FactsResolution.Pending("Looking up " + about(needed) + " in AWS"));
  }

  private FactsResolution partial(Set<Lookup> failed) {
    PartialFacts facts = PartialFacts.of(known, failed, spec, recorded, observed);
    return new FactsResolution.Known(
        KnownFacts.forSpec(facts.known(), spec, vpc),
        KnownFacts.forSpec(facts.assumed(), spec, vpc),
        unresolvedImages(),
        failed.stream().flatMap(lookup -> unresolved(lookup, facts)).toList());
  }

  /** Unless something that is remembered takes its place. */
  private Stream<UnresolvedFact> unresolved(Lookup lookup, PartialFacts facts) {
    return state.failure(lookup).stream()
        .map(failure -> facts.unresolved(lookup, failure.error()))
        .filter(fact -> !fact.keys().isEmpty());
  }

  private boolean anyImageKnown() {
    return spec.instances().stream()
        .filter(group -> group.countOrDefault() > 0)
        .anyMatch(group -> known.images().containsKey(group.imageOrDefault().source()));
  }

  private List<UnresolvedImage> unresolvedImages() {
    return spec.instances().stream()
        .filter(group -> group.countOrDefault() > 0)
        .flatMap(group ->
            Optional.of(new Lookup.Image(group.imageOrDefault().source()))
                .filter(open::contains)
                .map(lookup ->
                    new UnresolvedImage(
                        group.name(),
                        lookup.source(),
                        state.failure(lookup).map(LookupState.Failure::error)))
                .stream())
        .toList();
  }

  private static String about(Set<Lookup> lookups) {
    List<String> all = lookups.stream().map(Lookup::about).sorted().toList();
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }
}
