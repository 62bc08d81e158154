"""The status of the environments.

moto has no agents and returns status 500 for
DescribeInstanceInformation. Everything else is complete, and the status must say so."""

import pytest

from account import HOSTS

INSTANCES = {
    "public": ["app-0"],
    "nat": ["app-0"],
    "private": ["app-0"],
    "nat-gateway": ["app-0", "app-1", "batch-0"],
}
PATTERNS = {
    "public": "ElasticIp",
    "nat": "NatGateway",
    "private": "PrivateEndpoints",
    "nat-gateway": "NatGateway",
}


def egress(account, environment):
    """The addresses that others see: of the NAT gateways of the VPC, or of the instances."""
    through_nat = PATTERNS[environment] == "NatGateway"
    owner = HOSTS.get(environment, environment)
    return {
        address["PublicIp"]
        for key, address in account.of(owner, "address").items()
        if key.startswith("address/nat-") == through_nat
    }


@pytest.mark.parametrize(
    ("condition", "status", "reason"),
    [
        ("NetworkReady", "True", "Complete"),
        ("InSync", "True", "InSync"),
        ("InstancesOnline", "Unknown", "SystemsManagerUnavailable"),
        ("Ready", "False", "InstancesNotOnline"),
        ("Reconciling", "True", "WaitingForAgents"),
    ],
)
def test_everything_is_complete_but_the_agents_are_unknown(
    cluster, environment, condition, status, reason
):
    assert cluster.conditions(environment)[condition] == (status, reason)


def test_nothing_needs_a_person(cluster, environment):
    assert "Stalled" not in cluster.conditions(environment)


def test_the_message_names_the_failed_systems_manager_call(cluster, environment):
    conditions = cluster.status(environment)["conditions"]
    (online,) = [one for one in conditions if one["type"] == "InstancesOnline"]
    assert "DescribeInstanceInformation" in online["message"]
    assert "500" in online["message"]


def test_each_instance_is_listed_with_its_id_and_an_unknown_ping_status(
    account, cluster, environment
):
    ids = account.ids(environment, "instance")
    listed = [
        (one["name"], one["id"], one["state"], one["pingStatus"])
        for one in cluster.status(environment)["instances"]
    ]
    assert listed == [
        (name, ids[f"instance/{name}"], "running", "Unknown") for name in INSTANCES[environment]
    ]


def test_each_resource_is_listed_with_its_id(account, cluster, environment):
    listed = {one["key"]: one["id"] for one in cluster.status(environment)["resources"]}
    for resource_type in (
        "vpc",
        "subnet",
        "routetable",
        "natgateway",
        "vpcendpoint",
        "securitygroup",
    ):
        ids = account.ids(environment, resource_type)
        assert {key: id for key, id in listed.items() if key.split("/")[0] == resource_type} == ids


def test_kubectl_prints_the_columns(account, cluster, environment):
    columns = cluster.columns(environment)
    del columns["AGE"]
    addresses = set(columns.pop("EGRESS").split(","))
    assert addresses == (egress(account, environment) or {"none"})
    assert columns == {
        "NAME": environment,
        "PATTERN": PATTERNS[environment],
        "ONLINE": f"0/{len(INSTANCES[environment])}",
        "READY": "False",
        "DRIFT": "0",
        "REGION": "eu-west-1",
        "VPC": account.vpc(environment),
        "HOST": HOSTS.get(environment, ""),
        "REASON": "InstancesNotOnline",
    }


def test_events_report_what_was_created(account, cluster, environment):
    events = [(event_type, reason) for event_type, reason, _ in cluster.events(environment)]
    # The event is about the VPC.
    assert events.count(("Normal", "Created")) == (0 if environment in HOSTS else 1)
    assert events.count(("Normal", "NetworkReady")) == 1
    assert events.count(("Normal", "Launched")) == len(INSTANCES[environment])
    assert events.count(("Warning", "SystemsManagerUnavailable")) == 1
    assert ("Normal", "Online") not in events


def test_the_status_names_the_account(account, cluster, environment):
    (vpc,) = account.of(HOSTS.get(environment, environment), "vpc").values()
    assert cluster.status(environment)["accountId"] == vpc["OwnerId"]
