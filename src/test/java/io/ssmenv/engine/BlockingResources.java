package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GatewayType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** Creates resources of somebody else that keep AWS from deleting an environment's. */
final class BlockingResources {

  /**
   * A resource that blocks.
   *
   * @param remove deletes or detaches it
   */
  record Blocking(String id, Runnable remove) {}

  private final EngineScenario scenario;
  private final Owner owner;
  private final Ec2Client ec2;
  private final String vpc;

  BlockingResources(EngineScenario scenario, Owner owner) {
    this.scenario = scenario;
    this.owner = owner;
    this.ec2 = scenario.otherClient.ec2();
    this.vpc = scenario.id(owner, "vpc");
  }

  Blocking interfaceInOurSubnet() {
    return blockingInterface(scenario.id(owner, "subnet/workload-a"));
  }

  /** In a subnet of somebody else, with our group. */
  Blocking interfaceInOurGroup() {
    String subnet = subnet().id();
    Blocking eni = blockingInterface(subnet);
    String group = scenario.id(owner, "securitygroup/instances");
    accepted(() ->
        ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(eni.id()).groups(group)));
    return new Blocking(eni.id(), () -> removeWithSubnet(eni, subnet));
  }

  /** In a subnet of somebody else, with an Elastic IP. */
  Blocking interfaceWithPublicAddress() {
    String subnet = subnet().id();
    Blocking eni = blockingInterface(subnet);
    String address = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
    accepted(() -> ec2.associateAddress(r -> r.allocationId(address).networkInterfaceId(eni.id())));
    return new Blocking(
        eni.id(),
        () -> {
          ec2.disassociateAddress(r -> r.associationId(association(address)));
          removeWithSubnet(eni, subnet);
        });
  }

  private String association(String address) {
    return ec2.describeAddresses(r -> r.allocationIds(address))
        .addresses()
        .getFirst()
        .associationId();
  }

  private void removeWithSubnet(Blocking eni, String subnet) {
    eni.remove().run();
    ec2.deleteSubnet(r -> r.subnetId(subnet));
  }

  private Blocking blockingInterface(String subnet) {
    String[] id = new String[1];
    accepted(() ->
        id[0] =
            ec2.createNetworkInterface(r -> r.subnetId(subnet).description("theirs"))
                .networkInterface()
                .networkInterfaceId());
    return new Blocking(id[0], () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id[0])));
  }

  Blocking subnet() {
    String id = ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.255.0/28")).subnet().subnetId();
    return new Blocking(id, () -> ec2.deleteSubnet(r -> r.subnetId(id)));
  }

  Blocking group() {
    String id =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("theirs").description("theirs"))
            .groupId();
    return new Blocking(id, () -> ec2.deleteSecurityGroup(r -> r.groupId(id)));
  }

  Blocking ruleOfGroup() {
    Blocking group = group();
    authorizeOurs(group.id());
    return group;
  }

  Blocking ruleOfDefaultGroup() {
    String group =
        ec2.describeSecurityGroups(
                r -> r.filters(filter("vpc-id", vpc), filter("group-name", "default")))
            .securityGroups()
            .getFirst()
            .groupId();
    Consumer<IpPermission.Builder> fromOurs = authorizeOurs(group);
    return new Blocking(
        group, () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(fromOurs)));
  }

  private Consumer<IpPermission.Builder> authorizeOurs(String group) {
    String ours = scenario.id(owner, "securitygroup/instances");
    Consumer<IpPermission.Builder> fromOurs =
        permission -> permission.ipProtocol("-1").userIdGroupPairs(pair -> pair.groupId(ours));
    accepted(
        () -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(fromOurs)));
    return fromOurs;
  }

  Blocking routeTable() {
    String id = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    return new Blocking(id, () -> ec2.deleteRouteTable(r -> r.routeTableId(id)));
  }

  /** A subnet of somebody else that uses our route table. */
  Blocking associatedSubnet() {
    Blocking subnet = subnet();
    accepted(() ->
        ec2.associateRouteTable(r ->
            r.routeTableId(scenario.id(owner, "routetable/workload-a")).subnetId(subnet.id())));
    return subnet;
  }

  /** Our route table is the main one of the VPC. */
  Blocking mainRouteTable() {
    String former = mainTable().routeTableId();
    makeMain(scenario.id(owner, "routetable/workload-a"));
    return new Blocking(vpc, () -> makeMain(former));
  }

  private void makeMain(String table) {
    ec2.replaceRouteTableAssociation(r ->
        r.routeTableId(table)
            .associationId(mainTable().associations().getLast().routeTableAssociationId()));
  }

  private RouteTable mainTable() {
    return ec2.describeRouteTables(
            r -> r.filters(filter("vpc-id", vpc), filter("association.main", "true")))
        .routeTables()
        .getFirst();
  }

  Blocking networkAcl() {
    String id = ec2.createNetworkAcl(r -> r.vpcId(vpc)).networkAcl().networkAclId();
    return new Blocking(id, () -> ec2.deleteNetworkAcl(r -> r.networkAclId(id)));
  }

  Blocking gatewayEndpoint() {
    String id =
        ec2.createVpcEndpoint(r ->
                r.vpcId(vpc)
                    .vpcEndpointType(VpcEndpointType.GATEWAY)
                    .serviceName("com.amazonaws.eu-west-1.dynamodb"))
            .vpcEndpoint()
            .vpcEndpointId();
    return new Blocking(id, () -> ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(id)));
  }

  Blocking internetGateway() {
    String id = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    accepted(() -> ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc)));
    return new Blocking(
        id, () -> ec2.detachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc)));
  }

  Blocking egressOnlyGateway() {
    String id =
        ec2.createEgressOnlyInternetGateway(r -> r.vpcId(vpc))
            .egressOnlyInternetGateway()
            .egressOnlyInternetGatewayId();
    return new Blocking(
        id, () -> ec2.deleteEgressOnlyInternetGateway(r -> r.egressOnlyInternetGatewayId(id)));
  }

  Blocking vpnGateway() {
    String id = ec2.createVpnGateway(r -> r.type(GatewayType.IPSEC_1)).vpnGateway().vpnGatewayId();
    accepted(() -> ec2.attachVpnGateway(r -> r.vpnGatewayId(id).vpcId(vpc)));
    return new Blocking(id, () -> ec2.detachVpnGateway(r -> r.vpnGatewayId(id).vpcId(vpc)));
  }

  Blocking peeringConnection() {
    Blocking request = peeringRequest();
    accepted(() -> ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(request.id())));
    return new Blocking(
        request.id(),
        () -> ec2.deleteVpcPeeringConnection(r -> r.vpcPeeringConnectionId(request.id())));
  }

  /** Another VPC asks for a connection. */
  Blocking peeringRequest() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.99.0.0/16")).vpc().vpcId();
    String[] id = new String[1];
    accepted(() ->
        id[0] =
            ec2.createVpcPeeringConnection(r -> r.vpcId(other).peerVpcId(vpc))
                .vpcPeeringConnection()
                .vpcPeeringConnectionId());
    return new Blocking(
        id[0], () -> ec2.rejectVpcPeeringConnection(r -> r.vpcPeeringConnectionId(id[0])));
  }

  /** A new resource is visible only after a while. */
  private void accepted(Runnable call) {
    scenario.retryUntilAccepted(call);
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
