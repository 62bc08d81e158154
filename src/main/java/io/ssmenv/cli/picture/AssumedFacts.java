package io.ssmenv.cli.picture;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Facts for commands that do not call AWS: the first zones of the region, with all services
 * available. Images are placeholders.
 */
final class AssumedFacts {

  private AssumedFacts() {}

  static Facts of(EnvironmentSpec spec) {
    List<String> zones =
        !spec.networkOrDefault().namedZones().isEmpty()
            ? spec.networkOrDefault().namedZones()
            : IntStream.range(0, spec.networkOrDefault().availabilityZonesOrDefault())
                .mapToObj(index -> spec.region() + (char) ('a' + index))
                .toList();
    Map<String, Facts.Image> images =
        spec.instances().stream()
            .map(InstanceGroup::imageOrDefault)
            .collect(
                Collectors.toMap(
                    image -> image.source(),
                    image -> new Facts.Image("assumed", "assumed"),
                    (one, same) -> one));
    return Facts.of(zones, images, Set.of(EndpointServices.EC2_MESSAGES), Optional.of("assumed"));
  }
}
