"""The instances of the samples."""

INSTANCES = {
    "public": {"instance/app-0": "t3.micro"},
    "nat": {"instance/app-0": "t3.small"},
    "private": {"instance/app-0": "t3.micro"},
    "nat-gateway": {
        "instance/app-0": "t3.small",
        "instance/app-1": "t3.small",
        "instance/batch-0": "t3.micro",
    },
}

# The instances are spread over the zones.
SUBNETS = {
    "public": {"instance/app-0": "subnet/workload-a"},
    "nat": {"instance/app-0": "subnet/workload-a"},
    "private": {"instance/app-0": "subnet/workload-a"},
    "nat-gateway": {
        "instance/app-0": "subnet/workload-a",
        "instance/app-1": "subnet/workload-b",
        "instance/batch-0": "subnet/workload-a",
    },
}

IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


def instances(account, environment):
    return account.of(environment, "instance")


def test_all_instances_run_and_have_their_type(account, environment):
    found = {key: one["InstanceType"] for key, one in instances(account, environment).items()}
    assert found == INSTANCES[environment]
    states = {one["State"]["Name"] for one in instances(account, environment).values()}
    assert states == {"running"}
    owned = account.owned_within(environment, "instance")
    assert len(account.within(environment, "instance")) == len(owned)


def test_the_image_is_that_of_the_parameter(account, environment):
    image = account.ssm.get_parameter(Name=IMAGE)["Parameter"]["Value"]
    for instance in instances(account, environment).values():
        assert instance["ImageId"] == image


def test_instances_are_in_workload_subnets_spread_over_the_zones(account, environment):
    subnets = account.keys(environment, "subnet")
    found = {key: subnets[one["SubnetId"]] for key, one in instances(account, environment).items()}
    assert found == SUBNETS[environment]


def test_an_instance_uses_its_own_interface(account, environment):
    interfaces = account.ids(environment, "networkinterface")
    for key, instance in instances(account, environment).items():
        (interface,) = instance["NetworkInterfaces"]
        name = key.removeprefix("instance/")
        assert interface["NetworkInterfaceId"] == interfaces[f"networkinterface/{name}"]
        assert interface["Attachment"]["DeviceIndex"] == 0
        # A replacement uses the same interface and keeps its addresses.
        assert interface["Attachment"]["DeleteOnTermination"] is False


def test_only_an_elastic_ip_makes_an_instance_public(account, environment):
    public = {
        interface["Association"]["PublicIp"]
        for instance in instances(account, environment).values()
        for interface in instance["NetworkInterfaces"]
        if interface.get("Association")
    }
    own = {
        address["PublicIp"]
        for key, address in account.of(environment, "address").items()
        if not key.startswith("address/nat-")
    }
    assert public == own
    assert len(own) == (1 if environment == "public" else 0)


def test_an_instance_has_the_profile_of_its_environment(account, environment):
    profile = account.of(environment, "instanceprofile")["instanceprofile"]["Arn"]
    for instance in instances(account, environment).values():
        assert instance["IamInstanceProfile"]["Arn"] == profile


def test_the_metadata_service_requires_tokens(account, environment):
    for instance in instances(account, environment).values():
        options = instance["MetadataOptions"]
        assert (options["HttpTokens"], options["HttpEndpoint"]) == ("required", "enabled")


def test_the_root_volume_is_encrypted_and_deleted_with_the_instance(account, environment):
    volumes = {one["VolumeId"]: one for one in account.listed("volume")}
    for instance in instances(account, environment).values():
        (device,) = instance["BlockDeviceMappings"]
        assert device["DeviceName"] == instance["RootDeviceName"]
        assert device["Ebs"]["DeleteOnTermination"] is True
        assert volumes[device["Ebs"]["VolumeId"]]["Encrypted"] is True


def test_instances_have_no_key_pair(account, environment):
    for instance in instances(account, environment).values():
        assert "KeyName" not in instance
