package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.FactsStatus.ImageFact;
import io.ssmenv.desired.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Facts in the status and back, so that each is resolved once. Zones stay the first ones however
 * many are asked for (the region never changes), images are known by what the spec calls them, and
 * services by their names.
 */
public final class FactsMemory {

  private FactsMemory() {}

  /**
   * What the status remembers.
   *
   * @return without placements, which only the existing network interfaces tell
   */
  public static Facts recall(Optional<EnvironmentStatus> status) {
    io.ssmenv.api.v1alpha1.FactsStatus known =
        status.orElse(EnvironmentStatus.none()).factsOrDefault();
    Map<String, Facts.Image> images = new LinkedHashMap<>();
    known
        .images()
        .forEach(
            image -> images.put(image.source(), new Facts.Image(image.id(), image.rootDevice())));
    return new Facts(
        known.zones(),
        images,
        Set.copyOf(known.endpointServices()),
        Optional.ofNullable(known.s3PrefixListId()),
        Map.of());
  }

  /** As they are kept in the status, in an order that is always the same. */
  static io.ssmenv.api.v1alpha1.FactsStatus record(Facts facts) {
    return new io.ssmenv.api.v1alpha1.FactsStatus(
        facts.zones(),
        new TreeMap<>(facts.images())
            .entrySet().stream()
                .map(one ->
                    new ImageFact(one.getKey(), one.getValue().id(), one.getValue().rootDevice()))
                .toList(),
        facts.endpointServices().stream().sorted().toList(),
        facts.s3PrefixList().orElse(null));
  }
}
