"""Internet gateways, addresses, NAT gateways and endpoints."""

import pytest

INTERFACE_ENDPOINTS = ("ec2messages", "ssm", "ssmmessages")


@pytest.mark.parametrize("name", ["public", "nat-gateway"])
def test_the_internet_gateway_is_attached_to_the_vpc(account, built, name):
    (gateway,) = account.of(name, "internetgateway").values()
    assert gateway["Attachments"] == [{"VpcId": account.vpc(name), "State": "available"}]


def test_an_elastic_ip_is_associated_with_the_interface_of_its_instance(account, built):
    address = account.of("public", "address")["address/app-0"]
    interfaces = account.ids("public", "networkinterface")
    assert address["NetworkInterfaceId"] == interfaces["networkinterface/app-0"]
    assert address["Domain"] == "vpc"


def test_a_guest_brings_one_nat_gateway_into_the_vpc_of_its_host(account, built):
    assert account.of("nat", "natgateway") == {}
    (gateway,) = account.of("public", "natgateway").values()
    assert (gateway["VpcId"], gateway["State"]) == (account.vpc("nat"), "available")
    assert gateway["SubnetId"] == account.ids("public", "subnet")["subnet/public-a"]
    assert set(account.of("public", "address")) == {"address/app-0", "address/nat-a"}
    assert account.of("nat", "address") == {}


def test_each_zone_has_a_nat_gateway_in_its_public_subnet(account, built):
    subnets = account.keys("nat-gateway", "subnet")
    gateways = account.of("nat-gateway", "natgateway")
    assert {
        key: (subnets[one["SubnetId"]], one["State"], one["ConnectivityType"])
        for key, one in gateways.items()
    } == {
        "natgateway/a": ("subnet/public-a", "available", "public"),
        "natgateway/b": ("subnet/public-b", "available", "public"),
    }


def test_each_nat_gateway_has_its_own_address(account, built):
    addresses = account.keys("nat-gateway", "address")
    gateways = account.of("nat-gateway", "natgateway")
    assert {
        key: [addresses[address["AllocationId"]] for address in one["NatGatewayAddresses"]]
        for key, one in gateways.items()
    } == {"natgateway/a": ["address/nat-a"], "natgateway/b": ["address/nat-b"]}
    assert set(addresses.values()) == {"address/nat-a", "address/nat-b"}


def test_with_private_endpoints_there_are_no_gateways_and_addresses(account, built):
    for resource_type in ("internetgateway", "natgateway", "address"):
        assert account.of("private", resource_type) == {}
    vpcs = [
        attachment["VpcId"]
        for gateway in account.listed("internetgateway")
        for attachment in gateway["Attachments"]
    ]
    assert account.vpc("private") not in vpcs


def test_the_services_have_interface_endpoints_with_private_dns(account, built):
    endpoints = account.of("private", "vpcendpoint")
    subnet = account.ids("private", "subnet")["subnet/workload-a"]
    group = account.ids("private", "securitygroup")["securitygroup/endpoints"]
    for service in INTERFACE_ENDPOINTS:
        one = endpoints[f"vpcendpoint/{service}"]
        assert {
            "service": one["ServiceName"],
            "type": one["VpcEndpointType"],
            "state": one["State"],
            "vpc": one["VpcId"],
            "private DNS": one["PrivateDnsEnabled"],
            "subnets": one["SubnetIds"],
            "groups": [one["GroupId"] for one in one["Groups"]],
            "tables": one["RouteTableIds"],
        } == {
            "service": f"com.amazonaws.eu-west-1.{service}",
            "type": "Interface",
            "state": "available",
            "vpc": account.vpc("private"),
            "private DNS": True,
            "subnets": [subnet],
            "groups": [group],
            "tables": [],
        }


def test_s3_has_a_gateway_endpoint_in_the_route_table(account, built):
    # Private DNS does not apply to gateway endpoints; moto returns True for all of them.
    s3 = account.of("private", "vpcendpoint")["vpcendpoint/s3"]
    table = account.ids("private", "routetable")["routetable/workload-a"]
    assert (s3["ServiceName"], s3["VpcEndpointType"]) == ("com.amazonaws.eu-west-1.s3", "Gateway")
    assert (s3["RouteTableIds"], s3["SubnetIds"]) == ([table], [])
    assert (s3["VpcId"], s3["State"]) == (account.vpc("private"), "available")


def test_there_are_no_other_endpoints(account, environment):
    expected = set()
    if environment == "private":
        expected = {f"vpcendpoint/{service}" for service in (*INTERFACE_ENDPOINTS, "s3")}
    assert set(account.of(environment, "vpcendpoint")) == expected
    assert len(account.within(environment, "vpcendpoint")) == len(expected)
