"""Prints the numbers of several repetitions as a table."""

import os
import platform
import statistics
import time


def timed(action):
    """Returns the duration of an action in seconds, and its result."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def spread(seconds):
    """Returns median, minimum, maximum and count."""
    ordered = sorted(seconds)
    factor, unit, digits = (1000, "ms", 0) if ordered[-1] < 10 else (1, "s", 1)
    low, middle, high = (
        f"{factor * number:.{digits}f}"
        for number in (ordered[0], statistics.median(ordered), ordered[-1])
    )
    if len(ordered) == 1:
        return f"{middle} {unit}, once"
    return f"{middle} {unit} ({low} to {high}), {len(ordered)} x"


def ratio(ours, theirs):
    # Processor time is measured in hundredths of a second.
    return f"{statistics.median(theirs) / max(statistics.median(ours), 0.01):.1f}"


def machine():
    """Describes the machine. A load above the number of cores makes all times longer."""
    load = " ".join(f"{number:.1f}" for number in os.getloadavg())
    return f"{os.cpu_count()} cores, {platform.machine()}, load {load}"


def print_rows(*rows):
    """Prints rows of four columns: what, the simulated AWS, moto, ratio."""
    for what, ours, theirs, times in rows:
        print(f"{what:<40} {ours:<26} {theirs:<30} {times:>6}".rstrip(), flush=True)


def print_header():
    print(f"\n{machine()}")
    print_rows(("", "simulated AWS", "moto", "ratio"))
