package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.desired.UnplacedZones;
import io.ssmenv.desired.UnresolvedFact;
import io.ssmenv.facts.FactsResolution;
import io.ssmenv.facts.FactsResolver;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Decides what AWS should have for an environment. */
final class DesiredStateResolver {

  private final BiFunction<EnvironmentSpec, String, Optional<String>> refusal;
  private final AccountPin pin;
  private final FactsResolver facts;
  private final TopologyBuilder topologyBuilder = new TopologyBuilder();

  /**
   * @param refusal why the administrator does not allow a spec in an account; empty if it is
   *     allowed
   */
  DesiredStateResolver(
      BiFunction<EnvironmentSpec, String, Optional<String>> refusal,
      AccountPin pin,
      FactsResolver facts) {
    this.refusal = refusal;
    this.pin = pin;
    this.facts = facts;
  }

  /**
   * The desired topology, or why there is none.
   *
   * @param defaults that the spec was completed with
   * @param failing the resources whose step AWS does not accept
   */
  DesiredState resolve(
      ReconcileRequest request,
      SpecDefaults defaults,
      Observation observed,
      Cloud cloud,
      Set<Key> failing,
      SharedVpc vpc) {
    return pin.mismatch(request, observed)
        .<DesiredState>map(Function.identity())
        .or(() -> cloud.heartbeats().rival().map(DesiredState.ClusterCopied::new))
        .or(() -> Adoption.state(request, vpc, observed, cloud.heartbeats()))
        .or(() -> ClusterPin.mismatch(request, observed))
        .orElseGet(
            () -> resolveInAccount(request, defaults, observed, cloud.facts(), failing, vpc));
  }

  private DesiredState resolveInAccount(
      ReconcileRequest request,
      SpecDefaults defaults,
      Observation observed,
      FactSource source,
      Set<Key> failing,
      SharedVpc vpc) {
    if (request.mode().removesAll()) {
      return new DesiredState.Deleted();
    }
    return refusal
        .apply(request.spec(), observed.accountId())
        .<DesiredState>map(DesiredState.SpecRefused::new)
        .or(() -> vpc.obstacle(observed))
        .orElseGet(() -> resolveFacts(request, defaults, observed, source, failing, vpc));
  }

  private DesiredState resolveFacts(
      ReconcileRequest request,
      SpecDefaults defaults,
      Observation observed,
      FactSource source,
      Set<Key> failing,
      SharedVpc vpc) {
    Optional<UnplacedZones> unplaced = vpc.unplacedZones(observed);
    SharedVpc placed = unplaced.map(zones -> vpc.inZones(zones.placed())).orElse(vpc);
    FactsResolution resolution =
        facts.resolve(
            request.owner(),
            source,
            placed.request().spec(),
            RememberedFacts.read(request.status()).withDefaults(defaults.name()),
            observed,
            placed.zones(defaults, observed));
    return switch (resolution) {
      case FactsResolution.Known known ->
          new DesiredState.Resolved(
              topologyBuilder
                  .build(
                      request.owner(),
                      observed,
                      request.name(),
                      request.spec(),
                      known.assumed(),
                      placed.placement(defaults, observed),
                      heldBack(known.unresolved(), observed, failing))
                  .with(undecided(known.unresolved(), observed)),
              known.facts(),
              known.unresolvedImages(),
              known.unresolved(),
              unplaced);
      case FactsResolution.Pending pending -> new DesiredState.ResolvingFacts(pending.message());
      case FactsResolution.Failed failed ->
          new DesiredState.FactFailed(failed.about(), failed.error());
    };
  }

  /** What exists, and stays as it is until it is known whether the spec asks for it. */
  private static List<Resource> undecided(List<UnresolvedFact> unresolved, Observation observed) {
    return unresolved.stream()
        .flatMap(fact -> fact.keys().stream())
        .flatMap(key -> observed.find(key).stream())
        .map(Observed::resource)
        .toList();
  }

  /** What is proven not to exist, and cannot be created for a while. */
  private static Set<Key> heldBack(
      List<UnresolvedFact> unresolved, Observation observed, Set<Key> failing) {
    return Stream.concat(
            failing.stream(), unresolved.stream().flatMap(fact -> fact.keys().stream()))
        .filter(observed::provenAbsent)
        .collect(ImmutableCopy.toSet());
  }
}
