package io.ssmenv.engine;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.execute.Progress;
import io.ssmenv.status.ResourceFailure;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the work on an environment means to the others in its VPC.
 *
 * @param undecided the failed resources whose zone may still be given up
 * @param idle whether the observation shows the effect of every step
 */
record VpcProgress(Progress progress, Set<Key> undecided, boolean idle) {

  static final VpcProgress NONE = new VpcProgress(Progress.NONE, Set.of(), true);

  /** The subnets of others in which AWS has refused to create one, by id, with their ranges. */
  SortedMap<String, String> inTheWay() {
    SortedMap<String, String> subnets = new TreeMap<>();
    progress.failures().stream()
        .map(Progress.Failure::error)
        .filter(CloudError.RangeInUse.class::isInstance)
        .forEach(error -> subnets.putAll(((CloudError.RangeInUse) error).subnets()));
    return subnets;
  }

  /** What AWS refuses of the network, of the environment that owns the VPC. */
  List<ResourceFailure> ofNetwork(Optional<Topology> topology) {
    return progress.failures().stream()
        .filter(failure -> SharedNetwork.contains(failure.key()))
        .filter(failure -> failure.error().needsAttention())
        .map(failure -> ResourceFailure.of(failure, topology, undecided))
        .sorted(Comparator.comparing(ResourceFailure::key))
        .toList();
  }
}
