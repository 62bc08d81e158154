"""Fixtures: an API server, moto and the operator, each a process, and the applied environments."""

import os
import signal
import sys
from pathlib import Path

import pytest

from account import Account
from calls import OPERATOR, Calls
from cluster import SAMPLES, Cluster
from processes import ROOT, WORK, Program, await_that

ENVIRONMENTS = ("public", "nat", "private", "nat-gateway")

# The samples, and what none of them has.
MANIFESTS = ("-f", str(SAMPLES), "-f", str(Path(__file__).with_name("nat-gateway.yaml")))

# In the order of the life of an environment: creation, no change, drift, deletion.
ORDER = (
    "test_network",
    "test_security_groups",
    "test_connectivity",
    "test_role",
    "test_instances",
    "test_tags",
    "test_status",
    "test_idempotence",
    "test_drift",
    "test_deletion",
)


def pytest_configure(config):
    """A terminated run ends its processes too, as after Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: ORDER.index(item.module.__name__))


def pytest_terminal_summary(terminalreporter, exitstatus):
    if exitstatus:
        for log in sorted(WORK.glob("*.log")):
            terminalreporter.section(f"the last lines of {log.relative_to(ROOT)}")
            terminalreporter.write("\n".join(log.read_text(errors="replace").splitlines()[-25:]))
            terminalreporter.line("")


@pytest.fixture(scope="session")
def work():
    """target/moto, without the logs of an earlier run."""
    WORK.mkdir(parents=True, exist_ok=True)
    for old in (*WORK.glob("*.log"), WORK / "calls.jsonl"):
        old.unlink(missing_ok=True)
    return WORK


@pytest.fixture(scope="session")
def control_plane(work):
    program = Program("control-plane", ROOT / "ssmenv", "control-plane")
    try:
        # On the first run, its programs are downloaded or built.
        program.await_output("^The API server is ready", seconds=900)
        yield program
    finally:
        program.stop()


@pytest.fixture(scope="session")
def cluster(control_plane):
    return Cluster(os.environ | control_plane.exports())


@pytest.fixture(scope="session")
def moto(work):
    """moto in a separate process, which records all requests in calls.jsonl."""
    program = Program(
        "moto",
        *(Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", "0"),
        MOTO_IAM_LOAD_MANAGED_POLICIES="true",
        MOTO_ENABLE_RECORDING="true",
        MOTO_RECORDER_FILEPATH=str(work / "calls.jsonl"),
    )
    try:
        program.url = program.await_output(r"Running on (http://127\.0\.0\.1:\d+)").group(1)
        yield program
    finally:
        program.stop()


@pytest.fixture(scope="session")
def account(moto):
    return Account(moto.url)


@pytest.fixture(scope="session")
def empty_account(account):
    """The inventory before anything is created: moto's default VPC and its resources."""
    return account.inventory()


@pytest.fixture
def calls(work):
    return Calls(work / "calls.jsonl")


class Operator:
    """The operator process, which can be restarted."""

    def __init__(self, control_plane, moto):
        self._environment = control_plane.exports() | {
            "AWS_ENDPOINT_URL": moto.url,
            "AWS_ACCESS_KEY_ID": OPERATOR,
            "AWS_SECRET_ACCESS_KEY": "secret",
        }
        self._started = 0
        self.start()

    def start(self):
        self._started += 1
        # Short, so that a test sees several polls in less than a minute.
        self.program = Program(
            f"operator-{self._started}",
            *(ROOT / "ssmenv", "operator", "--poll-interval", "5"),
            **self._environment,
        )
        self.program.await_output("^The operator is ready")

    def restart(self):
        self.program.stop()
        self.start()


@pytest.fixture(scope="session")
def operator(control_plane, moto, empty_account):
    operator = Operator(control_plane, moto)
    try:
        yield operator
    finally:
        operator.program.stop()


@pytest.fixture(scope="session")
def built(operator, cluster):
    """The created environments; the operator only waits for the agents, which moto lacks."""
    cluster.kubectl("apply", *MANIFESTS)
    for name in ENVIRONMENTS:
        await_that(
            f"{name} is created",
            lambda name=name: (
                cluster.conditions(name).get("InSync") == ("True", "InSync")
                and cluster.conditions(name)["Reconciling"] == ("True", "WaitingForAgents")
            ),
            seconds=120,
        )
    return cluster


@pytest.fixture(params=ENVIRONMENTS)
def environment(request, built):
    """Each of the created environments."""
    return request.param
