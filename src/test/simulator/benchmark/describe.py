"""DescribeInstances of some of many, by a tag, in one run with moto."""

import re
from functools import partial

import boto3
from botocore.config import Config

from servers import moto, simulator
from table import print_rows, ratio, spread, timed
from wire import Wire, first, tagged

AT_ONCE = 1000  # As many as a call may tag, and a page may hold.
IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
TAGS = {"Name": "benchmark", "ssmenv.io/schema": "1", "ssmenv.io/owner": "benchmark/many"}
WANTED = "ssmenv.io/environment"


def fill(server, instances, wanted):
    """Many instances, of which those with the tag are spread evenly among the others."""
    ec2 = Wire(server.endpoint)
    image = re.search(r'"Value": *"([^"]+)"', ec2("ssm", "GetParameter", Name=IMAGE)).group(1)
    vpc = first("vpcId", ec2("ec2", "CreateVpc", CidrBlock="10.0.0.0/16"))
    ids = []
    while len(ids) < instances:
        cidr = f"10.0.{len(ids) // AT_ONCE * 8}.0/21"
        subnet = first("subnetId", ec2("ec2", "CreateSubnet", VpcId=vpc, CidrBlock=cidr))
        count = min(AT_ONCE, instances - len(ids))
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
        ids += re.findall("<instanceId>(i-[0-9a-f]+)</instanceId>", answer)
    assert len(ids) == instances, len(ids)
    chosen = ids[:: instances // wanted]
    tag = {"Key": WANTED, "Value": "wanted"}
    ec2("ec2", "CreateTags", ResourceId=chosen, Tag=[tag])
    assert len(chosen) == wanted, len(chosen)


def raw(server, wanted):
    """The bodies are read, and not parsed. All that is wanted fits on a page of both."""
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
        config=Config(read_timeout=300, retries={"total_max_attempts": 1}),
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


def measure(instances, wanted, repetitions):
    # Time hardly passes, and agents hardly work: moto has none.
    with simulator("--speed", "0.01") as ours, moto() as theirs:
        servers = (ours, theirs)
        filled = [timed(partial(fill, server, instances, wanted))[0] for server in servers]
        print_rows(row(f"{instances} instances launched", filled[:1], filled[1:]))
        for name, client in (("raw", raw), ("boto3", by_boto3)):
            runs = [client(server, wanted) for server in servers]
            times, work = ([], []), ([], [])
            for _ in range(repetitions + 1):  # The first is a rehearsal.
                for index, (call, check) in enumerate(runs):
                    before = servers[index].processor_seconds()
                    seconds, pages = timed(call)
                    work[index].append(servers[index].processor_seconds() - before)
                    times[index].append(seconds)
                    check(pages)
            what = f"DescribeInstances, {wanted} by tag, {name}"
            print_rows(row(what, *(of[1:] for of in times)))
            print_rows(row("  processor time of the server", *(of[1:] for of in work)))


def row(what, ours, theirs):
    return what, spread(ours), spread(theirs), ratio(ours, theirs)
