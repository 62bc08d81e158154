package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.FactsStatus;
import io.ssmenv.api.v1alpha1.IncarnationStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.api.v1alpha1.SessionWaitStatus;
import java.util.List;
import java.util.Optional;

/**
 * The part of a status that the next reconcile must find: the engine writes to AWS only after it is
 * stored, or counts what happens to it. The ids of the other resources are not in it: AWS has them
 * in its tags, and a token that a dead resource has used is refused.
 *
 * @param facts what a newer image or a newer operator must not change
 * @param incarnations a part of client tokens
 * @param network the ranges that are given to guests
 */
public record RecordedState(
    Identity identity,
    Optional<FactsStatus> facts,
    List<IncarnationStatus> incarnations,
    Optional<NetworkStatus> network,
    List<SessionWaitStatus> sessionWaits,
    List<OfInstance> instances) {

  /** Nothing is written before these are recorded; the generations say whose drift is whose. */
  record Identity(
      Optional<Long> observedGeneration,
      Optional<Long> appliedGeneration,
      Optional<String> account,
      Optional<String> cluster,
      Optional<String> environment) {}

  /**
   * What counts failed launches and reboots.
   *
   * @param id a launch is counted when the instance with the recorded id terminates
   * @param everOnline whether its end is a failed launch
   */
  record OfInstance(
      String name,
      Optional<String> id,
      boolean everOnline,
      Optional<RebootStatus> reboot,
      Optional<InstanceStatus.Launches> launches) {}

  public RecordedState {
    incarnations = List.copyOf(incarnations);
    sessionWaits = List.copyOf(sessionWaits);
    instances = List.copyOf(instances);
  }

  /** The state in a status. */
  public static RecordedState of(EnvironmentStatus status) {
    return new RecordedState(
        new Identity(
            Optional.ofNullable(status.observedGeneration()),
            Optional.ofNullable(status.appliedGeneration()),
            Optional.ofNullable(status.accountId()),
            Optional.ofNullable(status.clusterId()),
            Optional.ofNullable(status.environmentId())),
        Optional.ofNullable(status.facts()),
        status.incarnations(),
        Optional.ofNullable(status.network()),
        status.sessionWaits(),
        status.instances().stream().map(RecordedState::of).toList());
  }

  private static OfInstance of(InstanceStatus instance) {
    return new OfInstance(
        instance.name(),
        Optional.ofNullable(instance.id()),
        AgentStatus.everOnline(instance),
        Optional.ofNullable(instance.reboot()),
        Optional.ofNullable(instance.launches()));
  }
}
