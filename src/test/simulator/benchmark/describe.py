"""Measures DescribeInstances with a tag filter among many instances, in comparison with moto."""

import json
import math
import re
import time
import urllib.request
from functools import partial

import boto3
from botocore.config import Config

from moto_many import MULTIPLY
from servers import moto, simulator
from table import print_rows, ratio, spread, timed
from wire import Wire, first, tagged

AT_ONCE = 1000  # The maximum for the tags of a call and for a page.
IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
TAGS = {"Name": "benchmark", "ssmenv.io/schema": "1", "ssmenv.io/owner": "benchmark/many"}
WANTED = "ssmenv.io/environment"
PATIENCE = 120  # Seconds for the repetitions of a call.
IDS = re.compile("<instanceId>(i-[0-9a-f]+)</instanceId>")
# The unique values of a clone: ids, and addresses with their names.
OWN = re.compile(
    "(?:i|r|eni|vol|eni-attach)-[0-9a-f]{8,}|ip-[0-9-]+|(?:[0-9]+[.]){3}[0-9]+|[0-9a-f-]{36}"
)


def fill(server, launched, at_once=AT_ONCE):
    """Launches instances, up to a maximum per call and subnet, and returns their ids."""
    ec2 = Wire(server.endpoint)
    image = re.search(r'"Value": *"([^"]+)"', ec2("ssm", "GetParameter", Name=IMAGE)).group(1)
    vpc = first("vpcId", ec2("ec2", "CreateVpc", CidrBlock="10.0.0.0/16"))
    ids = []
    for start in range(0, launched, at_once):
        cidr = f"10.0.{start // at_once * 8}.0/21"
        subnet = first("subnetId", ec2("ec2", "CreateSubnet", VpcId=vpc, CidrBlock=cidr))
        count = min(at_once, launched - start)
        answer = ec2(
            "ec2",
            "RunInstances",
            ImageId=image,
            InstanceType="t3.micro",
            MinCount=count,
            MaxCount=count,
            SubnetId=subnet,
            **tagged("instance", TAGS),
        )
        ids += IDS.findall(answer)
    return ids


def fill_moto(server, instances):
    """Launches one instance per thousand in moto, and clones them inside of moto."""
    launched = fill(server, math.ceil(instances / AT_ONCE), 1)
    request = urllib.request.Request(f"{server.endpoint}{MULTIPLY}{instances}", method="POST")
    with urllib.request.urlopen(request) as answer:
        ids = json.load(answer)
    assert ids[: len(launched)] == launched
    check_alike(server, launched[0], ids[len(launched)])
    return ids


def check_alike(server, launched, cloned):
    """Checks that a clone is described like the original, except for its unique values."""
    wire = Wire(server.endpoint)
    launched, cloned = (
        wire("ec2", "DescribeInstances", InstanceId=[one]) for one in (launched, cloned)
    )
    assert launched != cloned
    assert OWN.sub("", launched) == OWN.sub("", cloned), f"{launched}\n{cloned}"


def mark(server, ids, wanted):
    """Tags this number of instances, evenly distributed."""
    chosen = ids[:: len(ids) // wanted]
    assert len(chosen) == wanted, len(chosen)
    Wire(server.endpoint)(
        "ec2", "CreateTags", ResourceId=chosen, Tag=[{"Key": WANTED, "Value": "wanted"}]
    )


def raw(server, wanted):
    """Describes without parsing the responses. The result fits on one page of both servers."""
    wire = Wire(server.endpoint)
    filters = [{"Name": f"tag:{WANTED}", "Value": ["wanted"]}]

    def call():
        return list(wire.pages("ec2", "DescribeInstances", Filter=filters))

    def check(pages):
        assert sum(page.count("<instanceId>") for page in pages) == wanted

    return call, check


def by_boto3(server, wanted):
    client = boto3.client(
        "ec2",
        region_name="eu-west-1",
        endpoint_url=server.endpoint,
        aws_access_key_id="benchmark",
        aws_secret_access_key="benchmark",
        config=Config(read_timeout=3600, retries={"total_max_attempts": 1}),
    )
    paginator = client.get_paginator("describe_instances")
    filters = [{"Name": f"tag:{WANTED}", "Values": ["wanted"]}]

    def call():
        return list(paginator.paginate(Filters=filters))

    def check(pages):
        instances = [
            instance["InstanceId"]
            for page in pages
            for reservation in page["Reservations"]
            for instance in reservation["Instances"]
        ]
        assert len(set(instances)) == wanted, len(set(instances))

    return call, check


def repeat(server, call, check, most, seconds):
    """A warm-up and then the repetitions; fewer if they take long, but at least one."""
    times, work, begun = [], [], time.monotonic()
    for number in range(most + 1):
        if number > 1 and time.monotonic() - begun > seconds:
            break
        before = server.processor_seconds()
        taken, pages = timed(call)
        check(pages)
        times.append(taken)
        work.append(server.processor_seconds() - before)
        if number == 0 and taken > seconds / 2:
            return times, work  # A rehearsal changes nothing any more.
    return times[1:], work[1:]


def measure(instances, wanted, repetitions):
    # Time hardly passes, so agents do hardly any work: moto has none.
    with simulator("--speed", "0.01") as ours, moto() as theirs:
        launching, our_ids = timed(partial(fill, ours, instances))
        cloning, their_ids = timed(partial(fill_moto, theirs, instances))
        what = f"{instances} instances launched; cloned"
        print_rows((what, spread([launching]), spread([cloning]), ""))
        for server, ids in ((ours, our_ids), (theirs, their_ids)):
            assert len(set(ids)) == instances, len(set(ids))
            mark(server, ids, wanted)
        for name, client in (("raw", raw), ("boto3", by_boto3)):
            times, work = zip(
                *(
                    repeat(server, *client(server, wanted), repetitions, PATIENCE)
                    for server in (ours, theirs)
                ),
                strict=True,
            )
            what = f"DescribeInstances, {wanted} by tag, {name}"
            print_rows(row(what, *times))
            print_rows(row("  processor time of the server", *work))


def row(what, ours, theirs):
    return what, spread(ours), spread(theirs), ratio(ours, theirs)
