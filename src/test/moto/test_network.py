"""VPC, subnets and routes of each pattern."""

import pytest

from account import HOSTS

VPCS = {
    "public": "10.20.0.0/16",
    "nat": "10.20.0.0/16",
    "nat-gateway": "10.21.0.0/16",
    "private": "10.22.0.0/20",
}

# An eighth of the VPC each, and the last quarter for guests. Only NAT gateways need public subnets,
# and a guest brings those of its host into being.
SUBNETS = {
    "public": {
        "subnet/workload-a": ("10.20.0.0/19", "eu-west-1a"),
        "subnet/public-a": ("10.20.96.0/19", "eu-west-1a"),
    },
    "nat": {"subnet/workload-a": ("10.20.192.0/24", "eu-west-1a")},
    "nat-gateway": {
        "subnet/workload-a": ("10.21.0.0/19", "eu-west-1a"),
        "subnet/workload-b": ("10.21.32.0/19", "eu-west-1b"),
        "subnet/public-a": ("10.21.96.0/19", "eu-west-1a"),
        "subnet/public-b": ("10.21.128.0/19", "eu-west-1b"),
    },
    "private": {"subnet/workload-a": ("10.22.0.0/23", "eu-west-1a")},
}

# The subnets of each route table.
ASSOCIATIONS = {
    "public": {
        "routetable/workload-a": {"subnet/workload-a"},
        "routetable/public": {"subnet/public-a"},
    },
    "nat": {"routetable/workload-a": {"subnet/workload-a"}},
    "nat-gateway": {
        "routetable/workload-a": {"subnet/workload-a"},
        "routetable/workload-b": {"subnet/workload-b"},
        "routetable/public": {"subnet/public-a", "subnet/public-b"},
    },
    "private": {"routetable/workload-a": {"subnet/workload-a"}},
}


def routes(table):
    """The target of each route of a table by destination; all routes must be active."""
    assert {route["State"] for route in table["Routes"]} == {"active"}
    return {
        route.get("DestinationCidrBlock") or route["DestinationPrefixListId"]: route.get(
            "GatewayId"
        )
        or route["NatGatewayId"]
        for route in table["Routes"]
    }


def is_main(table):
    return any(association["Main"] for association in table["Associations"])


def test_an_environment_has_its_own_vpc_unless_it_stands_in_that_of_another(account, environment):
    owner = HOSTS.get(environment, environment)
    assert len(account.of(environment, "vpc")) == (1 if owner == environment else 0)
    (vpc,) = account.of(owner, "vpc").values()
    assert (vpc["CidrBlock"], vpc["State"]) == (VPCS[environment], "available")
    assert not vpc["IsDefault"]


@pytest.mark.parametrize("attribute", ["enableDnsSupport", "enableDnsHostnames"])
def test_the_vpc_supports_dns(account, environment, attribute):
    answer = account.ec2.describe_vpc_attribute(VpcId=account.vpc(environment), Attribute=attribute)
    assert answer[attribute[0].upper() + attribute[1:]] == {"Value": True}


def test_subnets_follow_the_address_plan(account, environment):
    subnets = {
        key: (subnet["CidrBlock"], subnet["AvailabilityZone"])
        for key, subnet in account.of(environment, "subnet").items()
    }
    assert subnets == SUBNETS[environment]
    assert {subnet["VpcId"] for subnet in account.of(environment, "subnet").values()} == {
        account.vpc(environment)
    }


def test_a_vpc_has_no_other_subnets(account, environment):
    ids = [subnet["SubnetId"] for subnet in account.owned_within(environment, "subnet")]
    assert sorted(subnet["SubnetId"] for subnet in account.within(environment, "subnet")) == sorted(
        ids
    )


def test_no_subnet_assigns_public_addresses(account, environment):
    assigned = [subnet["MapPublicIpOnLaunch"] for subnet in account.within(environment, "subnet")]
    assert set(assigned) == {False}


def test_each_subnet_has_its_route_table(account, environment):
    subnets = account.keys(environment, "subnet")
    associations = {
        key: {subnets[one["SubnetId"]] for one in table["Associations"]}
        for key, table in account.of(environment, "routetable").items()
    }
    assert associations == ASSOCIATIONS[environment]


def test_the_main_route_table_has_only_the_local_route(account, environment):
    (main,) = [one for one in account.within(environment, "routetable") if is_main(one)]
    assert routes(main) == {VPCS[environment]: "local"}


def test_with_elastic_ips_the_default_route_leads_to_the_internet_gateway(account, built):
    tables = account.of("public", "routetable")
    gateway = account.ids("public", "internetgateway")["internetgateway"]
    assert routes(tables["routetable/workload-a"]) == {
        "10.20.0.0/16": "local",
        "0.0.0.0/0": gateway,
    }


@pytest.mark.parametrize("zone", ["a", "b"])
def test_with_nat_gateways_the_default_route_leads_to_the_one_of_the_zone(account, built, zone):
    tables = account.of("nat-gateway", "routetable")
    assert routes(tables[f"routetable/workload-{zone}"]) == {
        "10.21.0.0/16": "local",
        "0.0.0.0/0": account.ids("nat-gateway", "natgateway")[f"natgateway/{zone}"],
    }


def test_the_default_route_of_a_guest_leads_to_the_nat_gateway_of_its_host(account, built):
    tables = account.of("nat", "routetable")
    assert routes(tables["routetable/workload-a"]) == {
        "10.20.0.0/16": "local",
        "0.0.0.0/0": account.ids("public", "natgateway")["natgateway/a"],
    }


def test_the_default_route_of_nat_gateways_leads_to_the_internet_gateway(account, built):
    tables = account.of("nat-gateway", "routetable")
    assert routes(tables["routetable/public"]) == {
        "10.21.0.0/16": "local",
        "0.0.0.0/0": account.ids("nat-gateway", "internetgateway")["internetgateway"],
    }


def test_with_private_endpoints_the_only_route_leads_to_s3(account, built):
    tables = account.of("private", "routetable")
    assert routes(tables["routetable/workload-a"]) == {
        "10.22.0.0/20": "local",
        account.s3_prefix_list(): account.ids("private", "vpcendpoint")["vpcendpoint/s3"],
    }
