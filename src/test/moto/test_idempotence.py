"""Without changes the operator only reads, and writes nothing."""

from conftest import ENVIRONMENTS
from processes import await_that

POLLS = 4

# One read of each service, and the two reads that are made for one resource at a time.
READS = (
    "DescribeRouteTables",
    "DescribeVpcEndpoints",
    "DescribeSecurityGroups",
    "DescribeNatGateways",
    "DescribeInstances",
    "GetAccountAuthorizationDetails",
    "DescribeVpcAttribute",
    "GetInstanceProfile",
)


def await_polls(calls):
    """Waits for several listings of everything. Two of them prove that a resource is absent."""
    await_that(
        f"the operator has polled {POLLS} times",
        lambda: all(calls.count(read) >= POLLS for read in READS),
        seconds=180,
    )


def assert_no_drift(cluster):
    for name in ENVIRONMENTS:
        drift = cluster.status(name)["drift"]
        assert (drift["pending"], drift["corrected"], drift["changes"]) == (0, 0, [])
        reasons = {reason for _, reason, _ in cluster.events(name)}
        assert reasons.isdisjoint({"DriftDetected", "DriftCorrected"})


def test_an_idle_operator_writes_nothing_and_logs_nothing(built, account, operator, calls):
    before = account.inventory()
    output = operator.program.output()

    await_polls(calls)

    assert calls.writes() == []
    assert account.inventory() == before
    assert operator.program.output() == output
    assert_no_drift(built)


def test_a_restarted_operator_finds_no_drift(built, account, operator, calls):
    # It has no recent writes that mask what moto returns: a value that moto stores differently
    # would appear as drift.
    before = account.inventory()

    operator.restart()
    await_polls(calls)

    assert calls.writes() == []
    assert calls.heartbeats() == 1
    assert account.inventory() == before
    assert "PlanExecutor" not in operator.program.output()
    assert_no_drift(built)
