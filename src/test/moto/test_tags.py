"""Every resource that can have tags has the ownership tags and the tags of the spec."""

import re

from account import RESOURCE_TYPES, tags

EXPECTED_KEYS = {
    "public": """
        vpc subnet/workload-a subnet/public-a internetgateway routetable/workload-a
        routetable/public address/app-0 address/nat-a natgateway/a securitygroup/instances
        networkinterface/app-0 instance/app-0 role instanceprofile
    """,
    "nat": """
        subnet/workload-a routetable/workload-a securitygroup/instances networkinterface/app-0
        instance/app-0 role instanceprofile
    """,
    "nat-gateway": """
        vpc subnet/workload-a subnet/workload-b subnet/public-a subnet/public-b internetgateway
        routetable/workload-a routetable/workload-b routetable/public address/nat-a address/nat-b
        natgateway/a natgateway/b securitygroup/instances networkinterface/app-0
        networkinterface/app-1 networkinterface/batch-0 instance/app-0 instance/app-1
        instance/batch-0 role instanceprofile
    """,
    "private": """
        vpc subnet/workload-a routetable/workload-a securitygroup/instances
        securitygroup/endpoints vpcendpoint/ssm vpcendpoint/ssmmessages vpcendpoint/ec2messages
        vpcendpoint/s3 networkinterface/app-0 instance/app-0 role instanceprofile
    """,
}

SPEC_TAGS = {"public": {"cost-center": "42"}, "nat": {}, "private": {}, "nat-gateway": {}}


def owned(account, environment):
    """All tagged resources of an environment by type and key. Security group rules have no tags,
    because their group has them, nor have the interfaces that AWS creates for its gateways."""
    for resource_type in (*RESOURCE_TYPES, "role", "instanceprofile"):
        for key, resource in account.of(environment, resource_type).items():
            yield resource_type, key, resource


def test_exactly_the_resources_of_the_pattern_exist(account, environment):
    keys = [
        key for resource_type, key, _ in owned(account, environment) if resource_type != "volume"
    ]
    assert sorted(keys) == sorted(EXPECTED_KEYS[environment].split())


def test_every_resource_has_the_ownership_tags_and_the_tags_of_the_spec(
    account, cluster, environment
):
    common = {
        "ssmenv.io/schema": "1",
        "ssmenv.io/cluster": cluster.cluster_id(),
        "ssmenv.io/environment": cluster.get(environment)["metadata"]["uid"],
        "ssmenv.io/owner": f"default/{environment}",
    } | SPEC_TAGS[environment]
    for resource_type, key, resource in owned(account, environment):
        found = tags(resource)
        if resource_type == "instance":
            # A digest of the image and the type in the spec at the launch.
            assert re.fullmatch("[0-9a-f]{12}", found.pop("ssmenv.io/launch"))
        name = f"{environment}-{key.replace('/', '-')}"
        assert found == common | {"Name": name, "ssmenv.io/key": key}


def test_the_root_volume_has_the_tags_of_its_instance(account, environment):
    instances = account.of(environment, "instance")
    volumes = account.of(environment, "volume")
    assert {key: tags(one)["Name"] for key, one in volumes.items()} == {
        key: tags(one)["Name"] for key, one in instances.items()
    }
