package io.ssmenv.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private static Topology design(String name, EnvironmentSpec spec) {
    List<String> zones = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");
    Map<String, Facts.Image> images = new HashMap<>();
    for (InstanceGroup group : spec.instances()) {
      images.put(group.imageOrDefault().source(), new Facts.Image("ami-1", "/dev/xvda"));
    }
    Facts facts =
        Facts.of(
            zones.subList(0, spec.networkOrDefault().availabilityZonesOrDefault()),
            images,
            Set.of("ec2messages"),
            Optional.of("pl-1"));
    return new TopologyBuilder().build("c", "u", name, spec, facts);
  }

  private static EnvironmentSpec parse(String yaml) {
    try {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, EnvironmentSpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Invalid spec: " + yaml, e);
    }
  }
}
