"""The end of the tour: deletes everything, and checks that every operation was called."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

from test_tour_roles import CORE, PROFILE, ROLE


def test_the_instance_goes(aws, made):
    aws(f"ec2 terminate-instances --instance-ids {made.instance}")
    look = f"ec2 describe-instances --instance-ids {made.instance}"
    aws.until("Reservations[0].Instances[0].State.Name == 'terminated'", look)
    aws(f"ec2 delete-network-interface --network-interface-id {made.interface}")
    for address in made.addresses:
        aws(f"ec2 release-address --allocation-id {address}")


def test_the_network_goes(aws, made):
    for group in made.groups:
        aws(f"ec2 delete-security-group --group-id {group}")
    for association in made.associations:
        aws(f"ec2 disassociate-route-table --association-id {association}")
    for table in made.tables:
        aws(f"ec2 delete-route-table --route-table-id {table}")
    gateway = f"--internet-gateway-id {made.gateway}"
    aws(f"ec2 detach-internet-gateway {gateway} --vpc-id {made.vpc}")
    aws(f"ec2 delete-internet-gateway {gateway}")
    aws.refused("DependencyViolation", f"ec2 delete-vpc --vpc-id {made.vpc}")
    for subnet in made.subnets:
        aws(f"ec2 delete-subnet --subnet-id {subnet}")
    aws(f"ec2 delete-vpc --vpc-id {made.vpc}")


def test_the_role_goes(aws, made):
    aws(f"iam remove-role-from-instance-profile {PROFILE} {ROLE}")
    aws(f"iam delete-instance-profile {PROFILE}")
    aws(f"iam detach-role-policy {ROLE} --policy-arn {CORE}")
    aws(f"iam delete-role-policy {ROLE} --policy-name logs")
    aws(f"iam delete-role {ROLE}")
    aws(f"iam delete-policy --policy-arn {made.boundary}")


def test_nothing_is_left(simulated):
    endpoint = simulated.exports()["AWS_ENDPOINT_URL"]
    with urllib.request.urlopen(f"{endpoint}/_simulator/state") as answer:
        left = json.load(answer)["resources"]
    assert [one for one in left if one["state"] not in ("terminated", "deleted", "failed")] == []


def test_every_supported_operation_was_toured(aws, supported):
    # The first always fails: the simulator supports only primary interfaces, which cannot be
    # detached. The others read logs, which only a session with the plugin has: see SessionLogTest.
    assert supported.keys() - aws.succeeded == {
        ("ec2", "DetachNetworkInterface"),
        ("logs", "GetLogEvents"),
        ("s3", "GetObject"),
    }
    assert aws.succeeded <= supported.keys()


def test_the_program_aws_understands_the_printed_lines(simulated):
    program = Path(sys.executable).with_name("aws")
    told = subprocess.run(
        [program, "sts", "get-caller-identity", "--output", "text", "--query", "Account"],
        env={"PATH": "/usr/bin:/bin", **simulated.exports()},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert told.stdout.strip() == "111122223333"
