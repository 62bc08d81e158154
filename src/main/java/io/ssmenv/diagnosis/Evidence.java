package io.ssmenv.diagnosis;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was read of an environment and its VPC.
 *
 * @param spec with every field set
 * @param desired empty if it is not known
 * @param foreign the VPC of somebody else in which the environment stands
 * @param controls empty as long as they were not read
 * @param pathSince since when the path of the environment is as it is, by the clock of AWS
 * @param reboots of instances on the path as it is, by their names
 * @param now by the clock of AWS
 */
public record Evidence(
    EnvironmentSpec spec,
    ReconcileMode mode,
    Observation observed,
    Optional<Topology> desired,
    Optional<ForeignVpc> foreign,
    Optional<TrafficControls> controls,
    Optional<Instant> pathSince,
    Map<String, RebootStatus> reboots,
    Instant now) {

  public Evidence {
    reboots = ImmutableCopy.of(reboots);
  }

  /**
   * The endpoints of others in the VPC that have the names of their services; empty as long as they
   * were not read.
   */
  Optional<List<ForeignVpc.Endpoint>> endpointsOfOthers(ObservedGraph graph) {
    Set<String> known = graph.all(VpcEndpoint.class).map(Observed::id).collect(Collectors.toSet());
    return foreign
        .map(ForeignVpc::endpoints)
        .or(() -> controls.flatMap(TrafficControls::endpoints))
        .map(all -> all.stream().filter(one -> !known.contains(one.id())).toList());
  }

  /** A hop that follows from a traffic control: what could not be read again may have changed. */
  Hop dated(Part part, Hop hop) {
    return controls
        .flatMap(known -> Optional.ofNullable(known.earlier().get(part)))
        .map(at -> " (as read at %s, and not since)".formatted(at.truncatedTo(ChronoUnit.SECONDS)))
        .map(when -> new Hop(hop.place(), hop.resource(), hop.verdict().with(when)))
        .orElse(hop);
  }

  /** The key of a resource of the network: that of the host, for a guest. */
  Key network(Key key) {
    return spec.networkOrDefault().hostName().isPresent() ? key.inHost() : key;
  }

  /** Who mends a resource that may belong to the environment that owns the VPC, and how. */
  String remedy(Key key, String change) {
    return key.ofHost().isPresent()
        ? "It belongs to the environment %s: its status says more"
            .formatted(spec.networkOrDefault().hostName().orElse("that owns the VPC"))
        : remedy(change);
  }

  /** Who mends a resource that the operator has created, and how. */
  String remedy(String change) {
    return switch (mode) {
      case ACTIVE, DELETION_AWAITS_GUESTS -> "The operator corrects it";
      case PAUSED -> change + ", or set spec.paused to false";
      case REPORT -> change + ", or set spec.drift.policy to Correct";
      case DELETING_PAUSED, DELETING_REPORT ->
          change + ": the operator only goes on to delete the environment";
      case DELETING, RETAINED -> "The environment is being deleted";
    };
  }
}
