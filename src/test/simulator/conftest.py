"""The simulated AWS, a process, and the clients that look at it."""

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

# A story: what is built is needed by what comes after it; the end is the last.
ORDER = (
    "test_tour_network",
    "test_tour_roles",
    "test_tour_groups",
    "test_tour_ways_out",
    "test_tour_instances",
    "test_tour_nodes",
    "test_tour_end",
    "test_contract",
    "test_fidelity",
)

# With this many simulated seconds in one, a NAT gateway takes half a second, and what is deleted is
# seen for 18 more: a slow machine has the time to look at it.
SPEED = 200


def pytest_addoption(parser):
    parser.addoption("--write-docs", action="store_true", help="write docs/simulator.md again")
    parser.addoption(
        "--aws-durations",
        default="seeded",
        choices=("seeded", "shortest", "longest"),
        help="where in their ranges the simulated AWS's durations and lags lie",
    )


def pytest_configure(config):
    """A run that is terminated ends its processes all the same, as after Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: ORDER.index(item.module.__name__))


def simulator(name, *options):
    """A simulated AWS that is ready, and the variables that lead to it."""
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
    """What the simulator says of itself: (service, operation) and the parameters of each."""
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
    """Where durations and lags lie in this run: options of a simulator."""
    return "--durations", pytestconfig.getoption("--aws-durations")


@pytest.fixture(scope="session")
def simulated(durations):
    # The tour is of operations; what lags is in EventualConsistencyTest.
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
    """The CLI; every answer that it got in a test has to be one of the model's."""
    tour_cli.faults.clear()
    yield tour_cli
    assert not tour_cli.faults, "\n".join(tour_cli.faults)


@pytest.fixture(scope="session")
def made():
    """The ids of what the tour has made so far."""
    return types.SimpleNamespace()
