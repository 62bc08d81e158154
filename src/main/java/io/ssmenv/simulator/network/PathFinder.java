package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Endpoint;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.NatGateway;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.NetworkView.Vpc;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the packets of an instance's SSM agent, hop by hop, through a network as it is at one
 * moment. Pure: the same view gives the same answer.
 *
 * <p>The agent speaks HTTPS to {@code ssm} and {@code ssmmessages}, and needs both; it is new
 * enough not to need {@code ec2messages} [D]. Security groups are stateful, so answers pass. Not
 * modelled yet: network ACLs, endpoint policies, and resolvers that remember an answer.
 */
public final class PathFinder {
  private static final List<String> SERVICES = List.of("ssm", "ssmmessages");

  /** Where the services' public names point: one range stands for all of them. */
  private static final Cidr PUBLIC_SERVICES = Cidr.parse("52.94.48.0/24").orElseThrow();

  private final NetworkView view;
  private final String region;
  private final Routes routes;
  private final SecurityGroups groups;

  /**
   * A finder in one network.
   *
   * @param view of one account and region
   * @param region that region, such as {@code eu-west-1}
   */
  public PathFinder(NetworkView view, String region) {
    this.view = view;
    this.region = region;
    this.routes = new Routes(view);
    this.groups = new SecurityGroups(view);
  }

  /** Whether the instance's agent reaches Systems Manager, by which way, or where it ends. */
  public Reachability toSystemsManager(Instance instance) {
    Reachability all = new Reachable(new Way.Endpoints());
    for (String service : SERVICES) {
      Reachability one = to(service, instance);
      if (one instanceof Broken) {
        return one;
      }
      if (!one.equals(new Reachable(new Way.Endpoints()))) {
        all = one;
      }
    }
    return all;
  }

  private Reachability to(String service, Instance instance) {
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
          "%s has enableDnsSupport off, so %s.%s.amazonaws.com is not resolved"
              .formatted(vpc.get().id(), service, region));
    }
    return endpointThatAnswersFor(service, vpc.get())
        .map(endpoint -> through(endpoint, instance, subnet.get()))
        .orElseGet(() -> toTheInternet(service, instance, subnet.get()));
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

  /** Every address of the endpoint has to answer, since the name may resolve to any of them. */
  private Reachability through(Endpoint endpoint, Instance instance, Subnet from) {
    List<Subnet> subnets =
        endpoint.subnetIds().stream()
            .flatMap(id -> Optional.ofNullable(view.subnets().get(id)).stream())
            .toList();
    if (subnets.isEmpty()) {
      return new Broken(Hop.ENDPOINT, "%s has no interface in any subnet".formatted(endpoint.id()));
    }
    for (Subnet subnet : subnets) {
      Optional<Cidr> range = Cidr.parse(subnet.cidr());
      if (range.isEmpty()
          || !groups.allowOut(instance.groupIds(), range.get(), endpoint.groupIds())) {
        return new Broken(
            Hop.INSTANCE_EGRESS,
            "The groups %s of %s let no HTTPS out to %s in %s"
                .formatted(instance.groupIds(), instance.id(), endpoint.id(), subnet.id()));
      }
      if (!routes.from(from, range.get()).filter(r -> r.target().equals("local")).isPresent()) {
        return new Broken(
            Hop.ROUTE,
            "The route table of %s has no local route to %s of %s"
                .formatted(from.id(), subnet.id(), endpoint.id()));
      }
    }
    Optional<Cidr> source = Cidr.parse(instance.privateIp() + "/32");
    if (source.isEmpty()
        || !groups.allowIn(endpoint.groupIds(), source.get(), instance.groupIds())) {
      return new Broken(
          Hop.ENDPOINT_INGRESS,
          "The groups %s of %s let no HTTPS in from %s at %s"
              .formatted(endpoint.groupIds(), endpoint.id(), instance.id(), instance.privateIp()));
    }
    return new Reachable(new Way.Endpoints());
  }

  private Reachability toTheInternet(String service, Instance instance, Subnet subnet) {
    if (!groups.allowOut(instance.groupIds(), PUBLIC_SERVICES, Set.of())) {
      return new Broken(
          Hop.INSTANCE_EGRESS,
          "The groups %s of %s let no HTTPS out to the public address of %s"
              .formatted(instance.groupIds(), instance.id(), service));
    }
    return routes
        .from(subnet, PUBLIC_SERVICES)
        .map(route -> along(route, instance, subnet))
        .orElseGet(() ->
            new Broken(
                Hop.ROUTE,
                "The route table of %s has no route to the public address of %s"
                    .formatted(subnet.id(), service)));
  }

  private Reachability along(NetworkView.Route route, Instance instance, Subnet subnet) {
    String target = route.target();
    if (!route.active()) {
      return new Broken(
          Hop.ROUTE,
          "The route %s of %s to %s is a blackhole"
              .formatted(route.destination(), subnet.id(), target));
    }
    if (target.startsWith("igw-")) {
      return throughInternetGateway(target, instance, subnet);
    }
    if (target.startsWith("nat-")) {
      return throughNatGateway(target);
    }
    return new Broken(
        Hop.ROUTE,
        "The route %s of %s leads to %s, which is no way to the Internet here"
            .formatted(route.destination(), subnet.id(), target));
  }

  private Reachability throughInternetGateway(String gateway, Instance instance, Subnet subnet) {
    if (!routes.attached(gateway, subnet.vpcId())) {
      return new Broken(
          Hop.INTERNET_GATEWAY, "%s is not attached to %s".formatted(gateway, subnet.vpcId()));
    }
    return instance
        .publicIp()
        .<Reachability>map(ip -> new Reachable(new Way.InternetGateway(ip)))
        .orElseGet(() ->
            new Broken(
                Hop.PUBLIC_ADDRESS,
                "The interface %s of %s has no public address"
                    .formatted(instance.networkInterfaceId(), instance.id())));
  }

  private Reachability throughNatGateway(String id) {
    Optional<NatGateway> nat = Optional.ofNullable(view.natGateways().get(id));
    if (nat.isEmpty()) {
      return new Broken(Hop.NAT_GATEWAY, "%s does not exist".formatted(id));
    }
    if (!nat.get().state().equals("available")) {
      return new Broken(Hop.NAT_GATEWAY, "%s is %s".formatted(id, nat.get().state()));
    }
    if (nat.get().publicIp().isEmpty()) {
      return new Broken(Hop.NAT_GATEWAY, "%s has no public address".formatted(id));
    }
    Optional<Subnet> subnet = Optional.ofNullable(view.subnets().get(nat.get().subnetId()));
    boolean out =
        subnet
            .flatMap(s -> routes.from(s, PUBLIC_SERVICES))
            .filter(r -> r.active() && routes.attached(r.target(), subnet.get().vpcId()))
            .isPresent();
    return out
        ? new Reachable(new Way.NatGateway(id, nat.get().publicIp().get()))
        : new Broken(
            Hop.NAT_ROUTE,
            "The route table of %s, where %s is, has no active route to an attached Internet gateway"
                .formatted(nat.get().subnetId(), id));
  }
}
