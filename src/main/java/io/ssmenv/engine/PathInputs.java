package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.diagnosis.Evidence;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.state.PathHistory;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one reconcile, or a preview of it, knows of the paths of an environment. */
record PathInputs(
    ReconcileRequest request,
    DesiredState desired,
    Observation observed,
    PathHistory path,
    ForeignVpcReading reading,
    Cloud cloud) {

  /** With what was read last of a VPC of somebody else. */
  static PathInputs of(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      Remembered remembered,
      ForeignVpcRefresh foreign,
      Cloud cloud) {
    return new PathInputs(
        request, desired, observed, remembered.path(), foreign.reading(request, observed), cloud);
  }

  Instant awsTime() {
    return cloud.inventory().awsTime();
  }

  Optional<ForeignVpc> foreign() {
    return reading
        .answer()
        .flatMap(ForeignVpcReading.Answer::vpc)
        .map(vpc -> vpc.without(request.owner().environment()));
  }

  /** The VPC of the environment, of its host or of somebody else. */
  Optional<String> vpcId() {
    return foreign()
        .map(ForeignVpc::id)
        .or(() ->
            observed
                .find(SharedNetwork.VPC)
                .or(() -> observed.find(SharedNetwork.VPC.inHost()))
                .map(Observed::id));
  }

  Evidence evidence(Optional<TrafficControls> controls) {
    return new Evidence(
        request.spec(),
        request.mode(),
        observed,
        desired instanceof DesiredState.Resolved resolved
            ? Optional.of(resolved.topology())
            : Optional.empty(),
        foreign(),
        controls,
        path.used(),
        reboots(),
        awsTime());
  }

  /** The path that is in use, as the status records it; empty while it is not known. */
  Optional<String> pathDigest() {
    return path.used()
        .flatMap(_ -> Optional.ofNullable(path.recorded().used()))
        .map(PathStatus.Since::digest);
  }

  /** The reboots that the status records, by instance; they may be of an earlier path. */
  Map<String, RebootStatus> recordedReboots() {
    Map<String, InstanceStatus> known = request.status().instancesByName();
    Map<String, RebootStatus> present = new HashMap<>();
    instances().forEach(name -> reboot(name, known).ifPresent(reboot -> present.put(name, reboot)));
    return present;
  }

  private Optional<RebootStatus> reboot(String name, Map<String, InstanceStatus> recorded) {
    return Optional.ofNullable(recorded.get(name))
        .filter(known ->
            observed
                .find(Instance.key(name))
                .filter(instance -> instance.id().equals(known.id()))
                .isPresent())
        .flatMap(known -> Optional.ofNullable(known.reboot()));
  }

  private Map<String, RebootStatus> reboots() {
    Map<String, RebootStatus> present = recordedReboots();
    Optional<String> digest = pathDigest();
    present.values().removeIf(one -> digest.isPresent() && !digest.get().equals(one.path()));
    return present;
  }

  /**
   * A reading may be from before a change: an endpoint of the environment, or of its host, that no
   * longer exists is not one of somebody else.
   */
  TrafficControls withoutOwn(TrafficControls controls) {
    TrafficControls others = controls.without(request.owner().environment());
    return request
        .peers()
        .host()
        .map(host -> others.without(host.owner().environment()))
        .orElse(others);
  }

  List<String> instances() {
    return request.spec().instances().stream()
        .flatMap(group -> group.instanceNames().stream())
        .toList();
  }
}
