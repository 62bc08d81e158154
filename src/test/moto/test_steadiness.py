"""What is built stays as it is: the operator looks, and writes nothing."""

from conftest import ENVIRONMENTS
from processes import await_that

LOOKS = 4

# One question of each service, and the two that are asked for one resource at a time.
QUESTIONS = (
    "DescribeRouteTables",
    "DescribeVpcEndpoints",
    "DescribeSecurityGroups",
    "DescribeNatGateways",
    "DescribeInstances",
    "GetAccountAuthorizationDetails",
    "DescribeVpcAttribute",
    "GetInstanceProfile",
)


def await_looks(calls):
    """Several readings of everything, of which two alone prove that something is absent."""
    await_that(
        f"the operator has looked {LOOKS} times",
        lambda: all(calls.count(question) >= LOOKS for question in QUESTIONS),
        seconds=180,
    )


def assert_no_drift(cluster):
    for name in ENVIRONMENTS:
        drift = cluster.status(name)["drift"]
        assert (drift["pending"], drift["corrected"], drift["changes"]) == (0, 0, [])
        reasons = {reason for _, reason, _ in cluster.events(name)}
        assert reasons.isdisjoint({"DriftDetected", "DriftCorrected"})


def test_a_settled_operator_writes_nothing_and_is_silent(built, account, operator, calls):
    before = account.inventory()
    said = operator.program.output()

    await_looks(calls)

    assert calls.writes() == []
    assert account.inventory() == before
    assert operator.program.output() == said
    assert_no_drift(built)


def test_a_restarted_operator_finds_everything_as_it_should_be(built, account, operator, calls):
    # It holds nothing of its own against what moto tells: what moto keeps in another way than
    # asked would show here as drift.
    before = account.inventory()

    operator.restart()
    await_looks(calls)

    assert calls.writes() == []
    assert account.inventory() == before
    assert "Executor" not in operator.program.output()
    assert_no_drift(built)
