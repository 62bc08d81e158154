package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import java.util.LinkedHashSet;
import java.util.Set;

/** A value that the spec does not set. */
sealed interface Lookup {

  /** The availability zones of the environment; more of them when it grows. */
  record Zones(int count) implements Lookup {}

  /** The id of an image, and its root device name. */
  record Image(String source) implements Lookup {}

  /** Which optional endpoint services the region offers. */
  record Services() implements Lookup {}

  /** The S3 prefix list of the region. */
  record S3PrefixList() implements Lookup {}

  /** The lookups that are still needed for a spec. */
  static Set<Lookup> of(EnvironmentSpec spec, Facts known) {
    Set<Lookup> open = new LinkedHashSet<>();
    int zones = spec.networkOrDefault().availabilityZonesOrDefault();
    if (known.zones().size() < zones) {
      open.add(new Zones(zones));
    }
    for (InstanceGroup group : spec.instances()) {
      String source = group.imageOrDefault().source();
      if (!known.images().containsKey(source)) {
        open.add(new Image(source));
      }
    }
    if (EndpointServices.dependsOnRegion(spec) && known.endpointServices().isEmpty()) {
      open.add(new Services());
    }
    if (spec.connectivity().pattern() == Pattern.PRIVATE_ENDPOINTS
        && spec.connectivity().endpointsOrDefault().s3GatewayOrDefault()
        && known.s3PrefixList().isEmpty()) {
      open.add(new S3PrefixList());
    }
    return open;
  }
}
