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
import java.util.function.Function;

/**
 * Follows the packets of an instance, hop by hop, through the network of its VPC at one moment. It
 * is a pure function of the view.
 *
 * <p>The SSM agent uses HTTPS to {@code ssm}, where it registers and reports its health, and to
 * {@code ssmmessages}, for its control channel. It is recent enough not to need {@code ec2messages}
 * [D]. Security groups are stateful, so answers pass; network ACLs are stateless.
 */
public final class PathFinder {
  /** The service where an agent registers and reports its health. */
  public static final String HEALTH = "ssm";

  /** The service of an agent's control channel. */
  public static final String CHANNEL = "ssmmessages";

  /** The services that an agent has to reach. */
  public static final List<String> SERVICES = List.of(HEALTH, CHANNEL);

  /** The range that represents the public addresses of all services. */
  private static final Cidr PUBLIC_SERVICES = Cidr.parse("52.94.48.0/24").orElseThrow();

  /** The paths to the Internet and to interface endpoints. */
  private record Paths(PublicPath internet, EndpointPath endpoint, GatewayPath gateway) {}

  private final NetworkView view;
  private final String region;
  private final Paths newConnections;
  private final Paths openConnections;

  /**
   * Creates a finder for one network.
   *
   * @param view the network of one VPC
   * @param region its region, such as {@code eu-west-1}
   */
  public PathFinder(NetworkView view, String region) {
    this.view = view;
    this.region = region;
    Routes routes = new Routes(view);
    SecurityGroups newGroups = SecurityGroups.forNewConnections(view);
    SecurityGroups openGroups = SecurityGroups.forOpenConnections(view);
    this.newConnections =
        new Paths(
            new PublicPath(view, routes, newGroups),
            new EndpointPath(view, routes, newGroups),
            new GatewayPath(view, routes, newGroups));
    this.openConnections =
        new Paths(
            new PublicPath(view, routes, openGroups),
            new EndpointPath(view, routes, openGroups),
            new GatewayPath(view, routes, openGroups));
  }

  /**
   * Returns the path of new connections to all services of Systems Manager, or where it is broken.
   *
   * @param answers the DNS answers that the instance uses
   */
  public Reachability toSystemsManager(Instance instance, Function<String, DnsAnswer> answers) {
    Reachability all = new Reachable(new NetworkPath.Endpoints());
    for (String service : SERVICES) {
      Reachability one = connect(service, answers.apply(service), instance);
      if (one instanceof Broken) {
        return one;
      }
      if (!one.equals(new Reachable(new NetworkPath.Endpoints()))) {
        all = one;
      }
    }
    return all;
  }

  /**
   * Returns the path of a program's connection to a server on the Internet, or where it is broken.
   */
  public Reachability toTheInternet(Destination to, Instance instance) {
    return switch (resolve(to.name(), instance, _ -> new DnsAnswer.PublicAddress())) {
      case DnsAnswer.NoAnswer(String reason) -> new Broken(Hop.NAME_RESOLUTION, reason);
      default ->
          fromSubnet(instance, subnet -> newConnections.internet().follow(instance, subnet, to));
    };
  }

  /**
   * Returns the running instance of the VPC with a private address, if an instance can connect to a
   * port of it.
   */
  public Optional<Instance> neighbor(Instance from, String address, int port) {
    SecurityGroups groups = SecurityGroups.forNewConnections(view);
    return new NeighborPath(view, groups, new NetworkAcls(view)).find(from, address, port);
  }

  /** Resolves a service's DNS name as the VPC's resolver does for the instance. */
  public DnsAnswer resolve(String service, Instance instance) {
    return resolve(
        "%s.%s.amazonaws.com".formatted(service, region),
        instance,
        vpc ->
            privateDnsEndpoint(service, vpc)
                .<DnsAnswer>map(e -> new DnsAnswer.PrivateAddress(e.id(), e.subnetIds()))
                .orElseGet(DnsAnswer.PublicAddress::new));
  }

  private DnsAnswer resolve(String name, Instance instance, Function<Vpc, DnsAnswer> next) {
    Optional<Vpc> vpc =
        Optional.ofNullable(view.subnets().get(instance.subnetId()))
            .map(subnet -> view.vpcs().get(subnet.vpcId()));
    if (vpc.filter(v -> v.amazonDns() && !v.dnsSupport()).isPresent()) {
      return new DnsAnswer.NoAnswer(
          "%s has enableDnsSupport disabled, so %s cannot be resolved"
              .formatted(vpc.get().id(), name));
    }
    return vpc.map(next).orElseGet(DnsAnswer.PublicAddress::new);
  }

  /** Returns the path of a new connection to a service, or where it is broken. */
  public Reachability connect(String service, DnsAnswer to, Instance instance) {
    return to instanceof DnsAnswer.NoAnswer(String reason)
        ? new Broken(Hop.NAME_RESOLUTION, reason)
        : follow(newConnections, service, to, instance);
  }

  /**
   * Returns where the packets of an open connection are dropped; empty if the connection is intact.
   */
  public Optional<Broken> cut(Connection connection, Instance instance) {
    return switch (follow(openConnections, connection.service(), connection.to(), instance)) {
      case Broken broken -> Optional.of(broken);
      case Reachable(NetworkPath now) when now.equals(connection.path()) -> Optional.empty();
      case Reachable(NetworkPath now) -> Optional.of(pathChanged(connection.path(), now));
    };
  }

  private Reachability follow(Paths paths, String service, DnsAnswer to, Instance instance) {
    return fromSubnet(
        instance,
        subnet ->
            to instanceof DnsAnswer.PrivateAddress address
                ? paths.endpoint().follow(instance, subnet, address)
                : paths
                    .gateway()
                    .follow(instance, subnet, fullName(service), publicAddress(service))
                    .orElseGet(
                        () -> paths.internet().follow(instance, subnet, publicAddress(service))));
  }

  private static Broken pathChanged(NetworkPath before, NetworkPath now) {
    Hop hop =
        switch (now) {
          case NetworkPath.InternetGateway _ when before instanceof NetworkPath.InternetGateway ->
              Hop.PUBLIC_ADDRESS;
          case NetworkPath.NatGateway(String id, var _)
              when before instanceof NetworkPath.NatGateway(String same, var _)
                  && id.equals(same) ->
              Hop.NAT_GATEWAY;
          default -> Hop.ROUTE;
        };
    return new Broken(
        hop,
        "Packets now leave by %s, but left by %s when the connection was opened"
            .formatted(now.description(), before.description()));
  }

  /** Returns the endpoint of a DNS answer, if it has one. */
  public Optional<Endpoint> endpoint(DnsAnswer answer) {
    return answer instanceof DnsAnswer.PrivateAddress(String id, var _)
        ? Optional.ofNullable(view.endpoints().get(id))
        : Optional.empty();
  }

  /** Returns the endpoint through which an instance reaches a service, if there is one. */
  public Optional<Endpoint> endpoint(String service, DnsAnswer answer, Instance instance) {
    return endpoint(answer)
        .or(() ->
            Optional.ofNullable(view.subnets().get(instance.subnetId()))
                .flatMap(subnet -> newConnections.gateway().endpoint(fullName(service), subnet)));
  }

  private String fullName(String service) {
    return "com.amazonaws.%s.%s".formatted(region, service);
  }

  private static Destination publicAddress(String service) {
    return new Destination("the public address of " + service, PUBLIC_SERVICES, Destination.HTTPS);
  }

  private Reachability fromSubnet(Instance instance, Function<Subnet, Reachability> next) {
    if (instance.unreachable().isPresent()) {
      return new Broken(Hop.INSTANCE, instance.unreachable().get());
    }
    return Optional.ofNullable(view.subnets().get(instance.subnetId()))
        .filter(subnet -> view.vpcs().containsKey(subnet.vpcId()))
        .map(next)
        .orElseGet(() ->
            new Broken(
                Hop.INTERFACE,
                "The interface %s of %s is in no subnet"
                    .formatted(instance.networkInterfaceId(), instance.id())));
  }

  /**
   * Returns the endpoint that has taken over the DNS name of the service in the VPC. Only the VPC's
   * resolver knows it; a DNS server elsewhere answers with public addresses.
   */
  private Optional<Endpoint> privateDnsEndpoint(String service, Vpc vpc) {
    String name = fullName(service);
    return view.endpoints().values().stream()
        .filter(e -> e.vpcId().equals(vpc.id()) && e.service().equals(name))
        .filter(e -> e.type().equals("Interface") && e.state().equals("available"))
        .filter(e -> e.privateDns() && vpc.dnsHostnames() && vpc.amazonDns())
        .findFirst();
  }
}
