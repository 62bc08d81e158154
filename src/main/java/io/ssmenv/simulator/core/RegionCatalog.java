package io.ssmenv.simulator.core;

import java.util.List;
import java.util.stream.Stream;

/**
 * A partition of AWS with its regions [D: Account Management guide, "Enable or disable AWS Regions
 * in your account"].
 *
 * @param domain the domain of its endpoints
 * @param enabled the regions that are enabled for every account
 * @param optIn the regions that an account has to enable
 */
public record RegionCatalog(String domain, List<String> enabled, List<String> optIn) {

  private static final List<RegionCatalog> PARTITIONS =
      List.of(
          new RegionCatalog(
              "amazonaws.com",
              List.of(
                  "ap-northeast-1",
                  "ap-northeast-2",
                  "ap-northeast-3",
                  "ap-south-1",
                  "ap-southeast-1",
                  "ap-southeast-2",
                  "ca-central-1",
                  "eu-central-1",
                  "eu-north-1",
                  "eu-west-1",
                  "eu-west-2",
                  "eu-west-3",
                  "sa-east-1",
                  "us-east-1",
                  "us-east-2",
                  "us-west-1",
                  "us-west-2"),
              List.of(
                  "af-south-1",
                  "ap-east-1",
                  "ap-east-2",
                  "ap-south-2",
                  "ap-southeast-3",
                  "ap-southeast-4",
                  "ap-southeast-5",
                  "ap-southeast-6",
                  "ap-southeast-7",
                  "ca-west-1",
                  "eu-central-2",
                  "eu-south-1",
                  "eu-south-2",
                  "il-central-1",
                  "me-central-1",
                  "me-south-1",
                  "mx-central-1")),
          new RegionCatalog("amazonaws.com.cn", List.of("cn-north-1", "cn-northwest-1"), List.of()),
          new RegionCatalog("amazonaws.com", List.of("us-gov-east-1", "us-gov-west-1"), List.of()));

  /**
   * Returns the partition of a region; that of the commercial regions if there is no such region.
   */
  public static RegionCatalog of(String region) {
    return PARTITIONS.stream()
        .filter(partition -> partition.all().anyMatch(region::equals))
        .findFirst()
        .orElse(PARTITIONS.getFirst());
  }

  /** Returns whether a region exists. */
  public static boolean exists(String region) {
    return of(region).all().anyMatch(region::equals);
  }

  /** Returns whether a region has to be enabled first. */
  public static boolean needsOptIn(String region) {
    return of(region).optIn().contains(region);
  }

  /** Returns all regions of the partition. */
  public Stream<String> all() {
    return Stream.concat(enabled.stream(), optIn.stream()).sorted();
  }
}
