package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.desired.ZoneOffers;
import io.ssmenv.desired.ZoneRequirements;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts that AWS confirms, merged from several sources. */
final class KnownFacts {

  private KnownFacts() {}

  /** The first source takes precedence. Two letters get the same zone only if both have it. */
  static Facts merge(Facts first, Facts second) {
    SortedMap<String, String> zones = new TreeMap<>(first.zones());
    second
        .zones()
        .forEach((letter, zone) -> {
          if (!zones.containsValue(zone)) {
            zones.putIfAbsent(letter, zone);
          }
        });
    Map<String, Facts.Image> images = new HashMap<>(second.images());
    images.putAll(first.images());
    Set<String> services = new HashSet<>(first.endpointServices());
    services.addAll(second.endpointServices());
    return new Facts(
        zones,
        images,
        services,
        first.s3PrefixList().or(second::s3PrefixList),
        first.placements(),
        first.instances(),
        first.defaults(),
        first.offers().with(second.offers()));
  }

  /**
   * The facts that existing resources show. What the status records counts only if a resource
   * confirms it.
   */
  static Facts from(Observation observed, EnvironmentSpec spec, VpcZones vpc, Facts recorded) {
    Map<Key, Instance> instances = all(observed, Instance.class);
    Facts facts =
        new Facts(
            StandingZones.of(observed, vpc, recorded).kept(),
            images(spec, instances),
            Stream.of(EndpointServices.EC2_MESSAGES)
                .filter(service -> observed.find(EndpointServices.endpoint(service)).isPresent())
                .collect(Collectors.toSet()),
            recorded
                .s3PrefixList()
                .filter(list -> observed.find(EndpointServices.s3Rule(list).key()).isPresent()),
            placements(observed, spec, vpc.subnets()),
            instances,
            recorded.defaults(),
            rejected(observed, vpc.requirements(), recorded));
    return merge(facts, Facts.NONE.withZones(vpc.given()));
  }

  /** Before anything exists, AWS has refused nothing: somebody has edited the status. */
  private static ZoneOffers rejected(
      Observation observed, ZoneRequirements requirements, Facts recorded) {
    return observed.present().isEmpty()
        ? ZoneOffers.NONE
        : recorded.offers().of(requirements.needs());
  }

  /** What was looked up, without the zones that AWS has rejected since. */
  static Facts withoutRejected(Facts results, ZoneRequirements requirements, Facts existing) {
    SortedMap<String, String> zones = new TreeMap<>(results.zones());
    zones
        .entrySet()
        .removeIf(entry ->
            StandingZones.isRejected(entry.getKey(), entry.getValue(), requirements, existing));
    return results.withZones(zones);
  }

  /** The images of existing instances, by the source in the spec that they were launched from. */
  private static Map<String, Facts.Image> images(
      EnvironmentSpec spec, Map<Key, Instance> instances) {
    Map<String, Facts.Image> images = new HashMap<>();
    List<Instance> byKey = List.copyOf(new TreeMap<>(instances).values());
    Set<String> types = byKey.stream().map(Instance::type).collect(Collectors.toSet());
    spec.instances()
        .forEach(group -> {
          String source = group.imageOrDefault().source();
          Map<String, String> launches = new HashMap<>();
          types.forEach(type -> launches.put(type, AwsNames.launch(source, type)));
          String asInSpec = AwsNames.launch(source, group.typeOrDefault());
          byKey.stream()
              .filter(instance ->
                  instance.launch().equals(asInSpec)
                      || instance.launch().equals(launches.get(instance.type())))
              .findFirst()
              .ifPresent(instance ->
                  images.putIfAbsent(
                      source, new Facts.Image(instance.imageId(), instance.rootDevice())));
        });
    return images;
  }

  /** Where the interfaces of the desired instances are. */
  private static Map<Key, Key> placements(
      Observation observed, EnvironmentSpec spec, SortedMap<String, String> subnets) {
    Set<String> names =
        spec.instances().stream()
            .flatMap(group -> group.instanceNames().stream())
            .collect(Collectors.toSet());
    Map<Key, Key> placements = new HashMap<>();
    all(observed, NetworkInterface.class)
        .forEach((key, existing) -> {
          if (names.contains(key.name())) {
            subnet(existing.subnet(), subnets).ifPresent(subnet -> placements.put(key, subnet));
          }
        });
    return placements;
  }

  private static Optional<Key> subnet(Ref ref, SortedMap<String, String> subnets) {
    return switch (ref) {
      case Ref.ToKey(Key key) -> Optional.of(key);
      case Ref.ToId(String id) ->
          subnets.entrySet().stream()
              .filter(subnet -> subnet.getValue().equals(id))
              .findFirst()
              .map(subnet -> ZoneLetters.workload(subnet.getKey()));
      case Ref.NotShownYet _ -> Optional.empty();
    };
  }

  private static <R> Map<Key, R> all(Observation observed, Class<R> type) {
    Map<Key, R> all = new HashMap<>();
    observed
        .present()
        .forEach((key, existing) ->
            Optional.of(existing.resource())
                .filter(type::isInstance)
                .map(type::cast)
                .ifPresent(resource -> all.put(key, resource)));
    return all;
  }

  /** Only the facts that are needed: the zones of the VPC and those in use, and the images. */
  static Facts forSpec(Facts all, EnvironmentSpec spec, VpcZones vpc) {
    SortedSet<String> letters = vpc.requirements().letters(all.placements().values());
    letters.addAll(vpc.inUse().letters());
    SortedMap<String, String> zones = new TreeMap<>(all.zones());
    zones.keySet().retainAll(letters);
    Map<String, Facts.Image> images = new HashMap<>(all.images());
    images
        .keySet()
        .retainAll(
            spec.instances().stream().map(group -> group.imageOrDefault().source()).toList());
    return all.withZones(zones).withImages(images);
  }
}
