"""What somebody changes by hand is put right, and told."""

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
    """Waits until one more correction is counted than when the test began."""
    before = cluster.status(ENVIRONMENT)["drift"]["corrected"]

    def wait():
        await_that(
            "the correction is counted",
            lambda: cluster.status(ENVIRONMENT)["drift"]["corrected"] == before + 1,
        )
        return cluster.status(ENVIRONMENT)

    return wait


def test_a_deleted_default_route_comes_back_and_the_status_tells(account, cluster, corrected):
    before = default_route(account)
    table = account.ids(ENVIRONMENT, "routetable")["routetable/workload-a"]

    account.ec2.delete_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0")
    assert default_route(account) is None

    await_that("the route is back", lambda: default_route(account))
    assert default_route(account) == before
    status = corrected()
    assert status["drift"]["pending"] == 0
    assert status["drift"]["lastCorrected"] >= status["drift"]["lastDetected"]
    assert cluster.conditions(ENVIRONMENT)["InSync"] == ("True", "InSync")


def test_events_tell_what_drifted_and_that_it_was_corrected(cluster):
    events = cluster.events(ENVIRONMENT)
    assert ("Warning", "DriftDetected", f"{ROUTE} missing") in events
    assert ("Normal", "DriftCorrected", f"1 corrected: {ROUTE}") in events


def test_a_port_that_somebody_opens_is_closed(account, corrected):
    group = account.ids(ENVIRONMENT, "securitygroup")["securitygroup/instances"]

    def ingress():
        return account.of(ENVIRONMENT, "securitygroup")["securitygroup/instances"]["IpPermissions"]

    account.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[SSH])
    assert ingress() != []

    await_that("nothing may come in", lambda: ingress() == [])
    corrected()


def test_one_environments_drift_is_nothing_to_the_others(cluster):
    for other in ("elastic-ip", "private-endpoints"):
        assert cluster.status(other)["drift"]["corrected"] == 0
