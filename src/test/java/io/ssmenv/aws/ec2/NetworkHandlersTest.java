package io.ssmenv.aws.ec2;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import org.junit.jupiter.api.Test;

/** Creates, lists, corrects and deletes the network resources on a simulated AWS. */
class NetworkHandlersTest extends WireTest {

  private static final Vpc VPC = new Vpc(Key.of("vpc"), "10.20.0.0/16", true, true, TAGS);
  private static final Subnet SUBNET =
      new Subnet(Key.of("subnet", "public-a"), Ref.to(VPC), "10.20.0.0/24", "eu-west-1a", TAGS);
  private static final InternetGateway GATEWAY =
      new InternetGateway(Key.of("internetgateway"), TAGS);
  private static final InternetGatewayAttachment ATTACHMENT =
      new InternetGatewayAttachment(InternetGatewayAttachment.KEY, Ref.to(GATEWAY), Ref.to(VPC));
  private static final RouteTable TABLE =
      new RouteTable(Key.of("routetable", "public-a"), Ref.to(VPC), TAGS);
  private static final Route ROUTE = Route.of(TABLE.key(), Route.DEFAULT, Ref.to(GATEWAY));
  private static final RouteTableAssociation ASSOCIATION =
      new RouteTableAssociation(
          RouteTableAssociation.key(SUBNET.key()), Ref.to(SUBNET), Ref.to(TABLE));
  private static final Address ADDRESS = new Address(Key.of("address", "nat-a"), TAGS);
  private static final NatGateway NAT =
      new NatGateway(Key.of("natgateway", "a"), Ref.to(SUBNET), Ref.to(ADDRESS), TAGS);

  private final VpcHandler vpcs = new VpcHandler();
  private final SubnetHandler subnets = new SubnetHandler();
  private final InternetGatewayHandler gateways = new InternetGatewayHandler();
  private final InternetGatewayAttachmentHandler attachments =
      new InternetGatewayAttachmentHandler();
  private final RouteTableHandler tables = new RouteTableHandler();
  private final RouteHandler routes = new RouteHandler();
  private final RouteTableAssociationHandler associations = new RouteTableAssociationHandler();
  private final AddressHandler addresses = new AddressHandler();
  private final NatGatewayHandler nats = new NatGatewayHandler();

  private void vpc() {
    bench.create(vpcs, VPC);
    bench.correct(vpcs, vpcs, VPC);
  }

  private void publicSubnet() {
    vpc();
    bench.make(subnets, SUBNET);
    bench.make(gateways, GATEWAY);
    bench.make(attachments, gateways, ATTACHMENT);
    bench.make(tables, TABLE);
    bench.make(routes, tables, ROUTE);
    bench.make(associations, tables, ASSOCIATION);
  }

  @Test
  void aSubnetWhoseCreationWasForgottenIsFoundByItsRange() {
    vpc();
    String first = bench.make(subnets, SUBNET).id();

    assertThat(bench.create(subnets, SUBNET).id()).isEqualTo(first);
    bench.unmake(subnets, SUBNET);
  }

  @Test
  void aSubnetOfSomebodyElseInOurRangeIsRefused() {
    vpc();
    bench
        .clients()
        .ec2()
        .createSubnet(request -> request.vpcId(bench.id(VPC)).cidrBlock(SUBNET.cidr()));

    assertThatThrownBy(() -> bench.create(subnets, SUBNET))
        .isInstanceOfSatisfying(
            CloudException.class, e -> assertThat(e.error()).isInstanceOf(CloudError.Refused.class))
        .hasMessageContaining(
            "already exists without the tags of subnet/public-a of team-a/reports");
  }

  @Test
  void aPublicSubnetIsMadeAndUnmadeLinkByLink() {
    publicSubnet();

    assertThat(bench.listed(tables)).hasSize(3);
    bench.create(attachments, ATTACHMENT);
    bench.create(routes, ROUTE);
    bench.create(associations, ASSOCIATION);
    assertThat(bench.listed(tables)).hasSize(3);

    bench.unmake(associations, tables, ASSOCIATION);
    bench.unmake(routes, tables, ROUTE);
    bench.unmake(tables, TABLE);
    bench.unmake(attachments, gateways, ATTACHMENT);
    bench.unmake(gateways, GATEWAY);
    bench.unmake(subnets, SUBNET);
    bench.unmake(vpcs, VPC);
    assertThat(aws.resources()).isEmpty();
  }

  @Test
  void aSubnetMovedToAnotherTableIsMovedBack() {
    publicSubnet();
    RouteTable other = new RouteTable(Key.of("routetable", "other"), Ref.to(VPC), TAGS);
    bench.make(tables, other);
    bench
        .clients()
        .ec2()
        .replaceRouteTableAssociation(request ->
            request
                .associationId(bench.seen(tables, ASSOCIATION.key()).orElseThrow().id())
                .routeTableId(bench.id(other)));

    bench.correct(associations, tables, ASSOCIATION);
  }

  @Test
  void aRouteThatSomebodyAddedIsSeenAndCanBeDeleted() {
    publicSubnet();
    bench
        .clients()
        .ec2()
        .createRoute(request ->
            request
                .routeTableId(bench.id(TABLE))
                .destinationCidrBlock("192.0.2.0/24")
                .gatewayId(bench.id(GATEWAY)));

    bench.unmake(routes, tables, Route.of(TABLE.key(), "192.0.2.0/24", Ref.to(GATEWAY)));
  }

  @Test
  void aNatGatewayIsMadeOnceForATokenAndTakesTheRouteOver() {
    publicSubnet();
    Observed address = bench.make(addresses, ADDRESS);
    assertThat(bench.create(nats, NAT).state()).isEqualTo(State.PENDING);
    String id = bench.id(NAT);
    assertThat(bench.create(nats, NAT).id()).isEqualTo(id);
    Observed nat = bench.settled(nats, NAT);
    assertThat(nat.detail(Observed.PUBLIC_IP)).isEqualTo(address.detail(Observed.PUBLIC_IP));
    assertThat(bench.listed(addresses)).hasSize(1);

    RouteTable table = new RouteTable(Key.of("routetable", "workload-a"), Ref.to(VPC), TAGS);
    bench.make(tables, table);
    Route direct = Route.of(table.key(), Route.DEFAULT, Ref.to(GATEWAY));
    Route behindNat = Route.of(table.key(), Route.DEFAULT, Ref.to(NAT));
    bench.make(routes, tables, direct);
    bench.correct(routes, tables, behindNat);

    assertThatThrownBy(() -> addresses.delete(bench.call(ADDRESS), ADDRESS, bench.id(ADDRESS)))
        .satisfies(e ->
            assertThat(ErrorClassifier.classify("ReleaseAddress", e))
                .isInstanceOf(CloudError.Conflict.class));
    bench.unmake(nats, NAT);
    assertThat(bench.items(nats)).singleElement().matches(item -> item.dead());
    assertThat(bench.seen(tables, behindNat.key()).orElseThrow().awsState()).isEqualTo("blackhole");

    assertThatThrownBy(() -> bench.create(nats, NAT))
        .isInstanceOfSatisfying(
            CloudException.class,
            e ->
                assertThat(e.error())
                    .isInstanceOfSatisfying(
                        CloudError.StaleClientToken.class,
                        dead -> assertThat(dead.resourceId()).isEqualTo(id)));
  }
}
