package io.ssmenv.aws.region;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/**
 * The regions that the SDK knows. It never calls {@link Region#of} with a name from a spec, because
 * the SDK remembers every name for ever.
 */
final class SdkRegions {

  /** The partition of names that fit in none. */
  private static final String DEFAULT_PARTITION = "aws";

  private static final Map<String, Set<String>> BY_PARTITION =
      Region.regions().stream()
          .filter(region -> !region.isGlobalRegion())
          .collect(
              Collectors.groupingBy(
                  region -> partition(region).id(),
                  Collectors.mapping(Region::id, Collectors.toCollection(TreeSet::new))));

  private static final Map<String, PartitionMetadata> PARTITIONS =
      Region.regions().stream()
          .map(SdkRegions::partition)
          .distinct()
          .collect(
              Collectors.toMap(PartitionMetadata::id, Function.identity(), (one, same) -> one));

  private SdkRegions() {}

  private static PartitionMetadata partition(Region region) {
    return RegionMetadata.of(region).partition();
  }

  /** The partition to which a region would belong, also for a region that the SDK does not know. */
  static String partitionOf(String region) {
    return BY_PARTITION.entrySet().stream()
        .filter(partition -> partition.getValue().contains(region))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() ->
            PARTITIONS.values().stream()
                .filter(partition -> region.matches(partition.regionRegex()))
                .map(PartitionMetadata::id)
                .min(Comparator.naturalOrder()))
        .orElse(DEFAULT_PARTITION);
  }

  /** All regions of a partition. */
  static Set<String> of(String partition) {
    return BY_PARTITION.getOrDefault(partition, Set.of());
  }

  /** A region that every account of the partition can use. */
  static String home(String partition) {
    return partition.equals(DEFAULT_PARTITION)
        ? Region.US_EAST_1.id()
        : of(partition).stream().findFirst().orElse(Region.US_EAST_1.id());
  }
}
