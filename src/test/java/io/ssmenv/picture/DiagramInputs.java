package io.ssmenv.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.GuestRanges;
import io.ssmenv.desired.NetworkNeeds;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Environments to draw, which the topology builder makes from a spec. */
final class DiagramInputs {

  static final String ELASTIC_IP =
      """
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      network: {cidr: 10.20.0.0/16, availabilityZones: 1}
      instances: [{name: app, count: 1}]
      """;

  static final String NAT_GATEWAY = ELASTIC_IP.replace("ElasticIp", "NatGateway");
  static final String PRIVATE_ENDPOINTS = ELASTIC_IP.replace("ElasticIp", "PrivateEndpoints");

  private DiagramInputs() {}

  static DiagramInput of(String spec) {
    return of("reports", spec);
  }

  static DiagramInput of(String name, String yaml) {
    EnvironmentSpec spec = parse(yaml);
    return new DiagramInput(name, spec.connectivity().pattern().name(), design(name, spec));
  }

  /** An environment with guests in its VPC. */
  static DiagramInput shared(String yaml, String... guests) {
    SortedSet<GuestRanges.Subnet> subnets = new TreeSet<>();
    Map<String, EnvironmentSpec> specs = new TreeMap<>();
    for (String guest : guests) {
      EnvironmentSpec spec =
          parse(guest.replaceAll("cidr: [0-9./]+", "environment: {name: reports}"));
      String name = "guest-" + specs.size();
      specs.put(name, spec);
      facts(spec).zones().keySet().forEach(zone -> subnets.add(new GuestRanges.Subnet(name, zone)));
    }
    EnvironmentSpec owner = parse(yaml);
    GuestRanges ranges =
        GuestRanges.allocate(
            owner.networkOrDefault().cidrOrDefault(),
            Map.of(),
            List.of(),
            new TreeMap<>(),
            subnets);
    List<DiagramInput> inputs = new ArrayList<>();
    NetworkNeeds needs = NetworkNeeds.NONE;
    SortedMap<Key, String> tables = new TreeMap<>();
    for (var guest : specs.entrySet()) {
      String name = guest.getKey();
      Topology topology =
          design(
              name,
              guest.getValue(),
              new VpcPlacement.InHost("reports", ranges.of(name)),
              facts(guest.getValue()));
      NetworkNeeds own = NetworkNeeds.of(topology, Set.of());
      if (own.s3()) {
        topology
            .all(RouteTable.class)
            .forEach(table -> tables.put(table.key().inGuest(name), table.key().value()));
      }
      needs = needs.plus(own);
      inputs.add(
          new DiagramInput(name, guest.getValue().connectivity().pattern().name(), topology));
    }
    Facts most =
        facts(
            Stream.concat(Stream.of(owner), specs.values().stream())
                .max(Comparator.comparingInt(spec -> facts(spec).zones().size()))
                .orElseThrow());
    return new DiagramInput(
        "reports",
        owner.connectivity().pattern().name(),
        design(
            "reports",
            owner,
            new VpcPlacement.Own(needs, tables, new TreeSet<>()),
            facts(owner).withZones(most.zones())),
        inputs);
  }

  private static Topology design(String name, EnvironmentSpec spec) {
    return design(name, spec, VpcPlacement.ALONE, facts(spec));
  }

  private static Topology design(
      String name, EnvironmentSpec spec, VpcPlacement placement, Facts facts) {
    return new TopologyBuilder().build("c", "u", name, spec, facts, placement);
  }

  private static Facts facts(EnvironmentSpec spec) {
    List<String> zones = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");
    Map<String, Facts.Image> images = new HashMap<>();
    for (InstanceGroup group : spec.instances()) {
      images.put(group.imageOrDefault().source(), new Facts.Image("ami-1", "/dev/xvda"));
    }
    return Facts.of(
        zones.subList(0, spec.networkOrDefault().availabilityZonesOrDefault()),
        images,
        Set.of("ec2messages"),
        Optional.of("pl-1"));
  }

  private static EnvironmentSpec parse(String yaml) {
    try {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, EnvironmentSpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Invalid spec: " + yaml, e);
    }
  }
}
