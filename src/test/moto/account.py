"""The AWS side, read with boto3: the resources in moto's account, and their owners."""

import boto3

REGION = "eu-west-1"

# The environments that stand in the VPC of another one.
HOSTS = {"nat": "public"}

# How to list each resource type, the field of its id, and the state of its tombstones. AWS shows
# terminated instances and deleted gateways for about an hour. moto shows them, and also deleted
# endpoints, forever.
RESOURCE_TYPES = {
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

    def listed(self, resource_type):
        """All resources of a type in the account, of all owners, without tombstones."""
        if resource_type == "role":
            roles = self._pages(self.iam, "list_roles", "Roles")
            return [self.iam.get_role(RoleName=role["RoleName"])["Role"] for role in roles]
        if resource_type == "instanceprofile":
            return self._pages(self.iam, "list_instance_profiles", "InstanceProfiles")
        operation, plural, _, tombstone = RESOURCE_TYPES[resource_type]
        if resource_type == "instance":
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

    def of(self, environment, resource_type):
        """The owned resources of a type, by key; fails if a key exists twice."""
        found = {}
        for one in self.listed(resource_type):
            ownership = tags(one)
            if ownership.get("ssmenv.io/owner") == f"default/{environment}":
                key = ownership["ssmenv.io/key"]
                assert key not in found, f"{key} of {environment} exists twice"
                found[key] = one
        return found

    def ids(self, environment, resource_type):
        """The ids of the resources of a type that the environment owns, by key."""
        return {
            key: one[RESOURCE_TYPES[resource_type][2]]
            for key, one in self.of(environment, resource_type).items()
        }

    def keys(self, environment, resource_type):
        """The keys of the resources of a type that the environment owns, by id."""
        return {id: key for key, id in self.ids(environment, resource_type).items()}

    def vpc(self, environment):
        return self.ids(HOSTS.get(environment, environment), "vpc")["vpc"]

    def owned_within(self, environment, resource_type):
        """The resources of a type that the environments of its VPC own."""
        host = HOSTS.get(environment, environment)
        guests = [guest for guest, other in HOSTS.items() if other == host]
        return [one for name in (host, *guests) for one in self.of(name, resource_type).values()]

    def within(self, environment, resource_type):
        """All resources of a type in the environment's VPC, of all owners."""
        return [
            one for one in self.listed(resource_type) if one.get("VpcId") == self.vpc(environment)
        ]

    def s3_prefix_list(self):
        """The id of S3's prefix list in the region."""
        (found,) = self.ec2.describe_prefix_lists(
            Filters=[{"Name": "prefix-list-name", "Values": [f"com.amazonaws.{REGION}.s3"]}]
        )["PrefixLists"]
        return found["PrefixListId"]

    def inventory(self):
        """The ids of all resources, by type."""
        everything = {
            resource_type: sorted(one[entry[2]] for one in self.listed(resource_type))
            for resource_type, entry in RESOURCE_TYPES.items()
        }
        everything["role"] = sorted(one["Arn"] for one in self.listed("role"))
        everything["instanceprofile"] = sorted(one["Arn"] for one in self.listed("instanceprofile"))
        return everything
