package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The availability zones of the subnets in AWS. */
final class SubnetZones {

  private SubnetZones() {}

  /** The zones of all subnets of the operator, by key. */
  static SortedMap<String, String> of(EngineScenario scenario) {
    return zones(all(scenario));
  }

  /** The zones of the subnets of an environment, by key. */
  static SortedMap<String, String> of(EngineScenario scenario, Owner owner) {
    return zones(
        all(scenario).stream()
            .filter(subnet ->
                tags(subnet, Ownership.TAG_ENVIRONMENT).anyMatch(owner.environment()::equals))
            .toList());
  }

  private static SortedMap<String, String> zones(List<Subnet> subnets) {
    SortedMap<String, String> zones = new TreeMap<>();
    subnets.forEach(subnet ->
        tags(subnet, Ownership.TAG_KEY).forEach(key -> zones.put(key, subnet.availabilityZone())));
    return zones;
  }

  private static Stream<String> tags(Subnet subnet, String key) {
    return subnet.tags().stream().filter(tag -> tag.key().equals(key)).map(Tag::value);
  }

  /** The keys of the subnets that a pattern needs in zones with these letters. */
  static List<String> keys(String pattern, String... letters) {
    List<String> keys = new ArrayList<>();
    for (String letter : letters) {
      keys.add("subnet/workload-" + letter);
      if (pattern.equals("NatGateway")) {
        keys.add("subnet/public-" + letter);
      }
    }
    return keys;
  }

  /** The ids of all subnets, sorted. */
  static List<String> ids(EngineScenario scenario) {
    return all(scenario).stream().map(Subnet::subnetId).sorted().toList();
  }

  /** The zone of an instance. */
  static String ofInstance(EngineScenario scenario, Owner owner, String name) {
    String id = scenario.id(owner, "instance/" + name);
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      return ec2.describeInstances(request -> request.instanceIds(id))
          .reservations()
          .getFirst()
          .instances()
          .getFirst()
          .placement()
          .availabilityZone();
    }
  }

  private static List<Subnet> all(EngineScenario scenario) {
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      return ec2.describeSubnets().subnets();
    }
  }
}
