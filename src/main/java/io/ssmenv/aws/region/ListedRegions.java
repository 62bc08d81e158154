package io.ssmenv.aws.region;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.ImmutableCopy;
import java.util.Set;
import java.util.TreeSet;

/** Allows the regions that the administrator lists. AWS is not asked. */
public record ListedRegions(Set<String> regions) implements RegionCheck {

  public ListedRegions {
    regions = ImmutableCopy.of(regions);
  }

  @Override
  public Decision decide(Owner owner, String region) {
    return regions.contains(region)
        ? new Decision.Allowed()
        : new Decision.Refused(
            "spec.region: "
                + region
                + " is not allowed; the administrator allows "
                + String.join(", ", new TreeSet<>(regions))
                + ". Ask the administrator to add it with --region, or create the environment in"
                + " another region, because spec.region is immutable");
  }
}
