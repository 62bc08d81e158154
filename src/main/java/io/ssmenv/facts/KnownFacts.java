package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.desired.Facts;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Facts from several sources, merged. */
final class KnownFacts {

  private KnownFacts() {}

  static Facts none() {
    return new Facts(List.of(), Map.of(), Set.of(), Optional.empty(), Map.of());
  }

  /** The first source takes precedence. */
  static Facts merge(Facts first, Facts second) {
    List<String> zones = new ArrayList<>(first.zones());
    second.zones().stream().filter(zone -> !zones.contains(zone)).forEach(zones::add);
    Map<String, Facts.Image> images = new HashMap<>(second.images());
    images.putAll(first.images());
    Set<String> services = new HashSet<>(first.endpointServices());
    services.addAll(second.endpointServices());
    Map<Key, Key> placements = new HashMap<>(second.placements());
    placements.putAll(first.placements());
    return new Facts(
        zones, images, services, first.s3PrefixList().or(second::s3PrefixList), placements);
  }

  /** The facts that existing resources show, in case the status was lost. */
  static Facts from(Observation observed, EnvironmentSpec spec) {
    List<String> zones = new ArrayList<>();
    for (String letter : List.of("a", "b", "c")) {
      observed
          .find(Key.of("subnet", "workload-" + letter))
          .ifPresent(existing -> zones.add(((Subnet) existing.resource()).zone()));
    }
    Map<String, Facts.Image> images = new HashMap<>();
    for (InstanceGroup group : spec.instances()) {
      String source = group.imageOrDefault().source();
      String launch = AwsNames.launch(source, group.typeOrDefault());
      group.instanceNames().stream()
          .flatMap(name -> observed.find(Instance.key(name)).stream())
          .map(existing -> (Instance) existing.resource())
          .filter(instance -> instance.launch().equals(launch))
          .findFirst()
          .ifPresent(instance ->
              images.put(source, new Facts.Image(instance.imageId(), instance.rootDevice())));
    }
    return new Facts(zones, images, Set.of(), Optional.empty(), placements(observed));
  }

  private static Map<Key, Key> placements(Observation observed) {
    Map<Key, Key> placements = new HashMap<>();
    observed
        .present()
        .forEach((key, existing) -> {
          if (existing.resource() instanceof NetworkInterface networkInterface
              && networkInterface.subnet() instanceof Ref.ToKey(Key subnet)) {
            placements.put(key, subnet);
          }
        });
    return placements;
  }

  /**
   * Only the facts that the spec needs: the number of zones that it asks for, and the images that
   * it uses.
   */
  static Facts forSpec(Facts all, EnvironmentSpec spec) {
    int zones = spec.networkOrDefault().availabilityZonesOrDefault();
    Map<String, Facts.Image> images = new HashMap<>(all.images());
    images
        .keySet()
        .retainAll(
            spec.instances().stream().map(group -> group.imageOrDefault().source()).toList());
    return new Facts(
        all.zones().subList(0, zones),
        images,
        all.endpointServices(),
        all.s3PrefixList(),
        all.placements());
  }
}
