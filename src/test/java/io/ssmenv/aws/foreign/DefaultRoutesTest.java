package io.ssmenv.aws.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.ForeignVpc.Egress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Where the default route of a subnet leads, by the table that applies to it. */
class DefaultRoutesTest {

  private final DefaultRoutes routes =
      new DefaultRoutes(
          List.of(
              RouteTable.builder()
                  .associations(a -> a.main(true))
                  .routes(route(r -> r.gatewayId("igw-1")))
                  .build(),
              table("subnet-transit", r -> r.transitGatewayId("tgw-1")),
              table("subnet-nat", r -> r.natGatewayId("nat-1")),
              table("subnet-appliance", r -> r.networkInterfaceId("eni-1")),
              RouteTable.builder()
                  .associations(a -> a.main(false).subnetId("subnet-closed"))
                  .routes(
                      r -> r.destinationCidrBlock("10.0.0.0/8").transitGatewayId("tgw-1"),
                      r -> r.destinationCidrBlock("10.1.0.0/16").gatewayId("local"))
                  .build()));

  @Test
  void theTableOfTheSubnetAppliesElseTheMainTable() {
    assertThat(routes.of("subnet-unassociated"))
        .isEqualTo(new Egress(Egress.Kind.INTERNET_GATEWAY, "igw-1"));
    assertThat(routes.of("subnet-transit")).isEqualTo(new Egress(Egress.Kind.OTHER, "tgw-1"));
    assertThat(routes.of("subnet-nat")).isEqualTo(new Egress(Egress.Kind.OTHER, "nat-1"));
    assertThat(routes.of("subnet-appliance")).isEqualTo(new Egress(Egress.Kind.OTHER, "eni-1"));
    assertThat(routes.of("subnet-closed")).isEqualTo(new Egress(Egress.Kind.NONE, ""));
  }

  private static RouteTable table(String subnet, Consumer<Route.Builder> target) {
    return RouteTable.builder()
        .associations(a -> a.main(false).subnetId(subnet))
        .routes(route(target))
        .build();
  }

  private static Route route(Consumer<Route.Builder> target) {
    return Route.builder().destinationCidrBlock("0.0.0.0/0").applyMutation(target).build();
  }
}
