package io.ssmenv.aws.region;

import java.util.List;
import java.util.Optional;

/** The region that is asked what belongs to no region. */
public final class HomeRegion {

  private HomeRegion() {}

  /**
   * The region of the credentials' configuration; else one of the partition of a region that the
   * user has named, because credentials are valid in one partition only; else that of the partition
   * {@code aws}.
   */
  public static String of(Optional<String> configured, List<String> named) {
    return configured.orElseGet(
        () -> SdkRegions.home(SdkRegions.partitionOf(named.stream().findFirst().orElse(""))));
  }
}
