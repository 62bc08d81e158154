"""Measures the simulated AWS with many environments."""

import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import local

from environment import Environment, find_image
from servers import simulator
from table import machine, timed
from wire import Wire

CONNECTIONS = 4
PATIENCE = 600  # Seconds until all agents have to be online.
MEBI = 1024


def at_once(server, action, items):
    """Uses one connection per thread."""
    own = local()

    def act(item):
        if not hasattr(own, "wire"):
            own.wire = Wire(server.endpoint)
        action(item, own.wire)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        for _ in threads.map(act, items):
            pass


def say(what, value):
    print(f"{what:<48} {value}", flush=True)


def seconds(number):
    return f"{number:.1f} s" if number >= 10 else f"{1000 * number:.0f} ms"


def resident(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    now, peak = (
        int(re.search(rf"{name}:\s+(\d+) kB", status).group(1)) // MEBI
        for name in ("VmRSS", "VmHWM")
    )
    return f"{now} MiB (at most {peak})"


def heap(pid):
    """Returns the heap after a garbage collection, and the resident memory."""
    jcmd = Path(f"/proc/{pid}/exe").resolve().with_name("jcmd")
    for command in ("GC.run", "GC.heap_info"):
        told = subprocess.run(
            [jcmd, str(pid), command], check=True, capture_output=True, text=True
        ).stdout
    parts = re.findall(r"total (\d+)K, used (\d+)K", told)[:2]  # Young and old.
    total, used = (sum(int(number) for number in of) // MEBI for of in zip(*parts, strict=True))
    return f"{used} MiB of {total}"


def nodes(wire):
    """Returns the ping statuses of all managed nodes."""
    token, found = {}, []
    while True:
        page = wire("ssm", "DescribeInstanceInformation", MaxResults=50, **token)
        found += re.findall(r'"PingStatus": *"(\w+)"', page)
        more = re.search(r'"NextToken": *"([^"]+)"', page)
        if more is None:
            return found
        token = {"NextToken": more.group(1)}


def listed(wire, action, element):
    pages = wire.pages("ec2", action, MaxResults=1000)
    return sum(page.count(f"<{element}>") for page in pages)


def await_agents(server, expected):
    """Waits until all nodes are online or the time is over, and returns their number."""
    wire, begun, told = Wire(server.endpoint), time.monotonic(), -1
    while True:
        online = nodes(wire).count("Online")
        if online != told:
            told = online
            print(f"  {time.monotonic() - begun:.0f} s: {online} online", flush=True)
        if online >= expected or time.monotonic() - begun > PATIENCE:
            return f"{online} of {expected} after {time.monotonic() - begun:.0f} s"
        time.sleep(2)


def measure(number, speed):
    print(f"\n{machine()}")
    environments = [Environment(index) for index in range(number)]
    with simulator("--speed", str(speed)) as server:
        wire = Wire(server.endpoint)
        image = find_image(wire)
        laying = timed(partial(at_once, server, Environment.lay, environments))[0]
        say(f"{number} environments: networks and roles", seconds(laying))
        say("  resident", resident(server.pid))
        launching = timed(
            partial(at_once, server, lambda one, by: one.launch(by, image), environments)
        )[0]
        say(f"{2 * number} instances launched", seconds(launching))
        say("Agents online", await_agents(server, 2 * number))
        wire = Wire(server.endpoint)  # The first one's connection was idle for too long.
        for action, element in (("DescribeVpcs", "isDefault"), ("DescribeInstances", "instanceId")):
            taken, count = timed(partial(listed, wire, action, element))
            say(f"{action}, whole, {count}", seconds(taken))
        taken, found = timed(partial(nodes, wire))
        say(f"DescribeInstanceInformation, whole, {len(found)}", seconds(taken))
        say("Processor time so far", seconds(server.processor_seconds()))
        say("Resident", resident(server.pid))
        say("Heap after a collection", heap(server.pid))
        say("Resident after it", resident(server.pid))
