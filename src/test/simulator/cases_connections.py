"""Cases of what connects a VPC with other networks: gateways and peering connections."""

from contract import case, named
from processes import await_that

NO_VGW = "vgw-0123456789abcdef0"
NO_EIGW = "eigw-0123456789abcdef0"
NO_PCX = "pcx-0123456789abcdef0"


def egress_only(cloud, vpc):
    made = cloud.ec2.create_egress_only_internet_gateway(VpcId=vpc)
    return made["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]


def vpn_gateway(cloud, vpc=None):
    made = cloud.ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    if vpc:
        cloud.ec2.attach_vpn_gateway(VpnGatewayId=made, VpcId=vpc)
    return made


def peering(cloud, requester=None, accepter=None, accepted=False):
    """Returns a peering connection that waits for its acceptance, or an active one."""
    made = cloud.ec2.create_vpc_peering_connection(
        VpcId=requester or cloud.vpc(), PeerVpcId=accepter or other_vpc(cloud)
    )["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    await_status(cloud, made, "initiating-request")
    if accepted:
        cloud.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=made)
        await_status(cloud, made, "provisioning")
    return made


def other_vpc(cloud):
    """Returns a VPC whose range does not overlap with that of the others."""
    return cloud.ec2.create_vpc(CidrBlock="10.10.0.0/16")["Vpc"]["VpcId"]


def await_status(cloud, connection, passing):
    """Returns the status that follows one that passes."""

    def status():
        look = cloud.ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[connection])
        return look["VpcPeeringConnections"][0]["Status"]["Code"]

    return await_that(f"not {passing}", lambda: (s := status()) != passing and s)


@case("CreateEgressOnlyInternetGateway: in an unknown VPC", "400 InvalidVpcID.NotFound")
def _(cloud):
    return egress_only(cloud, "vpc-0123456789abcdef0")


@case("DescribeEgressOnlyInternetGateways: its attachment", True)
def _(cloud):
    vpc = cloud.vpc()
    made = egress_only(cloud, vpc)
    (found,) = cloud.ec2.describe_egress_only_internet_gateways(
        EgressOnlyInternetGatewayIds=[made]
    )["EgressOnlyInternetGateways"]
    return found["Attachments"] == [{"State": "attached", "VpcId": vpc}]


@case("DeleteEgressOnlyInternetGateway: unknown", "400 InvalidEgressOnlyInternetGatewayId.NotFound")
def _(cloud):
    return cloud.ec2.delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=NO_EIGW)


@case("AttachVpnGateway: one that is attached", "400 VpnGatewayAttachmentLimitExceeded")
def _(cloud):
    made = vpn_gateway(cloud, cloud.vpc())
    return cloud.ec2.attach_vpn_gateway(VpnGatewayId=made, VpcId=cloud.vpc())


@case("AttachVpnGateway: unknown", "400 InvalidVpnGatewayID.NotFound")
def _(cloud):
    return cloud.ec2.attach_vpn_gateway(VpnGatewayId=NO_VGW, VpcId=cloud.vpc())


@case("DescribeVpnGateways: unknown id", "400 InvalidVpnGatewayID.NotFound")
def _(cloud):
    return cloud.ec2.describe_vpn_gateways(VpnGatewayIds=[NO_VGW])


@case("DescribeVpnGateways: the one of a VPC", True)
def _(cloud):
    vpc = cloud.vpc()
    made = vpn_gateway(cloud, vpc)
    found = cloud.ec2.describe_vpn_gateways(Filters=named("attachment.vpc-id", vpc))
    return [one["VpnGatewayId"] for one in found["VpnGateways"]] == [made]


@case("DetachVpnGateway: not attached", "400 InvalidVpnGatewayAttachment.NotFound")
def _(cloud):
    return cloud.ec2.detach_vpn_gateway(VpnGatewayId=vpn_gateway(cloud), VpcId=cloud.vpc())


@case("DeleteVpnGateway: attached", "400 IncorrectState")
def _(cloud):
    return cloud.ec2.delete_vpn_gateway(VpnGatewayId=vpn_gateway(cloud, cloud.vpc()))


@case("DeleteVpnGateway: stays visible as deleted", "deleted")
def _(cloud):
    made = vpn_gateway(cloud)
    cloud.ec2.delete_vpn_gateway(VpnGatewayId=made)
    return cloud.ec2.describe_vpn_gateways(VpnGatewayIds=[made])["VpnGateways"][0]["State"]


@case("DeleteVpnGateway: unknown", "400 InvalidVpnGatewayID.NotFound")
def _(cloud):
    return cloud.ec2.delete_vpn_gateway(VpnGatewayId=NO_VGW)


@case("CreateVpcPeeringConnection: its first state", "initiating-request")
def _(cloud):
    made = cloud.ec2.create_vpc_peering_connection(VpcId=cloud.vpc(), PeerVpcId=other_vpc(cloud))
    return made["VpcPeeringConnection"]["Status"]["Code"]


@case("CreateVpcPeeringConnection: with overlapping ranges", "failed")
def _(cloud):
    return await_status(cloud, peering(cloud, accepter=cloud.vpc()), "initiating-request")


@case("CreateVpcPeeringConnection: with an unknown VPC", "400 InvalidVpcID.NotFound")
def _(cloud):
    return peering(cloud, accepter="vpc-0123456789abcdef0")


@case("AcceptVpcPeeringConnection: its last state", "active")
def _(cloud):
    return await_status(cloud, peering(cloud, accepted=True), "provisioning")


@case("AcceptVpcPeeringConnection: an active one", "400 InvalidStateTransition")
def _(cloud):
    made = peering(cloud, accepted=True)
    return cloud.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=made)


@case("AcceptVpcPeeringConnection: unknown", "400 InvalidVpcPeeringConnectionID.NotFound")
def _(cloud):
    return cloud.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=NO_PCX)


@case("RejectVpcPeeringConnection: an active one", "400 InvalidStateTransition")
def _(cloud):
    made = peering(cloud, accepted=True)
    return cloud.ec2.reject_vpc_peering_connection(VpcPeeringConnectionId=made)


@case("RejectVpcPeeringConnection: its state", "rejected")
def _(cloud):
    made = peering(cloud)
    cloud.ec2.reject_vpc_peering_connection(VpcPeeringConnectionId=made)
    return await_status(cloud, made, "pending-acceptance")


@case("DescribeVpcPeeringConnections: those of a VPC", True)
def _(cloud):
    vpc = cloud.vpc()
    made, _ = peering(cloud, requester=vpc), peering(cloud)
    found = cloud.ec2.describe_vpc_peering_connections(
        Filters=named("requester-vpc-info.vpc-id", vpc)
    )["VpcPeeringConnections"]
    return [one["VpcPeeringConnectionId"] for one in found] == [made]


@case("DeleteVpcPeeringConnection: stays visible as deleted", "deleted")
def _(cloud):
    made = peering(cloud, accepted=True)
    cloud.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=made)
    return await_status(cloud, made, "deleting")


@case("DeleteVpcPeeringConnection: a rejected one", "400 InvalidStateTransition")
def _(cloud):
    made = peering(cloud)
    cloud.ec2.reject_vpc_peering_connection(VpcPeeringConnectionId=made)
    return cloud.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=made)


@case("DeleteVpc: with a network ACL besides the default one", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    cloud.acl(vpc)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: with an egress-only Internet gateway", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    egress_only(cloud, vpc)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: with a VPN gateway", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    vpn_gateway(cloud, vpc)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: with an active peering connection", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    peering(cloud, requester=vpc, accepted=True)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: with a peering request from another VPC", "400 DependencyViolation")
def _(cloud):
    vpc = other_vpc(cloud)
    peering(cloud, accepter=vpc)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: the state of its own peering request", "deleted")
def _(cloud):
    vpc = cloud.vpc()
    made = peering(cloud, requester=vpc)
    cloud.ec2.delete_vpc(VpcId=vpc)
    return await_status(cloud, made, "initiating-request")
