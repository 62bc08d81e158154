"""Tests the contract with the simulated AWS and with moto.

Differences of moto have to be declared. Undeclared differences fail, and so do declared differences
that no longer exist.
"""

import sys
from pathlib import Path

import pytest
import yaml
from botocore.exceptions import ClientError

import cases_acls
import cases_connections
import cases_documents
import cases_egress
import cases_iam
import cases_instances
import cases_interfaces
import cases_network
import cases_nodes
import cases_profiles
import cases_regions
import cases_routes
import cases_session_logs
import cases_sessions
from conftest import WORK, simulator
from contract import CASES, outcome, regions
from processes import Program

assert cases_acls and cases_connections and cases_documents and cases_egress and cases_iam
assert cases_instances and cases_interfaces and cases_network and cases_nodes
assert cases_profiles and cases_regions and cases_routes and cases_session_logs
assert cases_sessions

DIFFERENCES = {
    title: difference
    for file in Path(__file__).parent.glob("differences-*.yaml")
    for title, difference in yaml.safe_load(file.read_text()).items()
}


@pytest.fixture(scope="module")
def simulated_regions(durations):
    program = simulator("contract", "--consistent", "--no-throttling", *durations)
    try:
        yield regions(program.exports()["AWS_ENDPOINT_URL"])
    finally:
        program.stop()


@pytest.fixture(scope="module")
def moto_regions():
    program = Program(
        "moto",
        *(Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", "0"),
        work=WORK,
        MOTO_IAM_LOAD_MANAGED_POLICIES="true",
    )
    try:
        yield regions(program.await_output(r"Running on (http://127\.0\.0\.1:\d+)").group(1))
    finally:
        program.stop()


@pytest.mark.parametrize("title", CASES)
def test_the_simulated_aws_answers_as_aws(title, simulated_regions):
    assert outcome(title, simulated_regions) == CASES[title][1]


@pytest.mark.parametrize("title", CASES)
def test_moto_answers_as_aws_or_as_declared(title, moto_regions):
    answered, expected = outcome(title, moto_regions), CASES[title][1]
    if title not in DIFFERENCES:
        assert answered == expected, "undeclared difference"
    else:
        assert answered != expected, "no longer a difference: remove it from differences-*.yaml"
        assert answered == DIFFERENCES[title]["moto"]


def test_default_quotas_are_those_of_a_new_account(durations):
    program = simulator("quotas", "--consistent", "--default-quotas", *durations)
    try:
        cloud = regions(program.exports()["AWS_ENDPOINT_URL"])[0]
        for _ in range(5):
            cloud.address()
        with pytest.raises(ClientError, match="AddressLimitExceeded"):
            cloud.address()
    finally:
        program.stop()


def test_every_declared_difference_has_a_case_and_a_source():
    assert DIFFERENCES.keys() <= CASES.keys()
    for difference in DIFFERENCES.values():
        assert difference.keys() == {"moto", "source"}
