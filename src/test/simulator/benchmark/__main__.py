"""src/test/simulator/bench: measures and prints tables. It asserts responses, but no times."""

import argparse
import signal
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "moto"))

import describe  # noqa: E402
import environments  # noqa: E402
import start  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="use few instances")
    parser.add_argument("--instances", type=int, default=20_000)
    parser.add_argument("--wanted", type=int, default=1000, help="number of instances with the tag")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument(
        "--environments",
        type=int,
        metavar="N",
        help="measure a simulated AWS with this number of environments instead",
    )
    parser.add_argument("--speed", type=float, default=60, help="speed with --environments")
    options = parser.parse_args()
    if options.smoke:
        options.instances, options.wanted, options.repetitions = 200, 10, 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # The servers end with it.
    if options.environments:
        environments.measure(options.environments, options.speed)
        return
    start.measure(options.repetitions)
    describe.measure(options.instances, options.wanted, options.repetitions)


main()
