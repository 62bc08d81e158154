package io.ssmenv.aws.ec2;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.testing.AwsErrors;
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

  private void createVpc() {
    fixture.create(vpcs, VPC);
    fixture.correct(vpcs, vpcs, VPC);
  }

  private void createPublicSubnet() {
    createVpc();
    fixture.createReady(subnets, SUBNET);
    fixture.createReady(gateways, GATEWAY);
    fixture.createReady(attachments, gateways, ATTACHMENT);
    fixture.createReady(tables, TABLE);
    fixture.createReady(routes, tables, ROUTE);
    fixture.createReady(associations, tables, ASSOCIATION);
  }

  @Test
  void anOwnedSubnetIsAdoptedByItsRange() {
    createVpc();
    String first = fixture.createReady(subnets, SUBNET).id();

    assertThat(fixture.create(subnets, SUBNET).id()).isEqualTo(first);
    fixture.deleteFully(subnets, SUBNET);
  }

  @Test
  void aForeignSubnetInTheSameRangeIsRefused() {
    createVpc();
    fixture
        .clients()
        .ec2()
        .createSubnet(request -> request.vpcId(fixture.id(VPC)).cidrBlock(SUBNET.cidr()));

    assertThatThrownBy(() -> fixture.create(subnets, SUBNET))
        .isInstanceOfSatisfying(
            CloudException.class,
            e -> assertThat(e.error()).isInstanceOf(CloudError.RangeInUse.class))
        .hasMessageContaining(
            "already exists without the tags of subnet/public-a of team-a/reports");
  }

  @Test
  void aPublicSubnetIsCreatedAndDeletedResourceByResource() {
    createPublicSubnet();

    assertThat(fixture.listed(tables)).hasSize(3);
    fixture.create(attachments, ATTACHMENT);
    fixture.create(routes, ROUTE);
    fixture.create(associations, ASSOCIATION);
    assertThat(fixture.listed(tables)).hasSize(3);

    fixture.deleteFully(associations, tables, ASSOCIATION);
    fixture.deleteFully(routes, tables, ROUTE);
    fixture.deleteFully(tables, TABLE);
    fixture.deleteFully(attachments, gateways, ATTACHMENT);
    fixture.deleteFully(gateways, GATEWAY);
    fixture.deleteFully(subnets, SUBNET);
    fixture.deleteFully(vpcs, VPC);
    assertThat(aws.resources()).isEmpty();
  }

  @Test
  void aSubnetMovedToAnotherTableIsMovedBack() {
    createPublicSubnet();
    RouteTable other = new RouteTable(Key.of("routetable", "other"), Ref.to(VPC), TAGS);
    fixture.createReady(tables, other);
    fixture
        .clients()
        .ec2()
        .replaceRouteTableAssociation(request ->
            request
                .associationId(fixture.find(tables, ASSOCIATION.key()).orElseThrow().id())
                .routeTableId(fixture.id(other)));

    fixture.correct(associations, tables, ASSOCIATION);
  }

  @Test
  void aForeignRouteIsListedAndCanBeDeleted() {
    createPublicSubnet();
    fixture
        .clients()
        .ec2()
        .createRoute(request ->
            request
                .routeTableId(fixture.id(TABLE))
                .destinationCidrBlock("192.0.2.0/24")
                .gatewayId(fixture.id(GATEWAY)));

    fixture.deleteFully(routes, tables, Route.of(TABLE.key(), "192.0.2.0/24", Ref.to(GATEWAY)));
  }

  @Test
  void nothingThatTheOperatorDeletesItselfIsABlocker() {
    createPublicSubnet();
    fixture.createReady(addresses, ADDRESS);
    fixture.createReady(nats, NAT);

    assertThat(vpcs.blockers(fixture.call(VPC), VPC, fixture.id(VPC))).isEmpty();
    assertThat(subnets.blockers(fixture.call(SUBNET), SUBNET, fixture.id(SUBNET))).isEmpty();
    assertThat(attachments.blockers(fixture.call(ATTACHMENT), ATTACHMENT, fixture.id(GATEWAY)))
        .isEmpty();
    assertThat(tables.blockers(fixture.call(TABLE), TABLE, fixture.id(TABLE))).isEmpty();
    assertThat(addresses.blockers(fixture.call(ADDRESS), ADDRESS, fixture.id(ADDRESS))).isEmpty();
  }

  @Test
  void aNatGatewayIsCreatedOnceForATokenAndBecomesTheTargetOfTheRoute() {
    createPublicSubnet();
    Observed address = fixture.createReady(addresses, ADDRESS);
    assertThat(fixture.create(nats, NAT).state()).isEqualTo(State.PENDING);
    String id = fixture.id(NAT);
    assertThat(fixture.create(nats, NAT).id()).isEqualTo(id);
    Observed nat = fixture.awaitReady(nats, NAT);
    assertThat(nat.detail(Observed.PUBLIC_IP)).isEqualTo(address.detail(Observed.PUBLIC_IP));
    assertThat(fixture.listed(addresses)).hasSize(1);

    RouteTable table = new RouteTable(Key.of("routetable", "workload-a"), Ref.to(VPC), TAGS);
    fixture.createReady(tables, table);
    Route direct = Route.of(table.key(), Route.DEFAULT, Ref.to(GATEWAY));
    Route behindNat = Route.of(table.key(), Route.DEFAULT, Ref.to(NAT));
    fixture.createReady(routes, tables, direct);
    fixture.correct(routes, tables, behindNat);

    assertThatThrownBy(() -> addresses.delete(fixture.call(ADDRESS), ADDRESS, fixture.id(ADDRESS)))
        .satisfies(e ->
            assertThat(ErrorClassifier.classify("ReleaseAddress", e))
                .isInstanceOf(CloudError.Conflict.class));
    fixture.deleteFully(nats, NAT);
    assertThat(fixture.items(nats)).singleElement().matches(item -> item.dead());
    assertThat(fixture.find(tables, behindNat.key()).orElseThrow().awsState())
        .isEqualTo("blackhole");

    assertThatThrownBy(() -> fixture.create(nats, NAT))
        .isInstanceOfSatisfying(
            CloudException.class,
            e -> assertThat(e.error()).isInstanceOf(CloudError.StaleClientToken.class));
  }

  /** A new parent may not be visible yet: only the code of the link itself says that it is gone. */
  @Test
  void aParentThatAwsDoesNotFindSaysNothingAboutItsLink() {
    createPublicSubnet();
    aws.faults().refuse("DeleteRoute", AwsErrors.of("InvalidRouteTableID.NotFound"), 1);
    aws.faults()
        .refuse("DetachInternetGateway", AwsErrors.of("InvalidInternetGatewayID.NotFound"), 1);

    assertThatThrownBy(() -> fixture.deleteFully(routes, tables, ROUTE))
        .matches(ErrorClassifier::isNotFound);
    assertThatThrownBy(() -> fixture.deleteFully(attachments, gateways, ATTACHMENT))
        .matches(ErrorClassifier::isNotFound);
  }
}
