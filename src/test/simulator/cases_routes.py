"""Cases of route tables, security groups and their rules."""

from contract import case

ANYWHERE = "0.0.0.0/0"
HTTPS = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": ANYWHERE}]}


def route(cloud, **target):
    vpc = cloud.vpc()
    return cloud.ec2.create_route(
        RouteTableId=cloud.table(vpc), DestinationCidrBlock=ANYWHERE, **target
    )


@case("CreateRoute: to an unknown Internet gateway", "400 InvalidGatewayID.NotFound")
def _(cloud):
    return route(cloud, GatewayId="igw-0123456789abcdef0")


@case("CreateRoute: to an unknown NAT gateway", "400 InvalidNatGatewayID.NotFound")
def _(cloud):
    return route(cloud, NatGatewayId="nat-0123456789abcdef0")


@case("CreateRoute: twice", "400 RouteAlreadyExists")
def _(cloud):
    vpc = cloud.vpc()
    asked = {
        "RouteTableId": cloud.table(vpc),
        "DestinationCidrBlock": ANYWHERE,
        "GatewayId": cloud.gateway(vpc),
    }
    cloud.ec2.create_route(**asked)
    return cloud.ec2.create_route(**asked)


@case("ReplaceRoute: unknown", "400 InvalidParameterValue")
def _(cloud):
    vpc = cloud.vpc()
    return cloud.ec2.replace_route(
        RouteTableId=cloud.table(vpc),
        DestinationCidrBlock=ANYWHERE,
        GatewayId=cloud.gateway(vpc),
    )


@case("DeleteRoute: unknown", "400 InvalidRoute.NotFound")
def _(cloud):
    table = cloud.table(cloud.vpc())
    return cloud.ec2.delete_route(RouteTableId=table, DestinationCidrBlock=ANYWHERE)


@case("AssociateRouteTable: a subnet with an association", "400 Resource.AlreadyAssociated")
def _(cloud):
    vpc = cloud.vpc()
    subnet = cloud.subnet(vpc)
    cloud.ec2.associate_route_table(RouteTableId=cloud.table(vpc), SubnetId=subnet)
    return cloud.ec2.associate_route_table(RouteTableId=cloud.table(vpc), SubnetId=subnet)


@case("ReplaceRouteTableAssociation: of a subnet", [0, 1])
def _(cloud):
    vpc = cloud.vpc()
    old, new = cloud.table(vpc), cloud.table(vpc)
    made = cloud.ec2.associate_route_table(RouteTableId=old, SubnetId=cloud.subnet(vpc))
    cloud.ec2.replace_route_table_association(AssociationId=made["AssociationId"], RouteTableId=new)
    found = cloud.ec2.describe_route_tables(RouteTableIds=[old, new])["RouteTables"]
    by_id = {table["RouteTableId"]: len(table["Associations"]) for table in found}
    return [by_id[old], by_id[new]]


@case("ReplaceRouteTableAssociation: unknown", "400 InvalidAssociationID.NotFound")
def _(cloud):
    return cloud.ec2.replace_route_table_association(
        AssociationId="rtbassoc-0123456789abcdef0", RouteTableId=cloud.table(cloud.vpc())
    )


@case("DisassociateRouteTable: unknown", "400 InvalidAssociationID.NotFound")
def _(cloud):
    return cloud.ec2.disassociate_route_table(AssociationId="rtbassoc-0123456789abcdef0")


@case("DisassociateRouteTable: the main one", "400 InvalidParameterValue")
def _(cloud):
    main = cloud.main_table(cloud.vpc())["Associations"][0]["RouteTableAssociationId"]
    return cloud.ec2.disassociate_route_table(AssociationId=main)


@case("DeleteRouteTable: the main one", "400 DependencyViolation")
def _(cloud):
    main = cloud.main_table(cloud.vpc())["RouteTableId"]
    return cloud.ec2.delete_route_table(RouteTableId=main)


@case("DeleteRouteTable: associated", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    table = cloud.table(vpc)
    cloud.ec2.associate_route_table(RouteTableId=table, SubnetId=cloud.subnet(vpc))
    return cloud.ec2.delete_route_table(RouteTableId=table)


@case("DeleteRouteTable: unknown", "400 InvalidRouteTableID.NotFound")
def _(cloud):
    return cloud.ec2.delete_route_table(RouteTableId="rtb-0123456789abcdef0")


@case("CreateSecurityGroup: a name that is taken", "400 InvalidGroup.Duplicate")
def _(cloud):
    vpc = cloud.vpc()
    cloud.group(vpc, "same")
    return cloud.group(vpc, "same")


@case("CreateSecurityGroup: a name like an id", "400 InvalidParameterValue")
def _(cloud):
    return cloud.group(cloud.vpc(), "sg-name")


@case("CreateSecurityGroup: its first rules", {"in": 0, "out": [ANYWHERE]})
def _(cloud):
    made = cloud.group(cloud.vpc())
    (found,) = cloud.ec2.describe_security_groups(GroupIds=[made])["SecurityGroups"]
    return {
        "in": len(found["IpPermissions"]),
        "out": [r["CidrIp"] for p in found["IpPermissionsEgress"] for r in p["IpRanges"]],
    }


@case("AuthorizeSecurityGroupIngress: twice", "400 InvalidPermission.Duplicate")
def _(cloud):
    group = cloud.group(cloud.vpc())
    for _ in range(2):
        cloud.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[HTTPS])


@case("AuthorizeSecurityGroupIngress: from an unknown group", "400 InvalidGroup.NotFound")
def _(cloud):
    pairs = [{"GroupId": "sg-0123456789abcdef0"}]
    permission = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "UserIdGroupPairs": pairs}
    group = cloud.group(cloud.vpc())
    return cloud.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])


@case("AuthorizeSecurityGroupIngress: more than 60", "400 RulesPerSecurityGroupLimitExceeded")
def _(cloud):
    ranges = [{"CidrIp": f"10.0.{number}.0/24"} for number in range(61)]
    return cloud.ec2.authorize_security_group_ingress(
        GroupId=cloud.group(cloud.vpc()), IpPermissions=[HTTPS | {"IpRanges": ranges}]
    )


ALL = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": ANYWHERE}]}


@case("AuthorizeSecurityGroupEgress: the default rule", "400 InvalidPermission.Duplicate")
def _(cloud):
    return cloud.ec2.authorize_security_group_egress(
        GroupId=cloud.group(cloud.vpc()), IpPermissions=[ALL]
    )


@case("RevokeSecurityGroupEgress: unknown", "400 InvalidPermission.NotFound")
def _(cloud):
    return cloud.ec2.revoke_security_group_egress(
        GroupId=cloud.group(cloud.vpc()), IpPermissions=[HTTPS]
    )


def rules(cloud, group):
    found = cloud.ec2.describe_security_group_rules(
        Filters=[{"Name": "group-id", "Values": [group]}]
    )
    return [(r["IsEgress"], r["IpProtocol"], r["CidrIpv4"]) for r in found["SecurityGroupRules"]]


@case("DescribeSecurityGroupRules: of a new group", [(True, "-1", ANYWHERE)])
def _(cloud):
    return rules(cloud, cloud.group(cloud.vpc()))


@case("RevokeSecurityGroupEgress: the default rule", [])
def _(cloud):
    group = cloud.group(cloud.vpc())
    cloud.ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[ALL])
    return rules(cloud, group)


@case("RevokeSecurityGroupIngress: unknown", "400 InvalidPermission.NotFound")
def _(cloud):
    group = cloud.group(cloud.vpc())
    return cloud.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[HTTPS])


@case("DescribeSecurityGroups: unknown id", "400 InvalidGroup.NotFound")
def _(cloud):
    return cloud.ec2.describe_security_groups(GroupIds=["sg-0123456789abcdef0"])


@case("DeleteSecurityGroup: the default one", "400 CannotDelete")
def _(cloud):
    found = cloud.listed("security_groups", "SecurityGroups", cloud.vpc())
    return cloud.ec2.delete_security_group(GroupId=found[0]["GroupId"])


@case("DeleteSecurityGroup: used by an interface", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    group = cloud.group(vpc)
    cloud.interface(cloud.subnet(vpc), Groups=[group])
    return cloud.ec2.delete_security_group(GroupId=group)


@case("DeleteSecurityGroup: referenced by another group's rule", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    one, two = cloud.group(vpc), cloud.group(vpc)
    pairs = [{"GroupId": one}]
    permission = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "UserIdGroupPairs": pairs}
    cloud.ec2.authorize_security_group_ingress(GroupId=two, IpPermissions=[permission])
    return cloud.ec2.delete_security_group(GroupId=one)
