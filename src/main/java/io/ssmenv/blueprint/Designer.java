package io.ssmenv.blueprint;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the desired topology of an environment. What all patterns have in common is never replaced
 * when the pattern changes: subnets, tables, group, interfaces and instances stay, and only the
 * {@link Way} is another one.
 */
public final class Designer {

  private static final String TRUST =
      "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}";

  private static final Key VPC = Key.of("vpc");
  private static final Key GROUP = Key.of("securitygroup", "instances");

  /**
   * @param cluster the cluster's id
   * @param uid the environment's UID
   * @param name the environment's name, without its namespace
   */
  public Topology design(
      String cluster, String uid, String name, EnvironmentSpec spec, Facts facts) {
    Topology.Builder graph = Topology.builder();
    Map<String, String> tags = spec.tagsOrDefault();
    String cidr = spec.networkOrDefault().cidrOrDefault();
    graph.add(new Vpc(VPC, cidr, true, true, Draft.tags(name, tags, VPC)));
    graph.add(
        new SecurityGroup(
            GROUP,
            Ref.to(VPC),
            "ssmenv-instances",
            "Instances managed by Systems Manager: no ingress",
            Draft.tags(name, tags, GROUP)));
    AddressPlan addresses = new AddressPlan(cidr);
    List<Draft.Zone> zones = zones(graph, name, tags, addresses, facts);
    Draft draft =
        new Draft(
            graph,
            name,
            tags,
            spec.region(),
            cidr,
            addresses,
            VPC,
            zones,
            GROUP,
            seats(graph, name, spec, zones, facts));
    Set<Key> ready = new HashSet<>(way(spec, facts).lay(draft));
    ready.addAll(graph.keys(RouteTableAssociation.class));
    ready.addAll(identity(draft, cluster, uid, spec));
    instances(draft, spec, facts, ready);
    return graph.build();
  }

  private static List<Draft.Zone> zones(
      Topology.Builder graph,
      String name,
      Map<String, String> tags,
      AddressPlan addresses,
      Facts facts) {
    List<Draft.Zone> zones = new ArrayList<>();
    for (int index = 0; index < facts.zones().size(); index++) {
      String letter = String.valueOf((char) ('a' + index));
      String zoneName = facts.zones().get(index);
      Key subnet = Key.of("subnet", "workload-" + letter);
      graph.add(
          new Subnet(
              subnet,
              Ref.to(VPC),
              addresses.workload(index),
              zoneName,
              Draft.tags(name, tags, subnet)));
      Key table = Key.of("routetable", "workload-" + letter);
      graph.add(new RouteTable(table, Ref.to(VPC), Draft.tags(name, tags, table)));
      graph.add(
          new RouteTableAssociation(
              RouteTableAssociation.key(subnet), Ref.to(subnet), Ref.to(table)));
      zones.add(new Draft.Zone(index, letter, zoneName, subnet, table));
    }
    return zones;
  }

  /**
   * Instances are spread over the zones when they are created, and stay where they are when zones
   * are added.
   */
  private static List<Draft.Seat> seats(
      Topology.Builder graph,
      String name,
      EnvironmentSpec spec,
      List<Draft.Zone> zones,
      Facts facts) {
    List<Draft.Seat> seats = new ArrayList<>();
    for (InstanceGroup group : spec.instances()) {
      for (int index = 0; index < group.countOrDefault(); index++) {
        String seat = group.name() + "-" + index;
        Key key = Key.of("networkinterface", seat);
        Key subnet =
            Optional.ofNullable(facts.placements().get(key))
                .orElse(zones.get(index % zones.size()).subnet());
        graph.add(
            new NetworkInterface(
                key,
                Ref.to(subnet),
                Ref.all(List.of(GROUP)),
                Draft.tags(name, spec.tagsOrDefault(), key)));
        seats.add(new Draft.Seat(seat, key));
      }
    }
    return seats;
  }

  private static Way way(EnvironmentSpec spec, Facts facts) {
    return switch (spec.connectivity().pattern()) {
      case ELASTIC_IP -> new ElasticIpWay();
      case NAT_GATEWAY -> new NatGatewayWay();
      case PRIVATE_ENDPOINTS ->
          new PrivateEndpointsWay(
              EndpointServices.of(spec, facts.endpointServices()),
              spec.connectivity().endpointsOrDefault().s3GatewayOrDefault(),
              facts.s3PrefixList());
    };
  }

  /**
   * The role by which the agents are allowed to speak to Systems Manager; returns what an instance
   * needs of it.
   */
  private static Set<Key> identity(Draft draft, String cluster, String uid, EnvironmentSpec spec) {
    String name = Names.role(cluster, uid, draft.name());
    Set<Key> keys = new HashSet<>();
    draft
        .graph()
        .add(
            new Role(
                Role.KEY,
                name,
                Names.IAM_PATH,
                TRUST,
                spec.roleOrDefault().permissionsBoundaryArn(),
                draft.tagsOf(Role.KEY)));
    List<String> policies = new ArrayList<>(List.of(corePolicy(spec.region())));
    policies.addAll(spec.roleOrDefault().managedPoliciesOrDefault());
    policies.stream()
        .distinct()
        .forEach(policy -> keys.add(draft.graph().add(RolePolicy.of(Role.KEY, policy))));
    draft
        .graph()
        .add(
            new InstanceProfile(
                InstanceProfile.KEY,
                name + "-profile",
                Names.IAM_PATH,
                draft.tagsOf(InstanceProfile.KEY)));
    keys.add(
        draft
            .graph()
            .add(
                new InstanceProfileRole(
                    InstanceProfileRole.KEY, Ref.to(InstanceProfile.KEY), Ref.to(Role.KEY))));
    return keys;
  }

  private static String corePolicy(String region) {
    return "arn:" + partition(region) + ":iam::aws:policy/AmazonSSMManagedInstanceCore";
  }

  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  private static void instances(Draft draft, EnvironmentSpec spec, Facts facts, Set<Key> ready) {
    for (InstanceGroup group : spec.instances()) {
      String source = group.imageOrDefault().source();
      Facts.Image image =
          Optional.ofNullable(facts.images().get(source))
              .orElseThrow(() -> new IllegalArgumentException("No fact about image " + source));
      for (String seat : group.instanceNames()) {
        Key key = Instance.key(seat);
        draft
            .graph()
            .add(
                new Instance(
                    key,
                    Ref.to(Key.of("networkinterface", seat)),
                    Ref.to(InstanceProfile.KEY),
                    Names.launch(source, group.typeOrDefault()),
                    image.id(),
                    image.rootDevice(),
                    group.typeOrDefault(),
                    true,
                    true,
                    draft.tagsOf(key)),
                ready);
      }
    }
  }
}
