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
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Builds the desired topology of an environment. What all patterns share is never replaced when the
 * pattern changes: subnets, route tables, security group, interfaces and instances stay, and only
 * the resources of the {@link ConnectivityPattern} change.
 */
public final class TopologyBuilder {

  public static final Key GROUP = Key.of("securitygroup", "instances");

  /** In the ARNs of a topology that is only shown. */
  private static final String ANY_ACCOUNT = "*";

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
    ResourceNames names = ResourceNames.of(cluster, uid, name, placement);
    return build(names, name, spec, facts, placement, Set.of(), ANY_ACCOUNT);
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
    ResourceNames names = ResourceNames.of(owner, name, placement, observed);
    String account = observed.accountId().isEmpty() ? ANY_ACCOUNT : observed.accountId();
    return build(names, name, spec, facts, placement, heldBack, account);
  }

  private static Topology build(
      ResourceNames names,
      String name,
      EnvironmentSpec spec,
      Facts facts,
      VpcPlacement placement,
      Set<Key> heldBack,
      String account) {
    Topology.Builder graph = Topology.builder();
    Map<String, String> tags = spec.tagsOrDefault();
    String cidr = spec.networkOrDefault().cidrOrDefault();
    if (placement instanceof VpcPlacement.Own) {
      graph.add(
          new Vpc(
              SharedNetwork.VPC,
              cidr,
              true,
              true,
              BuildContext.tags(name, tags, SharedNetwork.VPC)));
    }
    Ref vpc = BuildContext.vpc(graph, placement);
    graph.add(
        new SecurityGroup(
            GROUP,
            vpc,
            names.group(),
            "Instances managed by Systems Manager: no ingress",
            BuildContext.tags(name, tags, GROUP)));
    WorkloadSubnets subnets = new WorkloadSubnets(cidr, placement, facts);
    List<BuildContext.Zone> allZones = subnets.zones();
    subnets.addTo(graph, vpc, key -> BuildContext.tags(name, tags, key));
    Set<String> own = ZoneLetters.needed(spec, facts.placements().values());
    List<BuildContext.Zone> zones =
        allZones.stream().filter(zone -> own.contains(zone.letter())).toList();
    BuildContext context =
        new BuildContext(
            graph,
            name,
            tags,
            spec.region(),
            placement instanceof VpcPlacement.InForeign foreign
                ? foreign.vpc().cidrs()
                : List.of(cidr),
            names.endpointsGroup(),
            subnets.addresses(),
            placement,
            zones,
            allZones,
            GROUP,
            placements(graph, name, spec, facts, placement));
    ConnectivityPattern pattern = pattern(spec, facts, heldBack);
    Function<BuildContext.InstancePlacement, Set<Key>> path = pattern.addTo(context);
    SharedNetwork network = new SharedNetwork(context, heldBack, facts.offers());
    switch (placement) {
      case VpcPlacement.Own shared ->
          network.addTo(spec, facts, shared, pattern.beforeEndpoints(context));
      case VpcPlacement.InForeign foreign ->
          network.addTo(spec, facts, foreign, pattern.beforeEndpoints(context));
      case VpcPlacement.InHost _ -> {} // The host builds what it needs.
    }
    SessionResources.addTo(context, names, spec, account);
    Set<Key> identity = InstanceIdentity.addTo(context, names, spec);
    Map<String, Set<Key>> ready = new HashMap<>();
    for (BuildContext.InstancePlacement instance : context.placements()) {
      Set<Key> keys = new HashSet<>(identity);
      keys.addAll(path.apply(instance));
      if (context.hasSubnets()) {
        keys.add(RouteTableAssociation.key(instance.subnet()));
      }
      ready.put(instance.name(), keys);
    }
    instances(context, spec, facts, ready);
    return graph.build();
  }

  private static List<BuildContext.InstancePlacement> placements(
      Topology.Builder graph,
      String name,
      EnvironmentSpec spec,
      Facts facts,
      VpcPlacement placement) {
    List<BuildContext.InstancePlacement> placements = new ArrayList<>();
    InstancePlacements subnets = new InstancePlacements(spec, facts);
    for (InstanceGroup group : spec.instances()) {
      for (int index = 0; index < group.countOrDefault(); index++) {
        String instanceName = group.instanceName(index);
        Key key = Key.of("networkinterface", instanceName);
        subnets
            .subnet(group, index)
            .ifPresent(subnet -> {
              graph.add(
                  new NetworkInterface(
                      key,
                      BuildContext.subnet(placement, subnet),
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
              spec.connectivity().endpointsOrDefault().providedOrDefault(),
              EndpointServices.includeS3(spec),
              facts.s3PrefixList(),
              heldBack);
    };
  }

  /** An instance without a place in a zone is not launched. */
  private static void instances(
      BuildContext context, EnvironmentSpec spec, Facts facts, Map<String, Set<Key>> ready) {
    InstancePlacements subnets = new InstancePlacements(spec, facts);
    for (InstanceGroup group : spec.instances()) {
      Optional<InstanceLaunch> ofGroup = InstanceLaunch.of(group, facts);
      for (String instanceName : group.instanceNames()) {
        Key key = Instance.key(instanceName);
        InstanceLaunch.of(ofGroup, group, key, facts, subnets)
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
