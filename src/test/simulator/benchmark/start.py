"""Measures the time from the start of a process to its first response."""

import re
import subprocess

from processes import ROOT
from servers import processor_seconds
from table import print_header, print_rows, spread, timed
from wire import Wire

COMMAND = (ROOT / "ssmenv", "simulate", "--quiet")


def first_answer():
    """Returns the elapsed seconds and the processor seconds."""
    with subprocess.Popen(
        COMMAND, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:

            def answered():
                endpoint = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
                return Wire(endpoint.group())("ec2", "DescribeVpcs")

            return timed(answered)[0], processor_seconds(process.pid)
        finally:
            process.terminate()


def measure(repetitions):
    first_answer()  # The first one after a build makes the AOT cache.
    times, work = zip(*(first_answer() for _ in range(repetitions)), strict=True)
    print_header()
    print_rows(
        ("./ssmenv simulate: first response", spread(times), "", ""),
        ("  its processor time", spread(work), "", ""),
    )
