package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.status.Messages;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.VpcEndpoint;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes over what exists with the environment id of another object. Nothing is built meanwhile:
 * first everything with that id is read, whatever the cluster in its tags; then the id is recorded;
 * then the tags are corrected. When AWS shows them, the environment is one like any other.
 */
final class Adoption {

  private Adoption() {}

  /** What is left to do before the spec counts; empty if nothing is adopted, or no longer. */
  static Optional<DesiredState> state(
      ReconcileRequest request, SharedVpc vpc, Observation observed, Heartbeats heartbeats) {
    if (request.mode().removesAll()) {
      return Optional.empty();
    }
    if (request.claim().problem().isPresent()) {
      return request.claim().problem().map(DesiredState.AdoptionRefused::new);
    }
    if (!request.owner().adopting()) {
      return Optional.empty();
    }
    String id = request.owner().environment();
    if (observed.accountId().isEmpty() || !observed.unlisted().isEmpty()) {
      return Optional.of(
          new DesiredState.AdoptionPending(
              "Reading what exists with the environment id "
                  + id
                  + observed.unlisted().values().stream()
                      .map(why -> ": " + why.message())
                      .min(String::compareTo)
                      .orElse("")));
    }
    if (!isAccepted(request)) {
      if (request.claim().copied()) {
        return Optional.of(copy(request, observed));
      }
      Optional<DesiredState> obstacle =
          obstacle(request, vpc, observed).or(() -> otherOperator(request, observed, heartbeats));
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    int left = AdoptionPlanner.plan(request.owner(), observed).steps().size();
    return Optional.of(
        new DesiredState.Adopting(
            "Taking over the %d resources with the environment id %s: %d of them have the tags of their former owner"
                .formatted(tagged(observed).size(), id, left)));
  }

  /** Whether AWS shows the tags of the new owner on everything that exists. */
  static boolean isDone(ReconcileRequest request, Observation observed) {
    return isAccepted(request)
        && observed.unlisted().isEmpty()
        && observed.unconfirmed().isEmpty()
        && observed.mislabeled().keySet().containsAll(observed.missing().keySet())
        && AdoptionPlanner.plan(request.owner(), observed).steps().isEmpty();
  }

  private static boolean isAccepted(ReconcileRequest request) {
    return request.owner().environment().equals(request.status().environmentId());
  }

  /** A copy of an object without resources is a new environment. */
  private static DesiredState copy(ReconcileRequest request, Observation observed) {
    String id = request.owner().environment();
    return observed.present().isEmpty()
        ? new DesiredState.NothingToAdopt(
            "Nothing exists with the environment id " + id + ": the environment is built anew")
        : new DesiredState.AdoptionRefused(
            "This object was copied or restored: its annotation ssmenv.io/environment-id names %s, which has %d resources in AWS and no other object here. To take them over, set the annotation ssmenv.io/adopt to this id; to build new ones, remove ssmenv.io/environment-id"
                .formatted(id, tagged(observed).size()));
  }

  /** What the operator of another cluster still writes to is not taken over. */
  private static Optional<DesiredState> otherOperator(
      ReconcileRequest request, Observation observed, Heartbeats heartbeats) {
    return tagged(observed).stream()
        .flatMap(one -> AdoptionPlanner.tag(one, Ownership.TAG_CLUSTER).stream())
        .filter(cluster -> !cluster.equals(request.owner().cluster()))
        .distinct()
        .sorted()
        .flatMap(cluster ->
            switch (heartbeats.of(request.owner(), cluster)) {
              case Heartbeats.Sign.Silent _ -> Stream.<DesiredState>empty();
              case Heartbeats.Sign.Unreadable(String why) ->
                  Stream.of(
                      new DesiredState.AdoptionPending(
                          "It is not known when the operator of the cluster %s wrote last: %s. The operator needs ssm:GetParameter for /operators/ssmenv/*"
                              .formatted(cluster, why)));
              case Heartbeats.Sign.Pending _ ->
                  Stream.of(
                      new DesiredState.AdoptionPending(
                          "Reading when the operator of the cluster " + cluster + " wrote last"));
              case Heartbeats.Sign.Alive(Instant at) ->
                  Stream.of(
                      new DesiredState.AdoptionRefused(
                          "The operator of the cluster %s wrote in this account at %s. Stop it, and wait until that is %d hours ago, or delete the SSM parameter /operators/ssmenv/%s in %s"
                              .formatted(
                                  cluster,
                                  at,
                                  Timing.HEARTBEAT_RECENT.toHours(),
                                  cluster,
                                  request.spec().region())));
            })
        .findFirst();
  }

  private static Optional<DesiredState> obstacle(
      ReconcileRequest request, SharedVpc vpc, Observation observed) {
    return otherEnvironment(request, observed)
        .<DesiredState>map(DesiredState.AdoptionRefused::new)
        .or(() -> new AdoptedNetwork(request, vpc.host(), observed).obstacle())
        .or(() -> otherPattern(request.spec(), observed).map(DesiredState.AdoptionRefused::new));
  }

  private static Optional<String> otherEnvironment(ReconcileRequest request, Observation observed) {
    Owner owner = request.owner();
    String id = owner.environment();
    List<Resource> tagged = tagged(observed);
    if (tagged.stream().allMatch(one -> one instanceof Role || one instanceof InstanceProfile)) {
      return Optional.of(
          "AWS has %s with the environment id %s in %s. Compare the id and spec.region with the list of ./ssmenv orphans; to build new resources, remove the annotation ssmenv.io/adopt"
              .formatted(
                  tagged.isEmpty() ? "nothing" : "only IAM resources",
                  id,
                  request.spec().region()));
    }
    return otherNamespace(request, tagged);
  }

  /** Who can create environments in one namespace has no right to what another one has. */
  private static Optional<String> otherNamespace(ReconcileRequest request, List<Resource> tagged) {
    return tagged.stream()
        .map(one -> AdoptionPlanner.tag(one, Ownership.TAG_OWNER).orElse(""))
        .filter(name -> !request.claim().fromAnyNamespace())
        .filter(Predicate.not(request.owner()::isInNamespaceOf))
        .findFirst()
        .map(name ->
            "The resources with the environment id %s belong to %s: their tag ssmenv.io/owner names another namespace than that of %s. Create the environment there, or ask the administrator to start the operator with --adopt-from-any-namespace"
                .formatted(
                    request.owner().environment(),
                    name.isEmpty() ? "nobody" : name,
                    request.owner().name()));
  }

  private static Optional<String> otherPattern(EnvironmentSpec spec, Observation observed) {
    Set<Pattern> patterns = EnumSet.noneOf(Pattern.class);
    observed.present().values().stream()
        .map(Observed::resource)
        .forEach(resource -> pattern(resource).ifPresent(patterns::add));
    if (patterns.isEmpty() && has(observed, Instance.class)) {
      patterns.add(Pattern.PRIVATE_ENDPOINTS); // Those of a host, or of somebody else.
      if (!has(observed, RouteTable.class)) {
        patterns.add(Pattern.NAT_GATEWAY); // In existing subnets.
      }
    }
    Pattern wanted = spec.connectivity().pattern();
    return patterns.isEmpty() || patterns.contains(wanted)
        ? Optional.empty()
        : Optional.of(
            "The resources have the connectivity pattern %s. Set spec.connectivity.pattern to it; it can be changed after the adoption"
                .formatted(String.join(" or ", patterns.stream().map(Messages::name).toList())));
  }

  private static boolean has(Observation observed, Class<? extends Resource> type) {
    return observed.present().values().stream().map(Observed::resource).anyMatch(type::isInstance);
  }

  private static Optional<Pattern> pattern(Resource resource) {
    return switch (resource) {
      case NatGateway _ -> Optional.of(Pattern.NAT_GATEWAY);
      case VpcEndpoint endpoint when endpoint.type() == VpcEndpoint.Type.INTERFACE ->
          Optional.of(Pattern.PRIVATE_ENDPOINTS);
      case AddressAssociation _ -> Optional.of(Pattern.ELASTIC_IP);
      case Route route when leadsToNatGateway(route) -> Optional.of(Pattern.NAT_GATEWAY);
      default -> Optional.empty();
    };
  }

  /** The gateway of a guest is that of its host, which may have taken it back. */
  private static boolean leadsToNatGateway(Route route) {
    return route.target() instanceof Ref.ToKey(Key key)
        ? key.ofHost().orElse(key).type().equals(Resource.typeName(NatGateway.class))
        : route.destination().equals(Route.DEFAULT);
  }

  /** What has tags; the rest are links. */
  private static List<Resource> tagged(Observation observed) {
    return observed.present().values().stream()
        .map(Observed::resource)
        .filter(one -> AdoptionPlanner.tag(one, Ownership.TAG_CLUSTER).isPresent())
        .toList();
  }
}
