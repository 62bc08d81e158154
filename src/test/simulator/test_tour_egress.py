"""The tour: addresses, NAT gateways and VPC endpoints."""

from test_tour_network import tags

REGION = "com.amazonaws.eu-west-1"


def test_addresses(aws, made):
    made.addresses = [
        aws(f"ec2 allocate-address --domain vpc {tags('elastic-ip')}")["AllocationId"]
        for _ in range(2)
    ]
    association = aws(
        f"ec2 associate-address --allocation-id {made.addresses[0]}"
        f" --network-interface-id {made.interface}"
    )["AssociationId"]
    aws(f"ec2 describe-addresses --allocation-ids {' '.join(made.addresses)}")
    aws(f"ec2 describe-network-interfaces --network-interface-ids {made.interface}")
    aws.refused(
        "InvalidIPAddress.InUse", f"ec2 release-address --allocation-id {made.addresses[0]}"
    )
    aws(f"ec2 disassociate-address --association-id {association}")


def test_nat_gateways(aws, made):
    create = f"ec2 create-nat-gateway --subnet-id {made.subnets[0]} {tags('natgateway')}"
    allocated = f"{create} --allocation-id {made.addresses[1]} --client-token tour"
    made.nat = aws(allocated)["NatGateway"]["NatGatewayId"]
    assert aws(allocated)["NatGateway"]["NatGatewayId"] == made.nat
    # One more with the same address fails in the end, and says why.
    failing = aws(f"{create} --allocation-id {made.addresses[1]}")["NatGateway"]["NatGatewayId"]
    look = "ec2 describe-nat-gateways --nat-gateway-ids"
    aws.until("NatGateways[0].State == 'available'", f"{look} {made.nat}")
    aws.until("NatGateways[0].FailureCode", f"{look} {failing}")
    aws(f"ec2 delete-nat-gateway --nat-gateway-id {failing}")
    aws(
        f"ec2 create-route --route-table-id {made.tables[1]} --nat-gateway-id {made.nat}"
        " --destination-cidr-block 0.0.0.0/0"
    )
    aws(f"ec2 delete-nat-gateway --nat-gateway-id {made.nat}")
    aws.until("NatGateways[0].State == 'deleted'", f"{look} {made.nat}")
    blackhole = "RouteTables[0].Routes[?State == 'blackhole']"
    aws.until(blackhole, f"ec2 describe-route-tables --route-table-ids {made.tables[1]}")


def test_gateway_endpoint(aws, made):
    made.s3 = aws(
        f"ec2 create-vpc-endpoint --vpc-id {made.vpc} --service-name {REGION}.s3"
        f" --route-table-ids {made.tables[0]} {tags('vpc-endpoint')}"
    )["VpcEndpoint"]["VpcEndpointId"]
    look = f"ec2 describe-vpc-endpoints --vpc-endpoint-ids {made.s3}"
    aws.until("VpcEndpoints[0].State == 'available'", look)
    aws(f"ec2 describe-route-tables --route-table-ids {made.tables[0]}")
    modify = f"ec2 modify-vpc-endpoint --vpc-endpoint-id {made.s3}"
    aws(f"{modify} --add-route-table-ids {made.tables[1]}")


def test_interface_endpoint(aws, made):
    made.ssm = aws(
        f"ec2 create-vpc-endpoint --vpc-id {made.vpc} --service-name {REGION}.ssm"
        f" --vpc-endpoint-type Interface --subnet-ids {made.subnets[0]} --private-dns-enabled"
        f" --security-group-ids {made.groups[1]} --client-token ssm {tags('vpc-endpoint')}"
    )["VpcEndpoint"]["VpcEndpointId"]
    look = f"ec2 describe-vpc-endpoints --vpc-endpoint-ids {made.ssm}"
    aws.until("VpcEndpoints[0].State == 'available'", look)
    aws(f"ec2 modify-vpc-endpoint --vpc-endpoint-id {made.ssm} --no-private-dns-enabled")
    requested = "Name=requester-managed,Values=true"
    aws(f"ec2 describe-network-interfaces --filters {requested}")


def test_deleting_endpoints_tells_those_that_are_unknown(aws, made):
    unknown = "vpce-0123456789abcdef0"
    delete = f"ec2 delete-vpc-endpoints --vpc-endpoint-ids {made.s3} {made.ssm} {unknown}"
    (unsuccessful,) = aws(delete)["Unsuccessful"]
    assert unsuccessful["ResourceId"] == unknown
    assert unsuccessful["Error"]["Code"] == "InvalidVpcEndpointId.NotFound"
    aws.until(
        "VpcEndpoints == `[]`",
        f"ec2 describe-vpc-endpoints --filters Name=vpc-id,Values={made.vpc}",
    )
