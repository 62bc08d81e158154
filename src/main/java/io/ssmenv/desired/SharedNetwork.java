package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The part of a VPC that all environments in it use: the Internet gateway, the NAT gateways with
 * their public subnets, and the endpoints. It belongs to the environment that owns the VPC.
 */
public final class SharedNetwork {

  public static final Key VPC = Key.of("vpc");
  static final Key GATEWAY = Key.of("internetgateway");
  public static final Key ENDPOINTS = Key.of("securitygroup", "endpoints");
  public static final Key S3 = EndpointServices.endpoint("s3");

  private static final Key PUBLIC_TABLE = Key.of("routetable", "public");

  private final BuildContext context;
  private final InVpcEndpoints endpoints;

  /**
   * @param heldBack what does not exist and cannot be created for a while: an endpoint serves the
   *     other subnets and tables
   * @param offers which zones have refused endpoints of a service
   */
  SharedNetwork(BuildContext context, Set<Key> heldBack, ZoneOffers offers) {
    this.context = context;
    this.endpoints = new InVpcEndpoints(context, heldBack, offers);
  }

  static Key natGateway(String letter) {
    return Key.of("natgateway", letter);
  }

  /** Whether a resource of the environment that owns the VPC belongs to this part of it. */
  public static boolean contains(Key key) {
    return switch (key.type()) {
      case "vpc", "internetgateway", "internetgatewayattachment", "natgateway", "vpcendpoint" ->
          true;
      case "subnet", "routetableassociation" -> key.name().startsWith("public-");
      case "routetable" -> key.equals(PUBLIC_TABLE);
      case "route" -> key.name().startsWith("public/");
      case "address" -> key.name().matches("nat-[a-c]");
      case "securitygroup" -> key.equals(ENDPOINTS);
      case "securitygrouprule" -> key.name().startsWith("endpoints/");
      default -> false;
    };
  }

  /**
   * Adds what the owner of the VPC and its guests need.
   *
   * @param beforeEndpoints what the instances need before there are endpoints
   */
  void addTo(EnvironmentSpec spec, Facts facts, VpcPlacement.Own shared, Set<Key> beforeEndpoints) {
    List<String> letters = context.zones().stream().map(BuildContext.Zone::letter).toList();
    NetworkNeeds own = NetworkNeeds.of(spec, letters, facts.endpointServices());
    SortedSet<Ref> s3Tables = new TreeSet<>(shared.keptS3Tables());
    if (own.s3()) {
      s3Tables.addAll(
          Ref.all(
              endpoints.withoutHeldBack(
                  context.zones().stream().map(BuildContext.Zone::table).toList())));
    }
    NetworkNeeds all = own.plus(shared.guests());
    if (all.s3()) {
      shared
          .s3Tables()
          .forEach((key, name) -> s3Tables.add(Ref.to(context.graph().external(key, name))));
    }
    addTo(all, beforeEndpoints, s3Tables);
  }

  /**
   * Adds what an environment needs in a VPC of somebody else and what is not there already. The
   * route tables of existing subnets are not its own, so S3 gets no endpoint.
   */
  void addTo(
      EnvironmentSpec spec, Facts facts, VpcPlacement.InForeign foreign, Set<Key> beforeEndpoints) {
    List<String> letters = context.zones().stream().map(BuildContext.Zone::letter).toList();
    NetworkNeeds all = NetworkNeeds.of(spec, letters, facts.endpointServices());
    SortedSet<String> missing = new TreeSet<>(all.endpoints());
    missing.removeIf(service -> context.foreign(service).isPresent());
    addTo(
        new NetworkNeeds(
            false,
            foreign.hasSubnets() ? all.natZones() : new TreeSet<>(),
            missing,
            all.s3() && foreign.hasSubnets()),
        missing.isEmpty() ? Set.of() : beforeEndpoints,
        Ref.all(
            endpoints.withoutHeldBack(
                context.zones().stream().map(BuildContext.Zone::table).toList())));
  }

  /**
   * Adds what the environments in the VPC need. As soon as an endpoint is available, it takes over
   * the DNS name of its service in the whole VPC; so its security group, with its ingress rule, is
   * created before it.
   *
   * @param beforeEndpoints what else has to be ready before
   * @param s3Tables the route tables of all environments that use the S3 endpoint
   */
  private void addTo(NetworkNeeds needs, Set<Key> beforeEndpoints, SortedSet<Ref> s3Tables) {
    if (needs.internet()) {
      attachGateway();
    }
    if (!needs.natZones().isEmpty()) {
      natGateways(needs.natZones());
    }
    if (!needs.endpoints().isEmpty()) {
      endpoints.addInterfaces(needs.endpoints(), beforeEndpoints);
    }
    if (needs.s3()) {
      endpoints.addS3(s3Tables);
    }
  }

  private void attachGateway() {
    context.graph().add(new InternetGateway(GATEWAY, context.tagsOf(GATEWAY)));
    context
        .graph()
        .add(
            new InternetGatewayAttachment(
                InternetGatewayAttachment.KEY, Ref.to(GATEWAY), Ref.to(VPC)));
  }

  /**
   * A NAT gateway becomes available even if its subnet has no route to the Internet, so the public
   * route comes first.
   */
  private void natGateways(Collection<String> letters) {
    context.graph().add(new RouteTable(PUBLIC_TABLE, context.vpc(), context.tagsOf(PUBLIC_TABLE)));
    Key wayOut =
        context
            .graph()
            .add(
                Route.of(PUBLIC_TABLE, Route.DEFAULT, context.internetGateway()),
                context.beforeInternet());
    context.allZones().stream()
        .filter(zone -> letters.contains(zone.letter()))
        .forEach(zone -> natGateway(zone, wayOut));
  }

  private void natGateway(BuildContext.Zone zone, Key wayOut) {
    Key subnet = ZoneLetters.publicSubnet(zone.letter());
    context
        .graph()
        .add(
            new Subnet(
                subnet,
                context.vpc(),
                context.addresses().publicSubnet(zone.index()),
                zone.name(),
                context.tagsOf(subnet)));
    Key association =
        context
            .graph()
            .add(
                new RouteTableAssociation(
                    RouteTableAssociation.key(subnet), Ref.to(subnet), Ref.to(PUBLIC_TABLE)));
    Key address = Key.of("address", "nat-" + zone.letter());
    context.graph().add(new Address(address, context.tagsOf(address)));
    Key nat = natGateway(zone.letter());
    context
        .graph()
        .add(
            new NatGateway(nat, Ref.to(subnet), Ref.to(address), context.tagsOf(nat)),
            Set.of(association, wayOut));
  }
}
