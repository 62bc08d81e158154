package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an environment needs of the network in its VPC, whoever owns it. The network is the union of
 * the needs of all environments in the VPC.
 *
 * @param internet whether there is an Internet gateway
 * @param natZones the letters of the zones that have a NAT gateway
 * @param endpoints the short names of the services with an interface endpoint
 * @param s3 whether there is a gateway endpoint for S3
 */
public record NetworkNeeds(
    boolean internet, SortedSet<String> natZones, SortedSet<String> endpoints, boolean s3) {

  /** Nothing but the VPC. */
  public static final NetworkNeeds NONE =
      new NetworkNeeds(false, new TreeSet<>(), new TreeSet<>(), false);

  public NetworkNeeds {
    natZones = Collections.unmodifiableSortedSet(new TreeSet<>(natZones));
    endpoints = Collections.unmodifiableSortedSet(new TreeSet<>(endpoints));
  }

  /**
   * The needs of a spec.
   *
   * @param letters the zones in which it has subnets
   * @param offered see {@link Facts#endpointServices}
   */
  public static NetworkNeeds of(
      EnvironmentSpec spec, Collection<String> letters, Set<String> offered) {
    if (spec.connectivity().endpointsOrDefault().providedOrDefault()) {
      return NONE;
    }
    return switch (spec.connectivity().pattern()) {
      case ELASTIC_IP -> new NetworkNeeds(true, new TreeSet<>(), new TreeSet<>(), false);
      case NAT_GATEWAY -> new NetworkNeeds(true, new TreeSet<>(letters), new TreeSet<>(), false);
      case PRIVATE_ENDPOINTS ->
          new NetworkNeeds(
              false,
              new TreeSet<>(),
              new TreeSet<>(EndpointServices.of(spec, offered)),
              EndpointServices.includeS3(spec));
    };
  }

  /**
   * The needs of a guest with this topology: what it refers to.
   *
   * @param undecided what the network does not have, and of which it is not known whether it can
   */
  public static NetworkNeeds of(Topology guest, Set<Key> undecided) {
    SortedSet<String> nat = new TreeSet<>();
    SortedSet<String> services = new TreeSet<>();
    Set<Key> used =
        guest.externals().keySet().stream()
            .flatMap(key -> key.ofHost().stream())
            .filter(key -> !undecided.contains(key))
            .collect(Collectors.toSet());
    used.forEach(key -> {
      switch (key.type()) {
        case "natgateway" -> nat.add(key.name());
        case "vpcendpoint" -> services.add(key.name());
        default -> {}
      }
    });
    boolean s3 = services.remove(SharedNetwork.S3.name());
    boolean internet = !nat.isEmpty() || used.contains(InternetGatewayAttachment.KEY);
    return new NetworkNeeds(internet, nat, services, s3);
  }

  /** The needs of both. */
  public NetworkNeeds plus(NetworkNeeds other) {
    SortedSet<String> zones = new TreeSet<>(natZones);
    zones.addAll(other.natZones);
    SortedSet<String> services = new TreeSet<>(endpoints);
    services.addAll(other.endpoints);
    return new NetworkNeeds(internet || other.internet, zones, services, s3 || other.s3);
  }

  /** Whether a resource of the network is one of those. */
  public boolean include(Key key) {
    return switch (key.type()) {
      case "internetgateway", "internetgatewayattachment" -> internet;
      case "natgateway", "address", "subnet", "routetableassociation" ->
          natZones.stream()
              .anyMatch(letter -> key.name().equals(letter) || key.name().endsWith("-" + letter));
      case "routetable", "route" -> !natZones.isEmpty();
      case "vpcendpoint" -> key.equals(SharedNetwork.S3) ? s3 : endpoints.contains(key.name());
      case "securitygroup", "securitygrouprule" -> !endpoints.isEmpty();
      default -> true; // The VPC itself.
    };
  }

  /** Those for which something exists: nothing new is built for them, and nothing is removed. */
  public NetworkNeeds within(Observation observed) {
    return new NetworkNeeds(
        internet && observed.find(InternetGatewayAttachment.KEY).isPresent(),
        natZones.stream()
            .filter(letter -> observed.find(SharedNetwork.natGateway(letter)).isPresent())
            .collect(Collectors.toCollection(TreeSet::new)),
        endpoints.stream()
            .filter(service -> observed.find(EndpointServices.endpoint(service)).isPresent())
            .collect(Collectors.toCollection(TreeSet::new)),
        s3 && observed.find(SharedNetwork.S3).isPresent());
  }

  /** Everything that exists, of which it is not known who needs it, and that is not drained. */
  public static NetworkNeeds existing(Observation observed) {
    return new NetworkNeeds(
        observed.find(InternetGatewayAttachment.KEY).isPresent(),
        ZoneLetters.ALL.stream()
            .filter(letter -> observed.find(SharedNetwork.natGateway(letter)).isPresent())
            .collect(Collectors.toCollection(TreeSet::new)),
        observed.present().values().stream()
            .filter(current ->
                current.resource() instanceof VpcEndpoint endpoint && endpoint.privateDns())
            .map(current -> current.key().name())
            .collect(Collectors.toCollection(TreeSet::new)),
        observed.find(SharedNetwork.S3).isPresent());
  }
}
