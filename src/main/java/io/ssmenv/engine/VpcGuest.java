package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.NetworkNeeds;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.desired.ZonesInUse;
import io.ssmenv.topology.Observation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An environment that stands in the VPC of another one.
 *
 * @param owner the request of the environment that owns the VPC
 * @param view empty if it has not shown itself since the operator started
 */
record VpcGuest(ReconcileRequest owner, VpcPeers.Peer peer, Optional<GuestView> view) {

  String uid() {
    return peer.owner().uid();
  }

  /** The environment id in its tags, which only itself knows if it has adopted another one. */
  String environment() {
    return view.map(GuestView::environment).orElseGet(() -> peer.owner().environment());
  }

  /** Whether it may stand in the VPC. */
  boolean isAccepted() {
    return !owner.isGuest()
        && owner.spec().networkOrDefault().existingVpc().isEmpty()
        && peer.spec().filter(spec -> spec.region().equals(owner.spec().region())).isPresent();
  }

  /** Not from another region, which cannot change: nothing that concerns it concerns the host. */
  boolean canBeInVpc() {
    return isRecorded()
        || peer.spec().map(spec -> spec.region().equals(owner.spec().region())).orElse(true);
  }

  private boolean isRecorded() {
    return owner.status().networkOrDefault().guests().stream()
        .anyMatch(one -> one.uid().equals(uid()));
  }

  /** Whether something of it is in the VPC, or can be on its way. */
  boolean isInPlace() {
    boolean recorded = isRecorded();
    return view.map(known -> !known.isEmpty() || (recorded && !peer.deleting()))
        .orElse(recorded || peer.begun());
  }

  /** The zones in use, with those in which it has, or may have, a subnet. */
  ZonesInUse addTo(ZonesInUse zones) {
    ZonesInUse all = zones;
    for (Map.Entry<String, String> zone :
        view.map(GuestView::zones).orElse(new TreeMap<>()).entrySet()) {
      all = all.with(zone.getKey(), zone.getValue());
    }
    return view.filter(GuestView::subnetsKnown).isEmpty() && isInPlace() ? all.withUnknown() : all;
  }

  /**
   * What it needs of the network. As long as that is not known, what its spec may need stays as it
   * is: nothing is built and nothing is removed.
   */
  NetworkNeeds needs(SpecDefaults defaults, Observation observed) {
    Optional<EnvironmentSpec> spec = peer.spec().map(defaults::complete);
    if (spec.isEmpty()) {
      return NetworkNeeds.existing(observed);
    }
    NetworkNeeds possible =
        NetworkNeeds.of(spec.get(), ZoneLetters.ALL, Set.of(EndpointServices.EC2_MESSAGES));
    return isAccepted()
        ? view.flatMap(GuestView::needs).orElseGet(() -> possible.within(observed))
        : NetworkNeeds.NONE;
  }

  boolean usesS3(SpecDefaults defaults, Observation observed) {
    return !isBeingRemoved() && needs(defaults, observed).s3();
  }

  /** Not while its deletion is paused or only reported: its instances go on running. */
  private boolean isBeingRemoved() {
    return peer.deleting()
        && peer.spec()
            .map(spec -> ReconcileMode.of(spec, true))
            .filter(mode -> mode != ReconcileMode.DELETING)
            .isEmpty();
  }
}
