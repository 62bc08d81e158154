package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values that the spec does not set and AWS decides. A fact is resolved once and kept: a new image
 * behind the same parameter, or a new zone in the region, does not change an existing environment.
 *
 * @param zones as many availability zones as the spec asks for, in the order of the subnets
 * @param images by the source that the spec names: the parameter, or the image id
 * @param endpointServices the short names of the interface endpoint services that the region
 *     offers, of those that were looked up
 * @param s3PrefixList the id of the S3 prefix list of the region; empty if it is not known
 * @param placements the workload subnet of each existing network interface
 */
public record Facts(
    List<String> zones,
    Map<String, Image> images,
    Set<String> endpointServices,
    Optional<String> s3PrefixList,
    Map<Key, Key> placements) {

  public Facts {
    zones = List.copyOf(zones);
    images = Map.copyOf(images);
    endpointServices = Set.copyOf(endpointServices);
    placements = Map.copyOf(placements);
  }

  /**
   * An image and its root device name.
   *
   * @param rootDevice for example {@code /dev/xvda}
   */
  public record Image(String id, String rootDevice) {}
}
