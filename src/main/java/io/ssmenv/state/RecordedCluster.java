package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Mislabeled;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The cluster id with which the resources of an environment are tagged. Listings show only those of
 * the operator's own cluster id, so an operator with another one sees nothing, and would build
 * everything again. What AWS shows decides before the status, which people can edit.
 */
public final class RecordedCluster {

  private RecordedCluster() {}

  /**
   * The cluster id; empty while it is not known.
   *
   * @param known asked whether the status records a resource, unless AWS shows one
   * @param begun whether something may exist of which nothing is recorded: the environment has the
   *     finalizer
   * @param current the cluster id of this operator
   */
  public static Optional<String> of(
      EnvironmentStatus status,
      BooleanSupplier known,
      boolean begun,
      String current,
      Observation observed) {
    if (!observed.present().isEmpty() || !observed.duplicates().isEmpty()) {
      return Optional.of(current);
    }
    Optional<String> tagged =
        observed.mislabeled().values().stream()
            .map(Mislabeled::otherCluster)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    if (tagged.isPresent()) {
      return tagged;
    }
    Optional<String> recorded = Optional.ofNullable(status.clusterId());
    boolean nothingLeft =
        known.getAsBoolean() ? observed.provenEmpty() : recorded.isEmpty() || !begun;
    return nothingLeft ? Optional.of(current) : recorded;
  }
}
