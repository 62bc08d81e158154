package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState.WrongCluster;
import io.ssmenv.state.KnownResources;
import io.ssmenv.state.RecordedCluster;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster id with which an environment was built. An operator that is restarted with another
 * one would otherwise find nothing with its tags, and build everything again.
 */
final class ClusterPin {

  private ClusterPin() {}

  /** Whether the resources carry another cluster id; empty if not, or if that is not known. */
  static Optional<WrongCluster> mismatch(ReconcileRequest request, Observation observed) {
    String current = request.owner().cluster();
    if (request.owner().adopting()) {
      return Optional.empty();
    }
    return recorded(request, observed)
        .filter(cluster -> !cluster.equals(current))
        .map(cluster -> new WrongCluster(cluster, current, !known(request).isEmpty()));
  }

  /**
   * The cluster id for the status. Nothing is written before it is recorded, but the tags of an
   * adoption, which is over when it is.
   */
  static Optional<String> recorded(ReconcileRequest request, Observation observed) {
    if (request.owner().adopting()) {
      return Adoption.isDone(request, observed)
          ? Optional.of(request.owner().cluster())
          : Optional.empty();
    }
    if (isOfAnother(request)) {
      return Optional.of(request.owner().cluster());
    }
    return RecordedCluster.of(
        request.status(),
        () -> !known(request).isEmpty(),
        request.hasFinalizer(),
        request.owner().cluster(),
        observed);
  }

  /** Whether the status was written for another environment, of which this object has nothing. */
  private static boolean isOfAnother(ReconcileRequest request) {
    String recorded = request.status().environmentId();
    return recorded != null && !recorded.equals(request.owner().environment());
  }

  /** The recorded ids of resources, without those of which the tags say that others have them. */
  static Map<Key, String> known(ReconcileRequest request) {
    Map<Key, String> ids =
        new HashMap<>(
            KnownResources.ids(request.status(), request.spec(), request.owner(), request.name()));
    if (request.standing() instanceof Standing.Settled(Set<String> ofOthers)) {
      ids.values().removeAll(ofOthers);
    }
    return ids;
  }
}
