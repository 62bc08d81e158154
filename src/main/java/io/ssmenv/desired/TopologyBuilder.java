package io.ssmenv.desired;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Builds the desired topology of an environment. What all patterns share is never replaced when the
 * pattern changes: subnets, route tables, security group, interfaces and instances stay, and only
 * the resources of the {@link ConnectivityPattern} change.
 */
public final class TopologyBuilder {

  private static final String TRUST =
      "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}";

  private static final Key VPC = Key.of("vpc");
  static final Key GROUP = Key.of("securitygroup", "instances");

  /**
   * The desired topology.
   *
   * @param cluster the id of the cluster
   * @param uid the UID of the environment
   * @param name the name of the environment, without its namespace
   */
  public Topology build(
      String cluster, String uid, String name, EnvironmentSpec spec, Facts facts) {
    return build(cluster, uid, name, spec, facts, Set.of());
  }

  /**
   * The desired topology while some resources cannot be created.
   *
   * @param heldBack the resources that do not exist: what can do without them does not need them
   */
  public Topology build(
      String cluster,
      String uid,
      String name,
      EnvironmentSpec spec,
      Facts facts,
      Set<Key> heldBack) {
    Topology.Builder graph = Topology.builder();
    Map<String, String> tags = spec.tagsOrDefault();
    String cidr = spec.networkOrDefault().cidrOrDefault();
    graph.add(new Vpc(VPC, cidr, true, true, BuildContext.tags(name, tags, VPC)));
    graph.add(
        new SecurityGroup(
            GROUP,
            Ref.to(VPC),
            "ssmenv-instances",
            "Instances managed by Systems Manager: no ingress",
            BuildContext.tags(name, tags, GROUP)));
    SubnetCidrs addresses = new SubnetCidrs(cidr);
    List<BuildContext.Zone> zones = zones(graph, name, tags, addresses, facts);
    BuildContext context =
        new BuildContext(
            graph,
            name,
            tags,
            spec.region(),
            cidr,
            addresses,
            VPC,
            zones,
            GROUP,
            placements(graph, name, spec, facts));
    Function<BuildContext.InstancePlacement, Set<Key>> path =
        pattern(spec, facts, heldBack).addTo(context);
    Set<Key> identity = identity(context, cluster, uid, spec);
    Map<String, Set<Key>> ready = new HashMap<>();
    for (BuildContext.InstancePlacement placement : context.placements()) {
      Set<Key> keys = new HashSet<>(identity);
      keys.addAll(path.apply(placement));
      keys.add(RouteTableAssociation.key(placement.subnet()));
      ready.put(placement.name(), keys);
    }
    instances(context, spec, facts, ready);
    return graph.build();
  }

  private static List<BuildContext.Zone> zones(
      Topology.Builder graph,
      String name,
      Map<String, String> tags,
      SubnetCidrs addresses,
      Facts facts) {
    List<BuildContext.Zone> zones = new ArrayList<>();
    facts
        .zones()
        .forEach((letter, zoneName) -> {
          int index = ZoneLetters.ALL.indexOf(letter);
          Key subnet = ZoneLetters.workload(letter);
          graph.add(
              new Subnet(
                  subnet,
                  Ref.to(VPC),
                  addresses.workloadSubnet(index),
                  zoneName,
                  BuildContext.tags(name, tags, subnet)));
          Key table = Key.of("routetable", "workload-" + letter);
          graph.add(new RouteTable(table, Ref.to(VPC), BuildContext.tags(name, tags, table)));
          graph.add(
              new RouteTableAssociation(
                  RouteTableAssociation.key(subnet), Ref.to(subnet), Ref.to(table)));
          zones.add(new BuildContext.Zone(index, letter, zoneName, subnet, table));
        });
    return zones;
  }

  private static List<BuildContext.InstancePlacement> placements(
      Topology.Builder graph, String name, EnvironmentSpec spec, Facts facts) {
    List<BuildContext.InstancePlacement> placements = new ArrayList<>();
    InstancePlacements subnets = new InstancePlacements(spec, facts);
    for (InstanceGroup group : spec.instances()) {
      for (int index = 0; index < group.countOrDefault(); index++) {
        String instanceName = group.name() + "-" + index;
        Key key = Key.of("networkinterface", instanceName);
        subnets
            .subnet(group, index)
            .ifPresent(subnet -> {
              graph.add(
                  new NetworkInterface(
                      key,
                      Ref.to(subnet),
                      Ref.all(List.of(GROUP)),
                      BuildContext.tags(name, spec.tagsOrDefault(), key)));
              placements.add(new BuildContext.InstancePlacement(instanceName, key, subnet));
            });
      }
    }
    return placements;
  }

  private static ConnectivityPattern pattern(EnvironmentSpec spec, Facts facts, Set<Key> heldBack) {
    return switch (spec.connectivity().pattern()) {
      case ELASTIC_IP -> new ElasticIpPattern();
      case NAT_GATEWAY -> new NatGatewayPattern();
      case PRIVATE_ENDPOINTS ->
          new PrivateEndpointsPattern(
              EndpointServices.of(spec, facts.endpointServices()),
              facts.offers(),
              spec.connectivity().endpointsOrDefault().s3GatewayOrDefault(),
              facts.s3PrefixList(),
              heldBack);
    };
  }

  /**
   * Adds the role that allows the agents to use Systems Manager; returns what an agent needs of it.
   */
  private static Set<Key> identity(
      BuildContext context, String cluster, String uid, EnvironmentSpec spec) {
    String name = AwsNames.role(cluster, uid, context.name());
    Set<Key> keys = new HashSet<>();
    context
        .graph()
        .add(
            new Role(
                Role.KEY,
                name,
                AwsNames.IAM_PATH,
                TRUST,
                spec.roleOrDefault().permissionsBoundaryArn(),
                context.tagsOf(Role.KEY)));
    String core = AwsNames.corePolicy(spec.region());
    keys.add(context.graph().add(RolePolicy.of(Role.KEY, core)));
    spec.roleOrDefault().managedPoliciesOrDefault().stream()
        .distinct()
        .filter(policy -> !policy.equals(core))
        .forEach(policy -> context.graph().add(RolePolicy.of(Role.KEY, policy)));
    context
        .graph()
        .add(
            new InstanceProfile(
                InstanceProfile.KEY,
                AwsNames.instanceProfile(name),
                AwsNames.IAM_PATH,
                context.tagsOf(InstanceProfile.KEY)));
    keys.add(
        context
            .graph()
            .add(
                new InstanceProfileRole(
                    InstanceProfileRole.KEY, Ref.to(InstanceProfile.KEY), Ref.to(Role.KEY))));
    return keys;
  }

  /** An instance without a place in a zone is not launched. */
  private static void instances(
      BuildContext context, EnvironmentSpec spec, Facts facts, Map<String, Set<Key>> ready) {
    InstancePlacements subnets = new InstancePlacements(spec, facts);
    for (InstanceGroup group : spec.instances()) {
      for (String instanceName : group.instanceNames()) {
        Key key = Instance.key(instanceName);
        InstanceLaunch.of(group, key, facts, subnets)
            .filter(_ -> ready.containsKey(instanceName))
            .ifPresent(launch ->
                context
                    .graph()
                    .add(
                        new Instance(
                            key,
                            Ref.to(Key.of("networkinterface", instanceName)),
                            Ref.to(InstanceProfile.KEY),
                            launch.digest(),
                            launch.image().id(),
                            launch.image().rootDevice(),
                            launch.type(),
                            true,
                            true,
                            context.tagsOf(key)),
                        ready.getOrDefault(instanceName, Set.of())));
      }
    }
  }
}
