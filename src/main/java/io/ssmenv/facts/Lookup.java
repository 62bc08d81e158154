package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.InstancePlacements;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneRejection;
import io.ssmenv.desired.ZoneRequirements;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** A value that the spec does not set. */
sealed interface Lookup {

  /** What it looks up, for messages. */
  String about();

  /**
   * The availability zones of some letters.
   *
   * @param requirements what the zones have to offer
   * @param rejections what AWS has refused to create in a zone
   */
  record Zones(
      SortedSet<String> letters, ZoneRequirements requirements, SortedSet<ZoneRejection> rejections)
      implements Lookup {

    /** The names of the zones that the spec names, by letter. */
    SortedMap<String, String> named() {
      return ZoneLetters.byLetter(requirements.named());
    }

    /** Whether the spec allows a zone, and AWS has refused nothing in it. */
    boolean mayUse(String letter, String zone) {
      return Optional.ofNullable(named().get(letter))
              .map(zone::equals)
              .orElse(!requirements.named().contains(zone))
          && rejections.stream().noneMatch(rejection -> rejection.zone().equals(zone));
    }

    /** The instance types among the needs. */
    Set<String> types() {
      return requirements.needs().stream()
          .filter(ZoneNeed.InstanceType.class::isInstance)
          .map(need -> ((ZoneNeed.InstanceType) need).name())
          .collect(Collectors.toSet());
    }

    /** The endpoint services among the needs. */
    Set<String> services() {
      return requirements.needs().stream()
          .filter(ZoneNeed.EndpointService.class::isInstance)
          .map(need -> ((ZoneNeed.EndpointService) need).name())
          .collect(Collectors.toSet());
    }

    @Override
    public String about() {
      return "the availability zones";
    }
  }

  /** The zones that offer instance types. */
  record TypeOffers(SortedSet<String> types) implements Lookup {
    @Override
    public String about() {
      return "the zones of the instance types " + String.join(", ", types);
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

  /** The lookups that are still needed for a spec and the zones of its VPC. */
  static Set<Lookup> of(EnvironmentSpec spec, ZoneRequirements requirements, Facts known) {
    Set<Lookup> open = new LinkedHashSet<>();
    SortedSet<String> letters = requirements.letters(known.placements().values());
    letters.removeAll(known.zones().keySet());
    if (!letters.isEmpty()) {
      open.add(new Zones(letters, requirements, known.offers().rejections()));
    }
    SortedSet<String> types = new InstancePlacements(spec, known).typesToPlace();
    types.removeAll(known.offers().byType().keySet());
    if (!types.isEmpty()) {
      open.add(new TypeOffers(types));
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
    if (EndpointServices.includeS3(spec) && known.s3PrefixList().isEmpty()) {
      open.add(new S3PrefixList());
    }
    return open;
  }
}
