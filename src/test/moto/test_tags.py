"""Everything that can carry tags says whose it is, and has the tags of the spec."""

import re

from account import KINDS, tags

EXPECTED_KEYS = {
    "elastic-ip": """
        vpc subnet/workload-a internetgateway routetable/workload-a address/app-0
        securitygroup/instances networkinterface/app-0 instance/app-0 role instanceprofile
    """,
    "nat-gateway": """
        vpc subnet/workload-a subnet/workload-b subnet/public-a subnet/public-b internetgateway
        routetable/workload-a routetable/workload-b routetable/public address/nat-a address/nat-b
        natgateway/a natgateway/b securitygroup/instances networkinterface/app-0
        networkinterface/app-1 instance/app-0 instance/app-1 role instanceprofile
    """,
    "private-endpoints": """
        vpc subnet/workload-a routetable/workload-a securitygroup/instances
        securitygroup/endpoints vpcendpoint/ssm vpcendpoint/ssmmessages vpcendpoint/ec2messages
        vpcendpoint/s3 networkinterface/app-0 networkinterface/batch-0 instance/app-0
        instance/batch-0 role instanceprofile
    """,
}

OF_THE_SPEC = {"elastic-ip": {"cost-center": "42"}, "nat-gateway": {}, "private-endpoints": {}}


def owned(account, environment):
    """All resources of an environment by kind and key; security group rules carry none, since
    their group tells whose they are, nor do the interfaces that AWS makes for its gateways."""
    for kind in (*KINDS, "role", "instanceprofile"):
        for key, resource in account.of(environment, kind).items():
            yield kind, key, resource


def test_exactly_what_the_pattern_needs_is_there(account, environment):
    keys = [key for kind, key, _ in owned(account, environment) if kind != "volume"]
    assert sorted(keys) == sorted(EXPECTED_KEYS[environment].split())


def test_every_resource_has_the_tags_of_its_owner_and_of_the_spec(account, cluster, environment):
    common = {
        "ssmenv.io/schema": "1",
        "ssmenv.io/cluster": cluster.id_of_cluster(),
        "ssmenv.io/environment": cluster.get(environment)["metadata"]["uid"],
        "ssmenv.io/owner": f"default/{environment}",
    } | OF_THE_SPEC[environment]
    for kind, key, resource in owned(account, environment):
        found = tags(resource)
        if kind == "instance":
            # A digest of the image and the type that it was launched for.
            assert re.fullmatch("[0-9a-f]{12}", found.pop("ssmenv.io/launch"))
        name = f"{environment}-{key.replace('/', '-')}"
        assert found == common | {"Name": name, "ssmenv.io/key": key}


def test_the_root_volume_has_the_tags_of_its_instance(account, environment):
    instances = account.of(environment, "instance")
    volumes = account.of(environment, "volume")
    assert {key: tags(one)["Name"] for key, one in volumes.items()} == {
        key: tags(one)["Name"] for key, one in instances.items()
    }
