package io.ssmenv.engine;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the work on a guest means to the owner of its VPC.
 *
 * @param idle whether the observation shows the effect of every step
 */
record GuestProgress(Progress progress, boolean idle) {

  static final GuestProgress NONE = new GuestProgress(Progress.NONE, true);

  /** The subnets of others in which AWS has refused to create one, by id, with their ranges. */
  SortedMap<String, String> inTheWay() {
    SortedMap<String, String> subnets = new TreeMap<>();
    progress.failures().stream()
        .map(Progress.Failure::error)
        .filter(CloudError.RangeInUse.class::isInstance)
        .forEach(error -> subnets.putAll(((CloudError.RangeInUse) error).subnets()));
    return subnets;
  }
}
