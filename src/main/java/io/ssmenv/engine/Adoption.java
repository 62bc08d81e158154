package io.ssmenv.engine;

import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes over what exists with the environment id of another object. Nothing is built meanwhile:
 * first everything with that id is read, whatever the cluster in its tags; then the tags are
 * corrected. When AWS shows them, the environment is one like any other. What allows it is not
 * recorded: it is checked before each correction, until nothing is left to correct.
 */
final class Adoption {

  private Adoption() {}

  /** What is left to do before the spec counts; empty if nothing is adopted, or no longer. */
  static Optional<DesiredState> state(
      ReconcileRequest request, SharedVpc vpc, Observation observed, Heartbeats heartbeats) {
    if (request.mode().removesAll()) {
      return request.standing() instanceof Standing.Undecided(String message)
          ? Optional.of(new DesiredState.AdoptionPending(message))
          : Optional.empty();
    }
    return switch (request.standing()) {
      case Standing.Settled _ -> Optional.empty();
      case Standing.Refused(String message) ->
          Optional.of(new DesiredState.AdoptionRefused(message));
      case Standing.Undecided(String message) ->
          Optional.of(
              request.status().environmentId() == null
                  ? new DesiredState.AdoptionPending(message)
                  : new DesiredState.ResolvingFacts(message));
      case Standing.Adopting _ -> Optional.of(adopting(request, vpc, observed, heartbeats));
    };
  }

  private static DesiredState adopting(
      ReconcileRequest request, SharedVpc vpc, Observation observed, Heartbeats heartbeats) {
    String id = request.owner().environment();
    if (observed.accountId().isEmpty() || !observed.unlisted().isEmpty()) {
      return new DesiredState.AdoptionPending(
          "Reading what exists with the environment id "
              + id
              + observed.unlisted().values().stream()
                  .map(why -> ": " + why.message())
                  .min(String::compareTo)
                  .orElse(""));
    }
    int left = AdoptionPlanner.plan(request.owner(), observed).steps().size();
    Optional<DesiredState> obstacle =
        left == 0
            ? Optional.empty()
            : obstacle(request, vpc, observed)
                .or(() -> otherOperator(request, observed, heartbeats));
    return obstacle.orElseGet(() ->
        new DesiredState.Adopting(
            "Taking over the %d resources with the environment id %s: %d of them have the tags of their former owner%s"
                .formatted(tagged(observed).size(), id, left, heldBack(request.mode()))));
  }

  private static String heldBack(ReconcileMode mode) {
    return switch (mode) {
      case PAUSED -> ". spec.paused is true: set it to false to take them over";
      case REPORT -> ". spec.drift.policy is Report: set it to Correct to take them over";
      case ACTIVE, DELETING, DELETION_AWAITS_GUESTS, DELETING_PAUSED, DELETING_REPORT, RETAINED ->
          "";
    };
  }

  /** Whether AWS shows the tags of the new owner on everything that exists. */
  static boolean isDone(ReconcileRequest request, Observation observed) {
    return request.standing() instanceof Standing.Adopting
        && observed.unlisted().isEmpty()
        && observed.unconfirmed().isEmpty()
        && observed.mislabeled().keySet().containsAll(observed.missing().keySet())
        && AdoptionPlanner.plan(request.owner(), observed).steps().isEmpty();
  }

  /** What is taken over, for a plan; empty if nothing is. */
  static Optional<String> planned(ReconcileRequest request, Observation observed) {
    return request.standing() instanceof Standing.Adopting && !request.mode().removesAll()
        ? Optional.of(
            "it takes over the %d resources that exist with the environment id %s; they keep their ids and get its tags"
                .formatted(tagged(observed).size(), request.owner().environment()))
        : Optional.empty();
  }

  /** What was taken over, for an event. */
  static String taken(ReconcileRequest request, Observation observed) {
    return "Took over the %d resources with the environment id %s; every id is as it was"
        .formatted(tagged(observed).size(), request.owner().environment());
  }

  /**
   * @param what AWS has with the id
   */
  static String nothing(String what, String id, ReconcileRequest request) {
    return "AWS has %s with the environment id %s in %s. Compare the id and spec.region with the list of ./ssmenv orphans; to build new resources, remove the annotation ssmenv.io/adopt"
        .formatted(what, id, request.spec().region());
  }

  /** What the operator of another cluster still writes to is not taken over. */
  private static Optional<DesiredState> otherOperator(
      ReconcileRequest request, Observation observed, Heartbeats heartbeats) {
    return ofOthers(request, observed).stream()
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
        .or(() ->
            AdoptedPattern.other(request.spec(), observed).map(DesiredState.AdoptionRefused::new));
  }

  private static Optional<String> otherEnvironment(ReconcileRequest request, Observation observed) {
    return tagged(observed).stream()
            .allMatch(one -> one instanceof Role || one instanceof InstanceProfile)
        ? Optional.of(nothing("only IAM resources", request.owner().environment(), request))
        : otherNamespace(request, ofOthers(request, observed));
  }

  /** Who can create environments in one namespace has no right to what another one has. */
  private static Optional<String> otherNamespace(
      ReconcileRequest request, List<Resource> ofOthers) {
    return ofOthers.stream()
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

  /** What has tags; the rest are links. */
  private static List<Resource> tagged(Observation observed) {
    return observed.present().values().stream()
        .map(Observed::resource)
        .filter(one -> AdoptionPlanner.tag(one, Ownership.TAG_CLUSTER).isPresent())
        .toList();
  }

  /** What still has the tags of somebody else. */
  private static List<Resource> ofOthers(ReconcileRequest request, Observation observed) {
    return tagged(observed).stream()
        .filter(one ->
            !AdoptionPlanner.tag(one, Ownership.TAG_CLUSTER)
                    .equals(Optional.of(request.owner().cluster()))
                || !AdoptionPlanner.tag(one, Ownership.TAG_OWNER)
                    .equals(Optional.of(request.owner().name())))
        .toList();
  }
}
