"""The programs of a run. Each has its own log, and is ended by its pid."""

import os
import re
import shlex
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / "target" / "moto"


def await_that(what, condition, seconds=60, every=0.2):
    """Waits until the condition is true and returns its value; fails after the time limit."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}; last value: {answer!r}")
        time.sleep(every)


class Program:
    """A process in the foreground whose output goes to <name>.log in the work folder."""

    def __init__(self, name, *command, work=WORK, **environment):
        self.name = name
        self.log = work / f"{name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                cwd=ROOT,
                env=os.environ | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def output(self):
        return self.log.read_text(errors="replace")

    def await_output(self, pattern, seconds=60):
        """Waits for the first match in the output; fails if the program ends before."""

        def found():
            ended = not self.is_running()  # Checked before reading, to include the last output.
            match = re.search(pattern, self.output(), re.MULTILINE)
            if match is None and ended:
                raise AssertionError(f"{self.name} ended with {self.process.returncode}")
            return match

        return await_that(f"{self.name} says {pattern}", found, seconds)

    def exports(self):
        """The variables that the program printed as lines for a shell."""
        lines = re.findall(r"^export (\w+)=(.*)$", self.output(), re.MULTILINE)
        return {name: shlex.split(value)[0] for name, value in lines}

    def is_running(self):
        return self.process.poll() is None

    def stop(self):
        """Sends SIGTERM, and SIGKILL after 30 seconds."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
