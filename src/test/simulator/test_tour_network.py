"""The tour: regions, a VPC, its subnets, gateway, route tables and tags."""

TAGS = "Tags=[{Key=Name,Value=tour},{Key=purpose,Value=test}]"


def tags(kind):
    return f"--tag-specifications 'ResourceType={kind},{TAGS}'"


def test_what_the_region_offers(aws):
    assert aws("sts get-caller-identity")["Account"] == "111122223333"
    assert "eu-west-1" in [r["RegionName"] for r in aws("ec2 describe-regions")["Regions"]]
    zones = aws("ec2 describe-availability-zones")["AvailabilityZones"]
    assert [zone["ZoneName"] for zone in zones] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    everywhere = aws("ec2 describe-availability-zones --all-availability-zones")
    others = [one for one in everywhere["AvailabilityZones"] if one not in zones]
    assert {one["ZoneType"] for one in others} == {"local-zone", "wavelength-zone"}
    assert {one["OptInStatus"] for one in others} == {"not-opted-in"}
    named = "--filters Name=prefix-list-name,Values=com.amazonaws.eu-west-1.s3"
    assert aws(f"ec2 describe-prefix-lists {named}")["PrefixLists"]
    assert aws(f"ec2 describe-managed-prefix-lists {named}")["PrefixLists"]
    offered = "--filters Name=instance-type,Values=t3.micro --location-type availability-zone"
    assert aws(f"ec2 describe-instance-type-offerings {offered}")["InstanceTypeOfferings"]
    assert aws("ec2 describe-vpc-endpoint-services")["ServiceNames"]


def test_vpc(aws, made):
    created = aws(f"ec2 create-vpc --cidr-block 10.7.0.0/16 {tags('vpc')}")
    made.vpc = created["Vpc"]["VpcId"]
    aws.until("Vpcs[0].State == 'available'", f"ec2 describe-vpcs --vpc-ids {made.vpc}")
    aws(f"ec2 modify-vpc-attribute --vpc-id {made.vpc} --enable-dns-support Value=true")
    aws(f"ec2 modify-vpc-attribute --vpc-id {made.vpc} --enable-dns-hostnames Value=true")
    for attribute in "enableDnsSupport", "enableDnsHostnames":
        aws(f"ec2 describe-vpc-attribute --vpc-id {made.vpc} --attribute {attribute}")
    aws.refused("InvalidVpcID.NotFound", "ec2 delete-vpc --vpc-id vpc-0123456789abcdef0")


def test_subnets(aws, made):
    made.subnets = [
        aws(
            f"ec2 create-subnet --vpc-id {made.vpc} --cidr-block 10.7.{number}.0/24"
            f" --availability-zone eu-west-1{zone} {tags('subnet')}"
        )["Subnet"]["SubnetId"]
        for number, zone in enumerate("ab")
    ]
    aws(f"ec2 modify-subnet-attribute --subnet-id {made.subnets[0]} --map-public-ip-on-launch")
    aws(f"ec2 modify-subnet-attribute --subnet-id {made.subnets[0]} --no-map-public-ip-on-launch")
    ids = " ".join(made.subnets)
    aws.until("Subnets[1].State == 'available'", f"ec2 describe-subnets --subnet-ids {ids}")


def test_internet_gateway(aws, made):
    created = aws(f"ec2 create-internet-gateway {tags('internet-gateway')}")
    made.gateway = created["InternetGateway"]["InternetGatewayId"]
    attachment = f"--internet-gateway-id {made.gateway} --vpc-id {made.vpc}"
    aws(f"ec2 attach-internet-gateway {attachment}")
    aws.refused("Resource.AlreadyAssociated", f"ec2 attach-internet-gateway {attachment}")
    aws.until(
        "InternetGateways[0].Attachments[0].State == 'available'",
        f"ec2 describe-internet-gateways --internet-gateway-ids {made.gateway}",
    )


def test_route_tables(aws, made):
    made.tables = [
        aws(f"ec2 create-route-table --vpc-id {made.vpc} {tags('route-table')}")["RouteTable"][
            "RouteTableId"
        ]
        for _ in made.subnets
    ]
    associations = [
        aws(f"ec2 associate-route-table --route-table-id {table} --subnet-id {subnet}")[
            "AssociationId"
        ]
        for table, subnet in zip(made.tables, made.subnets, strict=True)
    ]
    aws.until(
        "RouteTables[].Associations[].AssociationState.State == ['associated', 'associated']",
        f"ec2 describe-route-tables --route-table-ids {' '.join(made.tables)}",
    )
    made.associations = [
        aws(
            f"ec2 replace-route-table-association --association-id {association}"
            f" --route-table-id {made.tables[0]}"
        )["NewAssociationId"]
        for association in associations
    ]


def test_routes(aws, made):
    route = f"--route-table-id {made.tables[0]} --destination-cidr-block 0.0.0.0/0"
    assert aws(f"ec2 create-route {route} --gateway-id {made.gateway}") == {"Return": True}
    aws(f"ec2 replace-route {route} --gateway-id {made.gateway}")
    aws.refused("RouteAlreadyExists", f"ec2 create-route {route} --gateway-id {made.gateway}")
    aws.until(
        "RouteTables[0].Routes[1].State == 'active'",
        f"ec2 describe-route-tables --route-table-ids {made.tables[0]}",
    )
    aws(f"ec2 delete-route {route}")
    aws(f"ec2 create-route {route} --gateway-id {made.gateway}")


def test_network_acls(aws, made):
    created = aws(f"ec2 create-network-acl --vpc-id {made.vpc} {tags('network-acl')}")
    acl = created["NetworkAcl"]["NetworkAclId"]
    entry = f"--network-acl-id {acl} --egress --rule-number 10"
    https = "--protocol 6 --port-range From=443,To=443 --cidr-block 0.0.0.0/0"
    aws(f"ec2 create-network-acl-entry {entry} {https} --rule-action deny")
    aws(f"ec2 replace-network-acl-entry {entry} {https} --rule-action allow")
    named = f"ec2 describe-network-acls --network-acl-ids {acl}"
    aws.until("NetworkAcls[0].Entries[?RuleNumber == `10`].RuleAction == ['allow']", named)
    aws(f"ec2 delete-network-acl-entry {entry}")
    aws.refused("InvalidNetworkAclEntry.NotFound", f"ec2 delete-network-acl-entry {entry}")

    default = aws(
        f"ec2 describe-network-acls --filters Name=vpc-id,Values={made.vpc}"
        " Name=default,Values=true"
    )["NetworkAcls"][0]
    for there in acl, default["NetworkAclId"]:
        held = "ec2 describe-network-acls --filters Name=vpc-id,Values=" + made.vpc
        query = (
            "NetworkAcls[].Associations[]"
            f"|[?SubnetId == '{made.subnets[0]}' && NetworkAclId != '{there}']"
            ".NetworkAclAssociationId|[0]"
        )
        association = aws.until(query, held)
        aws(
            f"ec2 replace-network-acl-association --association-id {association}"
            f" --network-acl-id {there}"
        )
    aws(f"ec2 delete-network-acl --network-acl-id {acl}")


def test_dhcp_options(aws, made):
    created = aws(
        "ec2 create-dhcp-options --dhcp-configurations Key=domain-name-servers,Values=10.7.0.53"
        f" {tags('dhcp-options')}"
    )
    options = created["DhcpOptions"]["DhcpOptionsId"]
    before = aws(f"ec2 describe-vpcs --vpc-ids {made.vpc}")["Vpcs"][0]["DhcpOptionsId"]
    aws.until(
        "DhcpOptions[0].DhcpConfigurations[0].Values[0].Value == '10.7.0.53'",
        f"ec2 describe-dhcp-options --dhcp-options-ids {options}",
    )
    associate = f"ec2 associate-dhcp-options --vpc-id {made.vpc} --dhcp-options-id"
    aws(f"{associate} {options}")
    aws.refused("DependencyViolation", f"ec2 delete-dhcp-options --dhcp-options-id {options}")
    aws(f"{associate} {before}")
    aws(f"ec2 delete-dhcp-options --dhcp-options-id {options}")


def test_block_public_access(aws, made):
    modify = "ec2 modify-vpc-block-public-access-options --internet-gateway-block-mode"
    aws(f"{modify} block-ingress")
    state = aws("ec2 describe-vpc-block-public-access-options")["VpcBlockPublicAccessOptions"]
    assert state["InternetGatewayBlockMode"] == "block-ingress"
    created = aws(
        f"ec2 create-vpc-block-public-access-exclusion --vpc-id {made.vpc}"
        f" --internet-gateway-exclusion-mode allow-egress"
        f" {tags('vpc-block-public-access-exclusion')}"
    )
    exclusion = created["VpcBlockPublicAccessExclusion"]["ExclusionId"]
    aws.until(
        "VpcBlockPublicAccessExclusions[0].State == 'create-complete'",
        f"ec2 describe-vpc-block-public-access-exclusions --exclusion-ids {exclusion}",
    )
    delete = f"ec2 delete-vpc-block-public-access-exclusion --exclusion-id {exclusion}"
    aws(delete)
    aws.refused("InvalidVpcBlockPublicAccessExclusionId.NotFound", delete)
    aws(f"{modify} off")


def test_egress_only_gateway(aws, made):
    created = aws(
        f"ec2 create-egress-only-internet-gateway --vpc-id {made.vpc} --client-token tour"
        f" {tags('egress-only-internet-gateway')}"
    )
    gateway = created["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
    aws.until(
        "EgressOnlyInternetGateways[0].Attachments[0].State == 'attached'",
        f"ec2 describe-egress-only-internet-gateways --egress-only-internet-gateway-ids {gateway}",
    )
    aws(f"ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id {gateway}")


def test_vpn_gateway(aws, made):
    created = aws(
        f"ec2 create-vpn-gateway --type ipsec.1 --amazon-side-asn 65000 {tags('vpn-gateway')}"
    )
    gateway = f"--vpn-gateway-id {created['VpnGateway']['VpnGatewayId']}"
    look = gateway.replace("id", "ids")
    attachment = f"{gateway} --vpc-id {made.vpc}"
    aws(f"ec2 attach-vpn-gateway {attachment}")
    state = "VpnGateways[0].VpcAttachments[0].State == "
    aws.until(f"{state} 'attached'", f"ec2 describe-vpn-gateways {look}")
    aws.refused("IncorrectState", f"ec2 delete-vpn-gateway {gateway}")
    aws(f"ec2 detach-vpn-gateway {attachment}")
    aws.until(f"{state} 'detached'", f"ec2 describe-vpn-gateways {look}")
    aws(f"ec2 delete-vpn-gateway {gateway}")


def test_peering_connections(aws, made):
    peer = aws("ec2 create-vpc --cidr-block 10.6.0.0/16")["Vpc"]["VpcId"]
    create = f"ec2 create-vpc-peering-connection --vpc-id {made.vpc} --peer-vpc-id {peer}"
    ends = ("reject", "rejected"), ("accept", "active"), ("delete", "deleted")
    for actions in ends[:1], ends[1:]:
        created = aws(f"{create} {tags('vpc-peering-connection')}")
        connection = created["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        look = f"ec2 describe-vpc-peering-connections --vpc-peering-connection-ids {connection}"
        state = "VpcPeeringConnections[0].Status.Code == "
        aws.until(f"{state} 'pending-acceptance'", look)
        for action, end in actions:
            named = f"--vpc-peering-connection-id {connection}"
            aws(f"ec2 {action}-vpc-peering-connection {named}")
            aws.until(f"{state} '{end}'", look)
    aws(f"ec2 delete-vpc --vpc-id {peer}")


def test_tags(aws, made):
    aws(f"ec2 create-tags --resources {made.vpc} --tags Key=more,Value=1")
    aws.until(
        "Tags[?Key == 'more']",
        f"ec2 describe-tags --filters Name=resource-id,Values={made.vpc}",
    )
    aws(f"ec2 delete-tags --resources {made.vpc} --tags Key=more")


def test_pages(aws, made):
    command = f"ec2 describe-tags --page-size 5 --filters Name=resource-id,Values={made.vpc}"
    assert aws(command)["Tags"]
    everything = "ec2 describe-tags --page-size 5"
    aws.until("length(Tags) > `5`", everything)
