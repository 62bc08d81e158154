"""Cases of addresses, NAT gateways, VPC endpoints and network interfaces."""

from contract import case, named
from processes import await_that


@case("CreateInternetGateway: has no attachment", [])
def _(cloud):
    return cloud.ec2.create_internet_gateway()["InternetGateway"]["Attachments"]


@case("AllocateAddress: an invalid domain", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.allocate_address(Domain="moon")


@case("ReleaseAddress: unknown", "400 InvalidAllocationID.NotFound")
def _(cloud):
    return cloud.ec2.release_address(AllocationId="eipalloc-0123456789abcdef0")


@case("ReleaseAddress: associated", "400 InvalidIPAddress.InUse")
def _(cloud):
    address = cloud.address()
    eni = cloud.interface(cloud.public_subnet())
    cloud.ec2.associate_address(AllocationId=address, NetworkInterfaceId=eni)
    return cloud.ec2.release_address(AllocationId=address)


@case("ReleaseAddress: of a NAT gateway", "400 AuthFailure")
def _(cloud):
    address = cloud.address()
    cloud.nat(address=address)
    return cloud.ec2.release_address(AllocationId=address)


@case("DescribeAddresses: unknown", "400 InvalidAllocationID.NotFound")
def _(cloud):
    return cloud.ec2.describe_addresses(AllocationIds=["eipalloc-0123456789abcdef0"])


@case("AssociateAddress: in a VPC without a gateway", "400 Gateway.NotAttached")
def _(cloud):
    eni = cloud.interface(cloud.subnet())
    return cloud.ec2.associate_address(AllocationId=cloud.address(), NetworkInterfaceId=eni)


@case("AssociateAddress: already associated", "400 Resource.AlreadyAssociated")
def _(cloud):
    address, subnet = cloud.address(), cloud.public_subnet()
    for _ in range(2):
        cloud.ec2.associate_address(
            AllocationId=address,
            NetworkInterfaceId=cloud.interface(subnet),
            AllowReassociation=False,
        )


@case("DisassociateAddress: unknown", "400 InvalidAssociationID.NotFound")
def _(cloud):
    return cloud.ec2.disassociate_address(AssociationId="eipassoc-0123456789abcdef0")


@case("CreateNatGateway: its first state", "pending")
def _(cloud):
    made = cloud.ec2.create_nat_gateway(
        SubnetId=cloud.public_subnet(), AllocationId=cloud.address()
    )
    return made["NatGateway"]["State"]


@case("CreateNatGateway: in an unknown subnet", "400 InvalidSubnetID.NotFound")
def _(cloud):
    return cloud.nat("subnet-0123456789abcdef0")


@case("CreateNatGateway: with an unknown address", "400 InvalidElasticIpID.NotFound")
def _(cloud):
    return cloud.nat(address="eipalloc-0123456789abcdef0")


@case("CreateNatGateway: the same token again", True)
def _(cloud):
    subnet, address, token = cloud.public_subnet(), cloud.address(), cloud.name()
    return cloud.nat(subnet, address, ClientToken=token) == cloud.nat(
        subnet, address, ClientToken=token
    )


@case("CreateNatGateway: the same token with other parameters", "400 IdempotentParameterMismatch")
def _(cloud):
    subnet, token = cloud.public_subnet(), cloud.name()
    cloud.nat(subnet, ClientToken=token)
    return cloud.nat(subnet, ClientToken=token)


@case("DescribeNatGateways: unknown id", "400 NatGatewayNotFound")
def _(cloud):
    return cloud.ec2.describe_nat_gateways(NatGatewayIds=["nat-0123456789abcdef0"])


@case("DescribeNatGateways: by tag", True)
def _(cloud):
    name = cloud.name()
    tagged, _ = cloud.nat(), cloud.nat()
    cloud.ec2.create_tags(Resources=[tagged], Tags=[{"Key": "nat", "Value": name}])
    found = cloud.ec2.describe_nat_gateways(Filters=named("tag:nat", name))["NatGateways"]
    return [one["NatGatewayId"] for one in found] == [tagged]


@case("DeleteNatGateway: unknown", "400 NatGatewayNotFound")
def _(cloud):
    return cloud.ec2.delete_nat_gateway(NatGatewayId="nat-0123456789abcdef0")


@case("DeleteNatGateway: stays visible as deleted", "deleted")
def _(cloud):
    nat = cloud.nat()
    cloud.ec2.delete_nat_gateway(NatGatewayId=nat)
    return await_that("an end", lambda: (s := cloud.nat_state(nat)) != "deleting" and s)


@case("DeleteNatGateway: the state of its route", "blackhole")
def _(cloud):
    vpc = cloud.vpc()
    cloud.gateway(vpc)
    nat, table = cloud.nat(cloud.subnet(vpc)), cloud.table(vpc)
    cloud.ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    cloud.ec2.delete_nat_gateway(NatGatewayId=nat)
    await_that("its end", lambda: cloud.nat_state(nat) == "deleted")
    (found,) = cloud.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
    (route,) = [r for r in found["Routes"] if r["DestinationCidrBlock"] == "0.0.0.0/0"]
    return route["State"]


@case("CreateVpcEndpoint: an unknown service", "400 InvalidServiceName")
def _(cloud):
    return cloud.endpoint(cloud.vpc(), "nothing", VpcEndpointType="Interface")


@case("CreateVpcEndpoint: its first state", "pending")
def _(cloud):
    vpc = cloud.vpc()
    return cloud.endpoint(vpc, "s3")["State"]


@case("CreateVpcEndpoint: two subnets of one zone", "400 DuplicateSubnetsInSameZone")
def _(cloud):
    vpc = cloud.vpc()
    subnets = [cloud.subnet(vpc), cloud.subnet(vpc, "10.9.2.0/24")]
    return cloud.endpoint(
        vpc, VpcEndpointType="Interface", SubnetIds=subnets, PrivateDnsEnabled=False
    )


@case("CreateVpcEndpoint: private DNS without DNS host names", "400 InvalidParameter")
def _(cloud):
    vpc = cloud.vpc()
    return cloud.endpoint(
        vpc,
        VpcEndpointType="Interface",
        SubnetIds=[cloud.subnet(vpc)],
        PrivateDnsEnabled=True,
    )


@case("CreateVpcEndpoint: private DNS of a service twice", "400 InvalidParameter")
def _(cloud):
    vpc = cloud.vpc(hostnames=True)
    subnet = cloud.subnet(vpc)
    for _ in range(2):
        cloud.endpoint(vpc, VpcEndpointType="Interface", SubnetIds=[subnet], PrivateDnsEnabled=True)


@case("CreateVpcEndpoint: the same token again", True)
def _(cloud):
    vpc, token = cloud.vpc(), cloud.name()
    answers = [cloud.endpoint(vpc, "s3", ClientToken=token) for _ in range(2)]
    return len({answer["VpcEndpointId"] for answer in answers}) == 1


@case("ModifyVpcEndpoint: unknown", "400 InvalidVpcEndpointId.NotFound")
def _(cloud):
    return cloud.ec2.modify_vpc_endpoint(VpcEndpointId="vpce-0123456789abcdef0", ResetPolicy=True)


@case("DescribeVpcEndpoints: unknown id", "400 InvalidVpcEndpointId.NotFound")
def _(cloud):
    return cloud.ec2.describe_vpc_endpoints(VpcEndpointIds=["vpce-0123456789abcdef0"])


@case("DeleteVpcEndpoints: unknown", ["InvalidVpcEndpointId.NotFound"])
def _(cloud):
    answer = cloud.ec2.delete_vpc_endpoints(VpcEndpointIds=["vpce-0123456789abcdef0"])
    return [one["Error"]["Code"] for one in answer["Unsuccessful"]]


@case("CreateNetworkInterface: an address that is taken", "400 InvalidIPAddress.InUse")
def _(cloud):
    subnet = cloud.subnet()
    for _ in range(2):
        cloud.interface(subnet, PrivateIpAddress="10.9.1.7")


@case("CreateNetworkInterface: the same token again", True)
def _(cloud):
    subnet, token = cloud.subnet(), cloud.name()
    return len({cloud.interface(subnet, ClientToken=token) for _ in range(2)}) == 1


@case("DeleteNetworkInterface: unknown", "400 InvalidNetworkInterfaceID.NotFound")
def _(cloud):
    return cloud.ec2.delete_network_interface(NetworkInterfaceId="eni-0123456789abcdef0")


@case("DeleteNetworkInterface: of an instance", "400 InvalidNetworkInterface.InUse")
def _(cloud):
    eni = cloud.interface(cloud.subnet())
    cloud.instance(NetworkInterfaces=[{"DeviceIndex": 0, "NetworkInterfaceId": eni}])
    return cloud.ec2.delete_network_interface(NetworkInterfaceId=eni)
