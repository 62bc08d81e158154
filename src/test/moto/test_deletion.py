"""Deleting the objects deletes everything that was created for them. Runs last."""

from urllib.request import urlopen

import pytest

from conftest import ENVIRONMENTS, MANIFESTS


@pytest.fixture(scope="module")
def nat_interfaces(account, built):
    """The interfaces that AWS creates for the NAT gateways, and deletes with them."""
    return sorted(
        address["NetworkInterfaceId"]
        for name in ENVIRONMENTS
        for gateway in account.of(name, "natgateway").values()
        for address in gateway["NatGatewayAddresses"]
    )


@pytest.fixture(scope="module")
def deleted(cluster, nat_interfaces):
    """Deletes everything. kubectl waits for the finalizers, for two minutes at most."""
    cluster.kubectl("delete", *MANIFESTS, "--timeout=2m")
    return cluster


def test_the_objects_are_deleted(deleted):
    assert deleted.kubectl("get", "ssmenv", "-o", "name") == ""


def test_the_account_is_as_it_was_before(account, empty_account, nat_interfaces, deleted):
    left = account.inventory()
    # moto does not delete the interfaces of NAT gateways, and the operator does not own them.
    assert left.pop("networkinterface") == nat_interfaces
    before = dict(empty_account)
    assert before.pop("networkinterface") == []
    assert left == before


def test_only_tombstones_are_left(account, deleted):
    states = {
        one["State"]["Name"]
        for reservation in account.ec2.describe_instances()["Reservations"]
        for one in reservation["Instances"]
    }
    assert states == {"terminated"}
    gateways = account.ec2.describe_nat_gateways()["NatGateways"]
    assert [one["State"] for one in gateways] == ["deleted"] * 3


def test_the_deletion_has_an_event(deleted):
    for name in ENVIRONMENTS:
        assert "Deleting" in {reason for _, reason, _ in deleted.events(name)}


def test_the_operator_is_healthy(operator, deleted):
    url = operator.program.exports()["SSMENV_OPERATOR_URL"]
    for path in ("/healthz", "/readyz"):
        with urlopen(url + path, timeout=10) as answer:
            assert answer.status == 200
    assert operator.program.is_running()
    assert "ERROR" not in operator.program.output()
