package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ZoneLetters;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A value that the spec does not set. */
sealed interface Lookup {

  /** What it looks up, for messages. */
  String about();

  /** The availability zones of some letters. */
  record Zones(SortedSet<String> letters) implements Lookup {
    @Override
    public String about() {
      return "the availability zones";
    }
  }

  /** The id of an image, and its root device name. */
  record Image(String source) implements Lookup {
    @Override
    public String about() {
      return "the image " + source;
    }
  }

  /** Which optional endpoint services the region offers. */
  record Services() implements Lookup {
    @Override
    public String about() {
      return "the endpoint services of the region";
    }
  }

  /** The S3 prefix list of the region. */
  record S3PrefixList() implements Lookup {
    @Override
    public String about() {
      return "the prefix list of S3";
    }
  }

  /** The lookups that are still needed for a spec. */
  static Set<Lookup> of(EnvironmentSpec spec, Facts known) {
    Set<Lookup> open = new LinkedHashSet<>();
    SortedSet<String> letters =
        new TreeSet<>(ZoneLetters.needed(spec, known.placements().values()));
    letters.removeAll(known.zones().keySet());
    if (!letters.isEmpty()) {
      open.add(new Zones(letters));
    }
    for (InstanceGroup group : spec.instances()) {
      String source = group.imageOrDefault().source();
      if (group.countOrDefault() > 0 && !known.images().containsKey(source)) {
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
