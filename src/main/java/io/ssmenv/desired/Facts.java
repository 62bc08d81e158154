package io.ssmenv.desired;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values that the spec does not set and AWS decides. A fact is resolved once and kept: a new image
 * behind the same parameter, or a new zone in the region, does not change an existing environment.
 *
 * @param zones the names of the availability zones, by letter ({@link ZoneLetters})
 * @param images by the source that the spec names: the parameter, or the image id
 * @param endpointServices the short names of the interface endpoint services that the region
 *     offers, of those that were looked up
 * @param s3PrefixList the id of the S3 prefix list of the region; empty if it is not known
 * @param placements the workload subnet of each existing network interface
 * @param instances the existing instances: one whose image in the spec is not resolved stays as it
 *     is
 * @param defaults the name of the {@link SpecDefaults}; empty if it is not known
 * @param offers what is known of the offers of the zones
 */
public record Facts(
    SortedMap<String, String> zones,
    Map<String, Image> images,
    Set<String> endpointServices,
    Optional<String> s3PrefixList,
    Map<Key, Key> placements,
    Map<Key, Instance> instances,
    String defaults,
    ZoneOffers offers) {

  /** Nothing is known. */
  public static final Facts NONE =
      new Facts(
          new TreeMap<>(),
          Map.of(),
          Set.of(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          "",
          ZoneOffers.NONE);

  public Facts {
    zones = Collections.unmodifiableSortedMap(new TreeMap<>(zones));
    images = ImmutableCopy.of(images);
    endpointServices = ImmutableCopy.of(endpointServices);
    placements = ImmutableCopy.of(placements);
    instances = ImmutableCopy.of(instances);
  }

  /** Facts of an environment that has nothing in AWS, with the zones in the order of letters. */
  public static Facts of(
      List<String> zones,
      Map<String, Image> images,
      Set<String> endpointServices,
      Optional<String> s3PrefixList) {
    return new Facts(
        ZoneLetters.byLetter(zones),
        images,
        endpointServices,
        s3PrefixList,
        Map.of(),
        Map.of(),
        "",
        ZoneOffers.NONE);
  }

  /** Whether AWS has refused something in a zone of a letter, which has got another one. */
  public boolean hasReplaced(String letter, String zone) {
    String current = zones.getOrDefault(letter, zone);
    return !current.equals(zone)
        && offers.rejections().stream().anyMatch(one -> one.zone().equals(zone));
  }

  public Facts withZones(SortedMap<String, String> other) {
    return new Facts(
        other, images, endpointServices, s3PrefixList, placements, instances, defaults, offers);
  }

  public Facts withImages(Map<String, Image> other) {
    return new Facts(
        zones, other, endpointServices, s3PrefixList, placements, instances, defaults, offers);
  }

  public Facts withEndpointServices(Set<String> other) {
    return new Facts(zones, images, other, s3PrefixList, placements, instances, defaults, offers);
  }

  public Facts withS3PrefixList(Optional<String> other) {
    return new Facts(
        zones, images, endpointServices, other, placements, instances, defaults, offers);
  }

  public Facts withDefaults(String other) {
    return new Facts(
        zones, images, endpointServices, s3PrefixList, placements, instances, other, offers);
  }

  public Facts withOffers(ZoneOffers other) {
    return new Facts(
        zones, images, endpointServices, s3PrefixList, placements, instances, defaults, other);
  }

  /**
   * An image and its root device name.
   *
   * @param rootDevice for example {@code /dev/xvda}
   */
  public record Image(String id, String rootDevice) {}
}
