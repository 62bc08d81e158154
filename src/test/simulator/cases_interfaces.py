"""Cases of network interfaces, and of attributes of subnets and VPCs."""

from contract import case

NO_INTERFACE = "eni-0123456789abcdef0"


def on_instance(cloud):
    """Returns the primary interface of an instance."""
    eni = cloud.interface(cloud.subnet())
    cloud.instance(NetworkInterfaces=[{"DeviceIndex": 0, "NetworkInterfaceId": eni}])
    found = cloud.ec2.describe_network_interfaces(NetworkInterfaceIds=[eni])
    return found["NetworkInterfaces"][0]


@case("DetachNetworkInterface: the primary one", "400 OperationNotPermitted")
def _(cloud):
    attachment = on_instance(cloud)["Attachment"]["AttachmentId"]
    return cloud.ec2.detach_network_interface(AttachmentId=attachment)


@case("DetachNetworkInterface: unknown", "400 InvalidAttachmentID.NotFound")
def _(cloud):
    return cloud.ec2.detach_network_interface(AttachmentId="eni-attach-0123456789abcdef0")


@case("ModifyNetworkInterfaceAttribute: its groups", True)
def _(cloud):
    vpc = cloud.vpc()
    eni, group = cloud.interface(cloud.subnet(vpc)), cloud.group(vpc)
    cloud.ec2.modify_network_interface_attribute(NetworkInterfaceId=eni, Groups=[group])
    found = cloud.ec2.describe_network_interfaces(NetworkInterfaceIds=[eni])
    return [g["GroupId"] for g in found["NetworkInterfaces"][0]["Groups"]] == [group]


@case("ModifyNetworkInterfaceAttribute: unknown", "400 InvalidNetworkInterfaceID.NotFound")
def _(cloud):
    return cloud.ec2.modify_network_interface_attribute(
        NetworkInterfaceId=NO_INTERFACE, SourceDestCheck={"Value": False}
    )


@case("ModifyNetworkInterfaceAttribute: two at once", "400 InvalidParameterCombination")
def _(cloud):
    return cloud.ec2.modify_network_interface_attribute(
        NetworkInterfaceId=cloud.interface(cloud.subnet()),
        SourceDestCheck={"Value": False},
        Description={"Value": "two"},
    )


@case("CreateNetworkInterface: in 6 groups", "400 SecurityGroupsPerInterfaceLimitExceeded")
def _(cloud):
    vpc = cloud.vpc()
    return cloud.interface(cloud.subnet(vpc), Groups=[cloud.group(vpc) for _ in range(6)])


@case("ModifySubnetAttribute: public addresses on launch", [False, True])
def _(cloud):
    def public():
        found = cloud.ec2.describe_subnets(SubnetIds=[subnet])["Subnets"]
        return found[0]["MapPublicIpOnLaunch"]

    subnet = cloud.subnet()
    before = public()
    cloud.ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    return [before, public()]


@case("ModifySubnetAttribute: unknown", "400 InvalidSubnetID.NotFound")
def _(cloud):
    return cloud.ec2.modify_subnet_attribute(
        SubnetId="subnet-0123456789abcdef0", MapPublicIpOnLaunch={"Value": True}
    )


@case("DescribeVpcAttribute: unknown VPC", "400 InvalidVpcID.NotFound")
def _(cloud):
    return cloud.ec2.describe_vpc_attribute(
        VpcId="vpc-0123456789abcdef0", Attribute="enableDnsSupport"
    )


@case("DescribeVpcAttribute: unknown attribute", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.describe_vpc_attribute(VpcId=cloud.vpc(), Attribute="colour")
