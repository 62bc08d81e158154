"""Fixtures: the simulated AWS as a process, and its clients."""

import os
import signal
import subprocess
import sys
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / "target" / "simulator"
sys.path.append(str(ROOT / "src/test/moto"))

from cli import Cli  # noqa: E402
from processes import Program  # noqa: E402

# The tests of the tour depend on the resources of the earlier ones; the last one deletes them.
ORDER = (
    "test_tour_network",
    "test_tour_roles",
    "test_tour_groups",
    "test_tour_egress",
    "test_tour_instances",
    "test_tour_nodes",
    "test_tour_documents",
    "test_tour_session_logs",
    "test_tour_end",
    "test_contract",
    "test_fidelity",
)

# Simulated seconds per second. At this speed a NAT gateway takes half a second, and a deleted one
# stays visible for 18 seconds, which is enough for a slow machine.
SPEED = 200


def pytest_addoption(parser):
    parser.addoption("--write-docs", action="store_true", help="update docs/simulator.md")
    parser.addoption(
        "--aws-durations",
        default="seeded",
        choices=("seeded", "shortest", "longest"),
        help="selects the durations and lags of the simulated AWS within their ranges",
    )


def pytest_configure(config):
    """Handles SIGTERM like Ctrl-C, so that a terminated run ends its processes."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: ORDER.index(item.module.__name__))


def simulator(name, *options):
    """Starts a simulated AWS and waits until it is ready."""
    WORK.mkdir(parents=True, exist_ok=True)
    command = (ROOT / "ssmenv", "simulate", "--speed", SPEED, *options)
    program = Program(name, *command, work=WORK)
    try:
        program.await_output("^The simulated AWS is ready")
    except BaseException:
        program.stop()
        raise
    return program


@pytest.fixture(scope="session")
def supported():
    """The supported operations: the parameters by (service, operation)."""
    listed = subprocess.run(
        [ROOT / "ssmenv", "simulate", "--list-operations"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    rows = [line.split() for line in listed.splitlines()]
    return {(service, name): parameters for service, name, _, *parameters in rows}


@pytest.fixture(scope="session")
def durations(pytestconfig):
    """The simulator options that select durations and lags in this run."""
    return "--durations", pytestconfig.getoption("--aws-durations")


@pytest.fixture(scope="session")
def simulated(durations):
    # The tour tests operations; EventualConsistencyTest tests read lags.
    program = simulator("tour", "--consistent", *durations)
    try:
        yield program
    finally:
        program.stop()


@pytest.fixture(scope="session")
def tour_cli(simulated):
    os.environ.update(simulated.exports())
    return Cli()


@pytest.fixture
def aws(tour_cli):
    """The CLI. All responses in a test have to match the service models."""
    tour_cli.faults.clear()
    yield tour_cli
    assert not tour_cli.faults, "\n".join(tour_cli.faults)


@pytest.fixture(scope="session")
def made():
    """The ids of the resources that the tour has created so far."""
    return types.SimpleNamespace()
