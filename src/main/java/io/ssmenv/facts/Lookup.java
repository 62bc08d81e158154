package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import java.util.LinkedHashSet;
import java.util.Set;

/** Something that a spec leaves open. */
sealed interface Lookup {

  /** Which availability zones the environment uses; more of them when it grows. */
  record Zones(int count) implements Lookup {}

  /** Which image, and which root device it has. */
  record Image(String source) implements Lookup {}

  /** Whether the region offers the services that are only wanted where they are offered. */
  record Services() implements Lookup {}

  /** Which prefix list S3 has in the region. */
  record S3PrefixList() implements Lookup {}

  /** What a spec leaves open and is not known. */
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
