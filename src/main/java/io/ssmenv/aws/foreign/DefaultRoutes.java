package io.ssmenv.aws.foreign;

import io.ssmenv.cloud.ForeignVpc.Egress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** The default routes in the route tables of a VPC. */
record DefaultRoutes(List<RouteTable> tables) {

  private static final String ANYWHERE = "0.0.0.0/0";

  /** That of a subnet: a subnet without an association of its own uses the main table. */
  Egress of(String subnetId) {
    return tables.stream()
        .filter(table -> has(table, one -> subnetId.equals(one.subnetId())))
        .findFirst()
        .or(() ->
            tables.stream()
                .filter(table -> has(table, one -> Boolean.TRUE.equals(one.main())))
                .findFirst())
        .flatMap(DefaultRoutes::target)
        .map(target ->
            new Egress(
                target.startsWith("igw-") ? Egress.Kind.INTERNET_GATEWAY : Egress.Kind.OTHER,
                target))
        .orElseGet(() -> new Egress(Egress.Kind.NONE, ""));
  }

  private static boolean has(RouteTable table, Predicate<RouteTableAssociation> which) {
    return table.associations().stream().anyMatch(which);
  }

  private static Optional<String> target(RouteTable table) {
    return table.routes().stream()
        .filter(route -> ANYWHERE.equals(route.destinationCidrBlock()))
        .map(DefaultRoutes::target)
        .findFirst();
  }

  private static String target(Route route) {
    return Stream.of(
            Optional.ofNullable(route.gatewayId()),
            Optional.ofNullable(route.natGatewayId()),
            Optional.ofNullable(route.transitGatewayId()),
            Optional.ofNullable(route.networkInterfaceId()),
            Optional.ofNullable(route.instanceId()),
            Optional.ofNullable(route.vpcPeeringConnectionId()),
            Optional.ofNullable(route.coreNetworkArn()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("an unknown target");
  }
}
