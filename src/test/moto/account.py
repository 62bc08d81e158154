"""The AWS side, by boto3: what exists in moto's account, and whose it is."""

import boto3

REGION = "eu-west-1"

# How each kind is listed, where its id is, and in which state it only serves as a tombstone. AWS
# shows terminated instances and deleted gateways for about an hour; moto does so for good, and with
# deleted endpoints too.
KINDS = {
    "vpc": ("describe_vpcs", "Vpcs", "VpcId", None),
    "subnet": ("describe_subnets", "Subnets", "SubnetId", None),
    "internetgateway": (
        "describe_internet_gateways",
        "InternetGateways",
        "InternetGatewayId",
        None,
    ),
    "routetable": ("describe_route_tables", "RouteTables", "RouteTableId", None),
    "address": ("describe_addresses", "Addresses", "AllocationId", None),
    "natgateway": ("describe_nat_gateways", "NatGateways", "NatGatewayId", "deleted"),
    "vpcendpoint": ("describe_vpc_endpoints", "VpcEndpoints", "VpcEndpointId", "deleted"),
    "securitygroup": ("describe_security_groups", "SecurityGroups", "GroupId", None),
    "networkinterface": (
        "describe_network_interfaces",
        "NetworkInterfaces",
        "NetworkInterfaceId",
        None,
    ),
    "volume": ("describe_volumes", "Volumes", "VolumeId", None),
    "instance": ("describe_instances", "Instances", "InstanceId", "terminated"),
}


def tags(resource):
    found = resource.get("Tags") or resource.get("TagSet") or []
    return {tag["Key"]: tag["Value"] for tag in found}


class Account:
    def __init__(self, endpoint):
        def client(service):
            return boto3.client(
                service,
                region_name=REGION,
                endpoint_url=endpoint,
                aws_access_key_id="outside",
                aws_secret_access_key="client",
            )

        self.ec2 = client("ec2")
        self.iam = client("iam")
        self.ssm = client("ssm")

    def listed(self, kind):
        """All of a kind in the account, whoever made it, tombstones left out."""
        if kind == "role":
            roles = self._pages(self.iam, "list_roles", "Roles")
            return [self.iam.get_role(RoleName=role["RoleName"])["Role"] for role in roles]
        if kind == "instanceprofile":
            return self._pages(self.iam, "list_instance_profiles", "InstanceProfiles")
        operation, plural, _, tombstone = KINDS[kind]
        if kind == "instance":
            reservations = self._pages(self.ec2, operation, "Reservations")
            found = [one for reservation in reservations for one in reservation["Instances"]]
            return [one for one in found if one["State"]["Name"] != tombstone]
        found = self._pages(self.ec2, operation, plural)
        return [one for one in found if tombstone is None or one["State"] != tombstone]

    @staticmethod
    def _pages(client, operation, plural):
        if not client.can_paginate(operation):
            return getattr(client, operation)()[plural]
        return [one for page in client.get_paginator(operation).paginate() for one in page[plural]]

    def of(self, environment, kind):
        """What the environment owns of a kind, by its key; an error if there is one key twice."""
        found = {}
        for one in self.listed(kind):
            ownership = tags(one)
            if ownership.get("ssmenv.io/owner") == f"default/{environment}":
                key = ownership["ssmenv.io/key"]
                assert key not in found, f"{key} of {environment} exists twice"
                found[key] = one
        return found

    def ids(self, environment, kind):
        """The ids of what the environment owns of a kind, by key."""
        return {key: one[KINDS[kind][2]] for key, one in self.of(environment, kind).items()}

    def keys(self, environment, kind):
        """The keys of what the environment owns of a kind, by id."""
        return {id: key for key, id in self.ids(environment, kind).items()}

    def vpc(self, environment):
        return self.ids(environment, "vpc")["vpc"]

    def within(self, environment, kind):
        """All of a kind in the environment's VPC, whoever made it."""
        return [one for one in self.listed(kind) if one.get("VpcId") == self.vpc(environment)]

    def s3_prefix_list(self):
        """The id by which S3's addresses are known in the region."""
        (found,) = self.ec2.describe_prefix_lists(
            Filters=[{"Name": "prefix-list-name", "Values": [f"com.amazonaws.{REGION}.s3"]}]
        )["PrefixLists"]
        return found["PrefixListId"]

    def inventory(self):
        """The ids of everything that there is, by kind."""
        everything = {
            kind: sorted(one[entry[2]] for one in self.listed(kind))
            for kind, entry in KINDS.items()
        }
        everything["role"] = sorted(one["Arn"] for one in self.listed("role"))
        everything["instanceprofile"] = sorted(one["Arn"] for one in self.listed("instanceprofile"))
        return everything
