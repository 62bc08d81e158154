package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
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
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Builds the desired topology of an environment. What all patterns share is never replaced when the
 * pattern changes: subnets, route tables, security group, interfaces and instances stay, and only
 * the resources of the {@link ConnectivityPattern} change.
 */
public final class TopologyBuilder {

  static final Key GROUP = Key.of("securitygroup", "instances");

  /** The desired topology of an environment that shares its VPC with no other one. */
  public Topology build(
      String cluster, String uid, String name, EnvironmentSpec spec, Facts facts) {
    return build(cluster, uid, name, spec, facts, VpcPlacement.ALONE);
  }

  /**
   * The desired topology.
   *
   * @param cluster the id of the cluster
   * @param uid the UID of the environment
   * @param name the name of the environment, without its namespace
   * @param placement in whose VPC the environment is
   */
  public Topology build(
      String cluster,
      String uid,
      String name,
      EnvironmentSpec spec,
      Facts facts,
      VpcPlacement placement) {
    ResourceNames names = ResourceNames.of(cluster, uid, name);
    return build(names, name, spec, facts, placement, Set.of());
  }

  /**
   * The desired topology of an environment that exists, or that may have adopted its resources,
   * while some of them cannot be created.
   *
   * @param heldBack the resources that do not exist: what can do without them does not need them
   */
  public Topology build(
      Owner owner,
      Observation observed,
      String name,
      EnvironmentSpec spec,
      Facts facts,
      VpcPlacement placement,
      Set<Key> heldBack) {
    ResourceNames names = ResourceNames.of(owner, name, observed);
    return build(names, name, spec, facts, placement, heldBack);
  }

  private static Topology build(
      ResourceNames names,
      String name,
      EnvironmentSpec spec,
      Facts facts,
      VpcPlacement placement,
      Set<Key> heldBack) {
    Topology.Builder graph = Topology.builder();
    Map<String, String> tags = spec.tagsOrDefault();
    String cidr = spec.networkOrDefault().cidrOrDefault();
    String groupName = names.group();
    switch (placement) {
      case VpcPlacement.Own _ ->
          graph.add(
              new Vpc(
                  SharedNetwork.VPC,
                  cidr,
                  true,
                  true,
                  BuildContext.tags(name, tags, SharedNetwork.VPC)));
      case VpcPlacement.InHost _ -> groupName = names.guestGroup();
    }
    Key vpc = BuildContext.network(graph, placement, SharedNetwork.VPC);
    graph.add(
        new SecurityGroup(
            GROUP,
            Ref.to(vpc),
            groupName,
            "Instances managed by Systems Manager: no ingress",
            BuildContext.tags(name, tags, GROUP)));
    SubnetCidrs addresses = new SubnetCidrs(cidr);
    SortedMap<String, String> ranges =
        switch (placement) {
          case VpcPlacement.Own _ -> addresses.workloadSubnets(facts.zones().keySet());
          case VpcPlacement.InHost(var _, SortedMap<String, String> subnets) -> subnets;
        };
    List<BuildContext.Zone> allZones = zones(graph, name, tags, vpc, ranges, facts);
    Set<String> own = ZoneLetters.needed(spec, facts.placements().values());
    List<BuildContext.Zone> zones =
        allZones.stream().filter(zone -> own.contains(zone.letter())).toList();
    BuildContext context =
        new BuildContext(
            graph,
            name,
            tags,
            spec.region(),
            cidr,
            addresses,
            placement,
            zones,
            allZones,
            GROUP,
            placements(graph, name, spec, facts));
    ConnectivityPattern pattern = pattern(spec, facts, heldBack);
    Function<BuildContext.InstancePlacement, Set<Key>> path = pattern.addTo(context);
    if (placement instanceof VpcPlacement.Own shared) {
      new SharedNetwork(context, heldBack, facts.offers())
          .addTo(spec, facts, shared, pattern.beforeEndpoints(context));
    }
    Set<Key> identity = InstanceIdentity.addTo(context, names, spec);
    Map<String, Set<Key>> ready = new HashMap<>();
    for (BuildContext.InstancePlacement instance : context.placements()) {
      Set<Key> keys = new HashSet<>(identity);
      keys.addAll(path.apply(instance));
      keys.add(RouteTableAssociation.key(instance.subnet()));
      ready.put(instance.name(), keys);
    }
    instances(context, spec, facts, ready);
    return graph.build();
  }

  private static List<BuildContext.Zone> zones(
      Topology.Builder graph,
      String name,
      Map<String, String> tags,
      Key vpc,
      SortedMap<String, String> ranges,
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
                  Ref.to(vpc),
                  Objects.requireNonNull(ranges.get(letter)),
                  zoneName,
                  BuildContext.tags(name, tags, subnet)));
          Key table = Key.of("routetable", "workload-" + letter);
          graph.add(new RouteTable(table, Ref.to(vpc), BuildContext.tags(name, tags, table)));
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
              spec.connectivity().endpointsOrDefault().s3GatewayOrDefault(),
              facts.s3PrefixList(),
              heldBack);
    };
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
