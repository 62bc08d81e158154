"""Cases of VPCs, subnets, gateways, routes, filters and pages."""

from contract import case, named

NO_VPC = "vpc-0123456789abcdef0"


@case("DescribeVpcs: unknown id", "400 InvalidVpcID.NotFound")
def _(cloud):
    return cloud.ec2.describe_vpcs(VpcIds=[NO_VPC])


@case("DescribeVpcs: malformed id", "400 InvalidVpcID.Malformed")
def _(cloud):
    return cloud.ec2.describe_vpcs(VpcIds=["vpc-xyz"])


@case("DescribeVpcs: unknown filter", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.describe_vpcs(Filters=named("colour", "red"))


@case("DescribeVpcs: a page of less than 5", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.describe_vpcs(MaxResults=4)


@case("DescribeVpcs: a page of more than 1000", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.describe_vpcs(MaxResults=1001)


@case("DescribeVpcs: 6 in pages of 5", [5, 1])
def _(cloud):
    tag = {"Key": "page", "Value": cloud.name()}
    for _ in range(6):
        cloud.ec2.create_tags(Resources=[cloud.vpc()], Tags=[tag])
    filters = named("tag:page", tag["Value"])
    first = cloud.ec2.describe_vpcs(Filters=filters, MaxResults=5)
    token = first.get("NextToken")
    if not token:
        return [len(first["Vpcs"])]
    second = cloud.ec2.describe_vpcs(Filters=filters, MaxResults=5, NextToken=token)
    return [len(first["Vpcs"]), len(second["Vpcs"])]


@case("DescribeVpcs: an unknown page token", "400 InvalidNextToken")
def _(cloud):
    return cloud.ec2.describe_vpcs(NextToken="nonsense")


@case("DescribeRouteTables: a page of more than 100", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.describe_route_tables(MaxResults=101)


@case("DescribeSubnets: filters with wildcards", 1)
def _(cloud):
    vpc = cloud.vpc()
    cloud.subnet(vpc)
    cloud.subnet(vpc, "10.9.2.0/24", "b")
    filters = named("vpc-id", vpc) + named("availability-zone", "*1b")
    return len(cloud.ec2.describe_subnets(Filters=filters)["Subnets"])


@case("CreateVpc: larger than /16", "400 InvalidVpc.Range")
def _(cloud):
    return cloud.ec2.create_vpc(CidrBlock="10.0.0.0/8")


@case("CreateVpc: a malformed CIDR", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.create_vpc(CidrBlock="10.0.0/16")


@case("CreateVpc: its defaults", {"main tables": 1, "routes": ["local"], "groups": ["default"]})
def _(cloud):
    vpc = cloud.vpc()
    tables = cloud.listed("route_tables", "RouteTables", vpc)
    return {
        "main tables": sum(a["Main"] for table in tables for a in table["Associations"]),
        "routes": [route["GatewayId"] for table in tables for route in table["Routes"]],
        "groups": [g["GroupName"] for g in cloud.listed("security_groups", "SecurityGroups", vpc)],
    }


@case("CreateVpc: its DNS attributes", {"support": True, "hostnames": False})
def _(cloud):
    def attribute(name):
        return cloud.ec2.describe_vpc_attribute(VpcId=vpc, Attribute=f"enableDns{name}")

    vpc = cloud.vpc()
    return {
        "support": attribute("Support")["EnableDnsSupport"]["Value"],
        "hostnames": attribute("Hostnames")["EnableDnsHostnames"]["Value"],
    }


@case("DeleteVpc: with a subnet", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    cloud.subnet(vpc)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: with an Internet gateway", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    cloud.gateway(vpc)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: with a security group besides the default one", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    cloud.group(vpc)
    return cloud.ec2.delete_vpc(VpcId=vpc)


@case("DeleteVpc: deletes its default resources", {"tables": 0, "groups": 0})
def _(cloud):
    vpc = cloud.vpc()
    cloud.ec2.delete_vpc(VpcId=vpc)
    return {
        "tables": len(cloud.listed("route_tables", "RouteTables", vpc)),
        "groups": len(cloud.listed("security_groups", "SecurityGroups", vpc)),
    }


@case("ModifyVpcAttribute: two attributes in one call", "400 InvalidParameterCombination")
def _(cloud):
    on = {"Value": True}
    return cloud.ec2.modify_vpc_attribute(
        VpcId=cloud.vpc(), EnableDnsSupport=on, EnableDnsHostnames=on
    )


@case("CreateSubnet: in an unknown VPC", "400 InvalidVpcID.NotFound")
def _(cloud):
    return cloud.subnet(NO_VPC)


@case("CreateSubnet: overlapping another subnet", "400 InvalidSubnet.Conflict")
def _(cloud):
    vpc = cloud.vpc()
    cloud.subnet(vpc)
    return cloud.subnet(vpc, "10.9.1.128/25")


@case("CreateSubnet: outside of its VPC", "400 InvalidSubnet.Range")
def _(cloud):
    return cloud.subnet(cidr="10.10.0.0/24")


@case("CreateSubnet: in a zone of another region", "400 InvalidParameterValue")
def _(cloud):
    return cloud.subnet(zone="x")


@case("CreateSubnet: free addresses of a /24", 251)
def _(cloud):
    found = cloud.ec2.describe_subnets(SubnetIds=[cloud.subnet()])["Subnets"]
    return found[0]["AvailableIpAddressCount"]


@case("DeleteSubnet: with a network interface", "400 DependencyViolation")
def _(cloud):
    subnet = cloud.subnet()
    cloud.interface(subnet)
    return cloud.ec2.delete_subnet(SubnetId=subnet)


@case("AttachInternetGateway: twice", "400 Resource.AlreadyAssociated")
def _(cloud):
    vpc = cloud.vpc()
    return cloud.ec2.attach_internet_gateway(InternetGatewayId=cloud.gateway(vpc), VpcId=vpc)


@case("AttachInternetGateway: a second one", "400 InvalidParameterValue")
def _(cloud):
    vpc = cloud.vpc()
    cloud.gateway(vpc)
    return cloud.gateway(vpc)


@case("DetachInternetGateway: not attached", "400 Gateway.NotAttached")
def _(cloud):
    made = cloud.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    return cloud.ec2.detach_internet_gateway(InternetGatewayId=made, VpcId=cloud.vpc())


@case("DetachInternetGateway: while an Elastic IP is mapped", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    gateway = cloud.gateway(vpc)
    eni = cloud.interface(cloud.subnet(vpc))
    cloud.ec2.associate_address(AllocationId=cloud.address(), NetworkInterfaceId=eni)
    return cloud.ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)


@case("DeleteInternetGateway: attached", "400 DependencyViolation")
def _(cloud):
    gateway = cloud.gateway(cloud.vpc())
    return cloud.ec2.delete_internet_gateway(InternetGatewayId=gateway)


@case("DeleteInternetGateway: unknown", "400 InvalidInternetGatewayID.NotFound")
def _(cloud):
    return cloud.ec2.delete_internet_gateway(InternetGatewayId="igw-0123456789abcdef0")


@case("CreateRouteTable: the same token again", True)
def _(cloud):
    vpc, token = cloud.vpc(), cloud.name()
    answers = [cloud.ec2.create_route_table(VpcId=vpc, ClientToken=token) for _ in range(2)]
    return len({answer["RouteTable"]["RouteTableId"] for answer in answers}) == 1


@case("CreateTags: of an unknown resource", "400 InvalidVpcID.NotFound")
def _(cloud):
    return cloud.ec2.create_tags(Resources=[NO_VPC], Tags=[{"Key": "a", "Value": "b"}])


@case("CreateTags: a key that AWS reserves", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.create_tags(Resources=[cloud.vpc()], Tags=[{"Key": "aws:a", "Value": "b"}])


@case("CreateTags: more than 50", "400 TagLimitExceeded")
def _(cloud):
    tags = [{"Key": f"k{number}", "Value": ""} for number in range(51)]
    return cloud.ec2.create_tags(Resources=[cloud.vpc()], Tags=tags)


# The codes of malformed ids are irregular: see Error codes in the EC2 API Reference.
for operation, parameter, code in (
    ("subnets", "SubnetIds", "InvalidSubnetID.Malformed"),
    ("internet_gateways", "InternetGatewayIds", "InvalidInternetGatewayId.Malformed"),
    ("route_tables", "RouteTableIds", "InvalidRouteTableId.Malformed"),
    ("security_groups", "GroupIds", "InvalidGroupId.Malformed"),
    ("network_interfaces", "NetworkInterfaceIds", "InvalidNetworkInterfaceId.Malformed"),
    ("vpc_endpoints", "VpcEndpointIds", "InvalidVpcEndpointId.Malformed"),
    ("nat_gateways", "NatGatewayIds", "NatGatewayMalformed"),
    ("volumes", "VolumeIds", "InvalidVolumeID.Malformed"),
):

    @case(f"Describe{operation.title().replace('_', '')}: malformed id", f"400 {code}")
    def _(cloud, operation=operation, parameter=parameter):
        return getattr(cloud.ec2, f"describe_{operation}")(**{parameter: ["nonsense"]})


@case("DescribeDhcpOptions: unknown id", "400 InvalidDhcpOptionID.NotFound")
def _(cloud):
    return cloud.ec2.describe_dhcp_options(DhcpOptionsIds=["dopt-0123456789abcdef0"])


@case("AssociateDhcpOptions: unknown", "400 InvalidDhcpOptionID.NotFound")
def _(cloud):
    return cloud.ec2.associate_dhcp_options(
        DhcpOptionsId="dopt-0123456789abcdef0", VpcId=cloud.vpc()
    )


@case("DeleteDhcpOptions: of a VPC", "400 DependencyViolation")
def _(cloud):
    made = cloud.ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name-servers", "Values": ["10.0.0.53"]}]
    )["DhcpOptions"]["DhcpOptionsId"]
    cloud.ec2.associate_dhcp_options(DhcpOptionsId=made, VpcId=cloud.vpc())
    return cloud.ec2.delete_dhcp_options(DhcpOptionsId=made)
