package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Endpoint;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.NetworkView.Vpc;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Follows the packets of an instance, hop by hop, through a network as it is at one moment. Pure:
 * the same view gives the same answer.
 *
 * <p>The SSM agent speaks HTTPS to {@code ssm} and {@code ssmmessages}, and needs both; it is new
 * enough not to need {@code ec2messages} [D]. Security groups are stateful, so answers pass;
 * network ACLs are not. Not modelled yet: resolvers that remember an answer.
 */
public final class PathFinder {
  private static final List<String> SERVICES = List.of("ssm", "ssmmessages");

  /** Where the services' public names point: one range stands for all of them. */
  private static final Cidr PUBLIC_SERVICES = Cidr.parse("52.94.48.0/24").orElseThrow();

  private final NetworkView view;
  private final String region;
  private final PublicPath publicPath;
  private final EndpointPath endpointPath;

  /**
   * A finder in one network.
   *
   * @param view of one account and region
   * @param region that region, such as {@code eu-west-1}
   */
  public PathFinder(NetworkView view, String region) {
    this.view = view;
    this.region = region;
    this.publicPath = new PublicPath(view);
    this.endpointPath = new EndpointPath(view);
  }

  /** Whether the instance's agent reaches Systems Manager, by which way, or where it ends. */
  public Reachability toSystemsManager(Instance instance) {
    Reachability all = new Reachable(new Way.Endpoints());
    for (String service : SERVICES) {
      Reachability one = toService(service, instance);
      if (one instanceof Broken) {
        return one;
      }
      if (!one.equals(new Reachable(new Way.Endpoints()))) {
        all = one;
      }
    }
    return all;
  }

  /** Whether the instance reaches a server on the Internet by its name, likewise. */
  public Reachability toTheInternet(Destination to, Instance instance) {
    return resolved(to.name(), instance, (vpc, subnet) -> publicPath.follow(instance, subnet, to));
  }

  /** The endpoint that an instance's calls of a service go to, if not to the public address. */
  public Optional<Endpoint> endpointFor(String service, Instance instance) {
    return Optional.ofNullable(view.subnets().get(instance.subnetId()))
        .flatMap(subnet -> Optional.ofNullable(view.vpcs().get(subnet.vpcId())))
        .flatMap(vpc -> endpointThatAnswersFor(service, vpc));
  }

  private Reachability toService(String service, Instance instance) {
    return resolved(
        "%s.%s.amazonaws.com".formatted(service, region),
        instance,
        (vpc, subnet) ->
            endpointThatAnswersFor(service, vpc)
                .map(endpoint -> endpointPath.follow(instance, subnet, endpoint))
                .orElseGet(() -> publicPath.follow(instance, subnet, publicAddress(service))));
  }

  private static Destination publicAddress(String service) {
    return new Destination("the public address of " + service, PUBLIC_SERVICES, Destination.HTTPS);
  }

  private Reachability resolved(
      String name, Instance instance, BiFunction<Vpc, Subnet, Reachability> further) {
    Optional<Subnet> subnet = Optional.ofNullable(view.subnets().get(instance.subnetId()));
    Optional<Vpc> vpc = subnet.map(s -> view.vpcs().get(s.vpcId()));
    if (subnet.isEmpty() || vpc.isEmpty()) {
      return new Broken(
          Hop.INTERFACE,
          "The interface %s of %s is in no subnet"
              .formatted(instance.networkInterfaceId(), instance.id()));
    }
    if (!vpc.get().dnsSupport()) {
      return new Broken(
          Hop.NAME_RESOLUTION,
          "%s has enableDnsSupport off, so %s is not resolved".formatted(vpc.get().id(), name));
    }
    return further.apply(vpc.get(), subnet.get());
  }

  /** The endpoint that has taken over the service's name in the VPC. */
  private Optional<Endpoint> endpointThatAnswersFor(String service, Vpc vpc) {
    String name = "com.amazonaws.%s.%s".formatted(region, service);
    return view.endpoints().values().stream()
        .filter(e -> e.vpcId().equals(vpc.id()) && e.service().equals(name))
        .filter(e -> e.type().equals("Interface") && e.state().equals("available"))
        .filter(e -> e.privateDns() && vpc.dnsHostnames())
        .findFirst();
  }
}
