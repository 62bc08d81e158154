"""Cases of network ACLs."""

from contract import case

NO_ACL = "acl-0123456789abcdef0"
EVERYTHING = {
    "RuleNumber": 10,
    "Protocol": "-1",
    "RuleAction": "allow",
    "Egress": False,
    "CidrBlock": "0.0.0.0/0",
}


def default_acl(cloud, vpc=None):
    return cloud.listed("network_acls", "NetworkAcls", vpc or cloud.vpc())[0]


@case("CreateNetworkAcl: in an unknown VPC", "400 InvalidVpcID.NotFound")
def _(cloud):
    return cloud.acl("vpc-0123456789abcdef0")


@case("CreateNetworkAcl: denies everything", ["deny", "deny"])
def _(cloud):
    made = cloud.acl(cloud.vpc())
    (found,) = cloud.ec2.describe_network_acls(NetworkAclIds=[made])["NetworkAcls"]
    return [entry["RuleAction"] for entry in found["Entries"]]


@case("CreateNetworkAclEntry: a number that is taken", "400 NetworkAclEntryAlreadyExists")
def _(cloud):
    made = cloud.acl(cloud.vpc())
    for _ in range(2):
        cloud.ec2.create_network_acl_entry(NetworkAclId=made, **EVERYTHING)


@case("CreateNetworkAclEntry: in an unknown ACL", "400 InvalidNetworkAclID.NotFound")
def _(cloud):
    return cloud.ec2.create_network_acl_entry(NetworkAclId=NO_ACL, **EVERYTHING)


@case("ReplaceNetworkAclEntry: unknown", "400 InvalidNetworkAclEntry.NotFound")
def _(cloud):
    return cloud.ec2.replace_network_acl_entry(NetworkAclId=cloud.acl(cloud.vpc()), **EVERYTHING)


@case("DeleteNetworkAclEntry: unknown", "400 InvalidNetworkAclEntry.NotFound")
def _(cloud):
    return cloud.ec2.delete_network_acl_entry(
        NetworkAclId=cloud.acl(cloud.vpc()), RuleNumber=10, Egress=False
    )


@case("DescribeNetworkAcls: the default one of a VPC", [True])
def _(cloud):
    return [a["IsDefault"] for a in cloud.listed("network_acls", "NetworkAcls", cloud.vpc())]


@case("DescribeNetworkAcls: unknown id", "400 InvalidNetworkAclID.NotFound")
def _(cloud):
    return cloud.ec2.describe_network_acls(NetworkAclIds=[NO_ACL])


@case("ReplaceNetworkAclAssociation: a subnet has one ACL", [0, 1])
def _(cloud):
    vpc = cloud.vpc()
    cloud.subnet(vpc)
    old, new = default_acl(cloud, vpc), cloud.acl(vpc)
    cloud.ec2.replace_network_acl_association(
        AssociationId=old["Associations"][0]["NetworkAclAssociationId"], NetworkAclId=new
    )
    found = cloud.ec2.describe_network_acls(NetworkAclIds=[old["NetworkAclId"], new])
    by_id = {acl["NetworkAclId"]: len(acl["Associations"]) for acl in found["NetworkAcls"]}
    return [by_id[old["NetworkAclId"]], by_id[new]]


@case("ReplaceNetworkAclAssociation: unknown", "400 InvalidAssociationID.NotFound")
def _(cloud):
    return cloud.ec2.replace_network_acl_association(
        AssociationId="aclassoc-0123456789abcdef0", NetworkAclId=cloud.acl(cloud.vpc())
    )


@case("DeleteNetworkAcl: the default one", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.delete_network_acl(NetworkAclId=default_acl(cloud)["NetworkAclId"])


@case("DeleteNetworkAcl: of a subnet", "400 DependencyViolation")
def _(cloud):
    vpc = cloud.vpc()
    cloud.subnet(vpc)
    association = default_acl(cloud, vpc)["Associations"][0]["NetworkAclAssociationId"]
    made = cloud.acl(vpc)
    cloud.ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=made)
    return cloud.ec2.delete_network_acl(NetworkAclId=made)


@case("DeleteNetworkAcl: unknown", "400 InvalidNetworkAclID.NotFound")
def _(cloud):
    return cloud.ec2.delete_network_acl(NetworkAclId=NO_ACL)
