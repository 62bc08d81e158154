package io.ssmenv.status;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.InstancePlacements;
import io.ssmenv.desired.UnplacedZones;
import io.ssmenv.desired.UnresolvedFact;
import io.ssmenv.desired.UnresolvedImage;
import io.ssmenv.state.StatusText;

/**
 * Why there is no desired state, or none for an instance group. Unlike the failure of a single
 * step, it concerns everything that needs it.
 *
 * @param message names the field or resource, and says what to do next
 * @param needsPerson whether a user has to act, because the problem does not resolve by itself
 */
public record Problem(ConditionReason reason, String message, boolean needsPerson) {

  /** Concerns one instance group; the others are reconciled. */
  public static Problem of(UnresolvedImage unresolved) {
    String about =
        "The image %s of the instance group %s".formatted(unresolved.image(), unresolved.group());
    return unresolved
        .error()
        .map(error -> of(about, error))
        .orElseGet(() ->
            new Problem(
                ConditionReason.RESOLVING_FACTS, about + " is being looked up in AWS", false));
  }

  /** Concerns one instance group; the others are reconciled. */
  static Problem of(InstancePlacements.Unplaced unplaced) {
    boolean one = unplaced.zones().size() == 1;
    return new Problem(
        ConditionReason.INVALID_REQUEST,
        "The instance group %s: %s %s of the environment %s not offer the instance type %s. Set another type in spec.instances, or create another environment with other zones in spec.network.zones. Until then, existing instances of the group stay as they are"
            .formatted(
                unplaced.group(),
                one ? "the zone" : "the zones",
                String.join(", ", unplaced.zones()),
                one ? "does" : "do",
                unplaced.type()),
        true);
  }

  /** Concerns what needs the value; everything else is reconciled. */
  public static Problem of(UnresolvedFact unresolved) {
    return of(unresolved.about(), unresolved.error());
  }

  /** Concerns what belongs into these zones; everything else is reconciled. */
  public static Problem of(UnplacedZones zones) {
    return of(zones.why());
  }

  public static Problem of(DesiredState.Unresolved unresolved) {
    return switch (unresolved) {
      case DesiredState.WrongAccount wrong ->
          new Problem(ConditionReason.ACCOUNT_MISMATCH, message(wrong), true);
      case DesiredState.WrongCluster wrong ->
          new Problem(ConditionReason.CLUSTER_MISMATCH, message(wrong), true);
      case DesiredState.ClusterCopied(String message) ->
          new Problem(ConditionReason.CLUSTER_COPIED, message, true);
      case DesiredState.RegionRefused(String message) ->
          new Problem(ConditionReason.REGION_UNAVAILABLE, StatusText.stable(message), true);
      case DesiredState.SpecRefused(String message) ->
          new Problem(ConditionReason.SPEC_REFUSED, message, true);
      case DesiredState.AdoptionRefused(String message) ->
          new Problem(ConditionReason.ADOPTION_REFUSED, message, true);
      case DesiredState.AdoptionPending(String message) ->
          new Problem(ConditionReason.ADOPTING, message, false);
      case DesiredState.AdoptionAwaitsHost(String message) ->
          new Problem(ConditionReason.WAITING_FOR_HOST, message, false);
      case DesiredState.Adopting(String message) ->
          new Problem(ConditionReason.ADOPTING, message, false);
      case DesiredState.AwaitingHost(String message) ->
          new Problem(ConditionReason.WAITING_FOR_HOST, message, false);
      case DesiredState.HostRefused(String message) ->
          new Problem(ConditionReason.HOST_REFUSED, message, true);
      case DesiredState.VpcNotShared(String message) ->
          new Problem(ConditionReason.VPC_NOT_SHARED, message, true);
      case DesiredState.VpcUnsuitable(String message) ->
          new Problem(ConditionReason.VPC_UNSUITABLE, message, true);
      case DesiredState.ResolvingFacts(String message) ->
          new Problem(ConditionReason.RESOLVING_FACTS, message, false);
      case DesiredState.FactFailed(String about, CloudError error) -> of(about, error);
    };
  }

  private static Problem of(String about, CloudError error) {
    return new Problem(
        Messages.reason(error),
        Messages.withAdvice(about + ": " + error.summary(), error),
        error.needsAttention());
  }

  private static String message(DesiredState.WrongAccount wrong) {
    String message =
        switch (wrong.basis()) {
          case RECORDED ->
              "The operator's credentials belong to account %1$s, but the resources of this environment are in account %2$s. Give the operator credentials of account %2$s; until then nothing is written.";
          case SETTING ->
              "The operator's credentials belong to account %1$s, but it was started with --account-id %2$s. Give the operator credentials of account %2$s, or correct --account-id; until then nothing is written.";
          case OTHER_ENVIRONMENTS ->
              "The operator's credentials belong to account %1$s, but its other environments are in account %2$s. Give the operator credentials of account %2$s, or start it with --account-id %1$s if new environments belong there; until then nothing is written.";
        };
    return message.formatted(wrong.current(), wrong.expected());
  }

  private static String message(DesiredState.WrongCluster wrong) {
    String message =
        wrong.known()
            ? "The resources of this environment have the tag ssmenv.io/cluster=%2$s, but the operator runs with the cluster id %1$s and does not see them. Restart the operator with --cluster-id %2$s; until then nothing is written, and a deletion waits. To give the resources up instead, delete those in status.resources in AWS."
            : "This environment was begun with the cluster id %2$s, but the operator runs with the cluster id %1$s. Restart the operator with --cluster-id %2$s; until then nothing is written, and a deletion waits. If nothing with the tag ssmenv.io/cluster=%2$s is left in AWS, you can instead delete the environment and remove its finalizer.";
    return message.formatted(wrong.current(), wrong.recorded());
  }
}
