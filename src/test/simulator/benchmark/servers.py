"""The servers that are compared: each a process on loopback, ended by its pid."""

import contextlib
import os
import sys
from pathlib import Path

from processes import ROOT, Program

WORK = ROOT / "target" / "simulator"


class Server:
    """A server that answers."""

    def __init__(self, program, endpoint):
        self.program = program
        self.endpoint = endpoint

    @property
    def pid(self):
        """Of the process that serves: ./ssmenv becomes Java."""
        return self.program.process.pid

    def processor_seconds(self):
        return processor_seconds(self.pid)


def processor_seconds(pid):
    """What a process has worked so far."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    # Other work on the machine does not count.
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def simulator(*options):
    """Without what would only get in the way: rates, quotas, lags of reads, a printed log."""
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
