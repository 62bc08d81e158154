"""The compared servers: processes on the loopback interface."""

import contextlib
import os
import sys
from pathlib import Path

from processes import ROOT, Program

WORK = ROOT / "target" / "simulator"


class Server:
    """A running server."""

    def __init__(self, program, endpoint):
        self.program = program
        self.endpoint = endpoint

    @property
    def pid(self):
        """The pid of the serving process: ./ssmenv becomes Java."""
        return self.program.process.pid

    def processor_seconds(self):
        return processor_seconds(self.pid)


def processor_seconds(pid):
    """Returns the processor time of a process."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    # Processor time does not depend on other processes.
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def simulator(*options):
    """Starts a simulated AWS without request rates, quotas, read lags and log."""
    program = Program(
        "benchmark",
        *(ROOT / "ssmenv", "simulate", "--no-throttling", "--no-quotas", "--consistent"),
        *("--quiet", *options),
        work=WORK,
    )
    try:
        program.await_output("^The simulated AWS is ready")
        yield Server(program, program.exports()["AWS_ENDPOINT_URL"])
    finally:
        program.stop()


@contextlib.contextmanager
def moto():
    program = Program(
        "benchmark-moto",
        *(sys.executable, Path(__file__).with_name("moto_many.py")),
        work=WORK,
    )
    try:
        ready = program.await_output(r"Running on (http://127\.0\.0\.1:\d+)")
        yield Server(program, ready.group(1))
    finally:
        program.stop()
