"""Manual changes are corrected and reported."""

import pytest

from processes import await_that

ENVIRONMENT = "nat-gateway"
ROUTE = "route/workload-a/0.0.0.0/0"
SSH = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def default_route(account):
    table = account.of(ENVIRONMENT, "routetable")["routetable/workload-a"]
    found = [one for one in table["Routes"] if one.get("DestinationCidrBlock") == "0.0.0.0/0"]
    return found[0] if found else None


@pytest.fixture
def corrected(cluster, built):
    """Waits until the count of corrections has increased by one since the start of the test."""
    before = cluster.status(ENVIRONMENT)["drift"]["corrected"]

    def wait():
        await_that(
            "the correction is counted",
            lambda: cluster.status(ENVIRONMENT)["drift"]["corrected"] == before + 1,
        )
        return cluster.status(ENVIRONMENT)

    return wait


def test_a_deleted_default_route_is_recreated_and_the_status_reports_it(
    account, cluster, corrected
):
    before = default_route(account)
    table = account.ids(ENVIRONMENT, "routetable")["routetable/workload-a"]

    account.ec2.delete_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0")
    assert default_route(account) is None

    await_that("the route is back", lambda: default_route(account))
    assert default_route(account) == before
    status = corrected()
    assert status["drift"]["pending"] == 0
    assert status["drift"]["lastCorrected"] >= status["drift"]["lastDetected"]
    await_that(
        "the operator has read that AWS agrees",
        lambda: cluster.conditions(ENVIRONMENT)["InSync"] == ("True", "InSync"),
    )


def test_events_report_the_drift_and_its_correction(cluster):
    events = cluster.events(ENVIRONMENT)
    assert ("Warning", "DriftDetected", f"{ROUTE} missing") in events
    assert ("Normal", "DriftCorrected", f"1 corrected: {ROUTE}") in events


def test_an_opened_port_is_closed(account, corrected):
    group = account.ids(ENVIRONMENT, "securitygroup")["securitygroup/instances"]

    def ingress():
        return account.of(ENVIRONMENT, "securitygroup")["securitygroup/instances"]["IpPermissions"]

    account.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[SSH])
    assert ingress() != []

    await_that("no inbound rule exists", lambda: ingress() == [])
    corrected()


def test_drift_of_one_environment_does_not_affect_the_others(cluster):
    for other in ("public", "nat", "private"):
        assert cluster.status(other)["drift"]["corrected"] == 0
