package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.desired.UnresolvedImage;
import io.ssmenv.facts.FactsResolution;
import io.ssmenv.facts.FactsResolver;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.topology.Observation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides what AWS should have for an environment. */
final class DesiredStateResolver {

  private final String cluster;
  private final Function<EnvironmentSpec, Optional<String>> refusal;
  private final AccountPin pin;
  private final FactsResolver facts;
  private final TopologyBuilder topologyBuilder = new TopologyBuilder();

  /**
   * @param refusal why the administrator does not allow a spec; empty if it is allowed
   */
  DesiredStateResolver(
      String cluster,
      Function<EnvironmentSpec, Optional<String>> refusal,
      AccountPin pin,
      FactsResolver facts) {
    this.cluster = cluster;
    this.refusal = refusal;
    this.pin = pin;
    this.facts = facts;
  }

  /**
   * The desired topology, or why there is none.
   *
   * @param defaults that the spec was completed with
   */
  DesiredState resolve(
      ReconcileRequest request, SpecDefaults defaults, Observation observed, FactSource source) {
    return pin.mismatch(request, observed)
        .<DesiredState>map(Function.identity())
        .orElseGet(() -> resolveInAccount(request, defaults, observed, source));
  }

  private DesiredState resolveInAccount(
      ReconcileRequest request, SpecDefaults defaults, Observation observed, FactSource source) {
    if (request.mode().deleting()) {
      return new DesiredState.Deleted();
    }
    return refusal
        .apply(request.spec())
        .<DesiredState>map(DesiredState.SpecRefused::new)
        .orElseGet(() -> resolveFacts(request, defaults, observed, source));
  }

  private DesiredState resolveFacts(
      ReconcileRequest request, SpecDefaults defaults, Observation observed, FactSource source) {
    FactsResolution resolution =
        facts.resolve(
            request.owner(),
            source,
            request.spec(),
            RememberedFacts.read(request.status()).withDefaults(defaults.name()),
            observed);
    return switch (resolution) {
      case FactsResolution.Known(Facts known, List<UnresolvedImage> unresolvedImages) ->
          new DesiredState.Resolved(
              topologyBuilder.build(
                  cluster, request.owner().uid(), request.name(), request.spec(), known),
              known,
              unresolvedImages);
      case FactsResolution.Pending pending -> new DesiredState.ResolvingFacts(pending.message());
      case FactsResolution.Failed failed ->
          new DesiredState.FactFailed(failed.about(), failed.error());
    };
  }
}
