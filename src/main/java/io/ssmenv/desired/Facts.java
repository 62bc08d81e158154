package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the spec leaves open and AWS decides. A fact is resolved once and kept; a new image behind
 * the same parameter, or a new zone in the region, changes nothing about an environment that
 * exists.
 *
 * @param zones as many availability zones as the spec asks for, in the order of the subnets
 * @param images by the source that the spec names: the parameter, or the image's own id
 * @param endpointServices the short names of the interface endpoint services that the region
 *     offers, of those that were asked about
 * @param s3PrefixList the id of the region's prefix list of S3; empty if it is not known
 * @param placements the workload subnet of each network interface that exists
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
   * @param rootDevice for example {@code /dev/xvda}
   */
  public record Image(String id, String rootDevice) {}
}
