package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.FactsStatus;
import io.ssmenv.api.v1alpha1.FactsStatus.ImageFact;
import io.ssmenv.api.v1alpha1.RejectedZone;
import io.ssmenv.api.v1alpha1.RejectedZone.Lacking;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneOffers;
import io.ssmenv.desired.ZoneRejection;
import io.ssmenv.topology.ImmutableCopy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Facts as the status records them. Anybody with access to the status can edit them, so they count
 * only where AWS confirms them. Zones are in the order of their letters; a letter without a zone
 * has an empty name. Images have the name that the spec uses as their key, and services their short
 * names.
 */
public final class RememberedFacts {

  private RememberedFacts() {}

  /** The recorded facts, without those that are read from existing resources only. */
  public static Facts read(EnvironmentStatus status) {
    FactsStatus known = status.factsOrDefault();
    Map<String, Facts.Image> images = new LinkedHashMap<>();
    known.images().stream()
        .filter(image -> !image.id().isBlank() && !image.rootDevice().isBlank())
        .forEach(
            image -> images.put(image.source(), new Facts.Image(image.id(), image.rootDevice())));
    return Facts.of(
            known.zones(),
            images,
            ImmutableCopy.of(known.endpointServices()),
            Optional.ofNullable(known.s3PrefixListId()))
        .withOffers(new ZoneOffers(Map.of(), rejections(known)))
        .withDefaults(Optional.ofNullable(known.defaults()).orElse(""));
  }

  private static SortedSet<ZoneRejection> rejections(FactsStatus known) {
    return known.rejectedZones().stream()
        .filter(one -> !one.zone().isBlank())
        .map(one -> new ZoneRejection(one.zone(), need(one)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ZoneNeed need(RejectedZone rejected) {
    String name = Optional.ofNullable(rejected.name()).orElse("");
    return switch (rejected.lacks()) {
      case INSTANCE_TYPE -> new ZoneNeed.InstanceType(name);
      case ENDPOINT_SERVICE -> new ZoneNeed.EndpointService(name);
      case NAT_GATEWAY -> new ZoneNeed.NatGateways();
    };
  }

  private static RejectedZone rejected(ZoneRejection one) {
    return switch (one.need()) {
      case ZoneNeed.InstanceType(String name) ->
          new RejectedZone(one.zone(), Lacking.INSTANCE_TYPE, name);
      case ZoneNeed.EndpointService(String name) ->
          new RejectedZone(one.zone(), Lacking.ENDPOINT_SERVICE, name);
      case ZoneNeed.NatGateways _ -> new RejectedZone(one.zone(), Lacking.NAT_GATEWAY, null);
    };
  }

  /** The facts as they are recorded, in a stable order. */
  public static FactsStatus write(Facts facts) {
    return new FactsStatus(
        ZoneLetters.inOrder(facts.zones()),
        new TreeMap<>(facts.images())
            .entrySet().stream()
                .map(image ->
                    new ImageFact(
                        image.getKey(), image.getValue().id(), image.getValue().rootDevice()))
                .toList(),
        facts.endpointServices().stream().sorted().toList(),
        facts.s3PrefixList().orElse(null),
        facts.offers().rejections().stream().map(RememberedFacts::rejected).toList(),
        facts.defaults().isEmpty() ? null : facts.defaults());
  }
}
