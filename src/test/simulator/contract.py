"""The contract: cases with the response of AWS, to be tested with any implementation of AWS."""

import itertools
import json

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from processes import await_that

# Cases are distributed over the regions because quotas apply per region, such as 100 VPCs.
REGIONS = ("eu-west-1", "eu-central-1", "us-east-1", "us-west-2")
CASES = {}

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "ec2.amazonaws.com"},
            }
        ],
    }
)
ALLOW = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*"}],
    }
)
CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


def case(title, expected):
    """Registers a case: a function of a cloud, and the result that AWS gives.

    The result is the return value of the function, or the HTTP status and the code of an error.
    """

    def register(function):
        assert title not in CASES, title
        CASES[title] = (function, expected)
        return function

    return register


def outcome(title, clouds):
    """Returns the result of a case with an implementation of AWS, given by its regions."""
    function, expected = CASES[title]
    cloud = clouds[list(CASES).index(title) % len(clouds)]
    try:
        answer = function(cloud)
    except ClientError as refusal:
        status = refusal.response["ResponseMetadata"]["HTTPStatusCode"]
        return f"{status} {refusal.response['Error']['Code']}"
    except ResponseParserError:
        return "unparsable response"
    refused = isinstance(expected, str) and expected[:3].isdigit()
    return "accepted" if refused else answer


class Cloud:
    """A region of an implementation of AWS. All resources that it returns are new."""

    _numbers = itertools.count(1)

    def __init__(self, endpoint, region):
        self.region = region

        def client(service):
            return boto3.client(
                service,
                region_name=region,
                endpoint_url=endpoint,
                aws_access_key_id="contract",
                aws_secret_access_key="test",
                config=Config(parameter_validation=False, retries={"total_max_attempts": 1}),
            )

        self.ec2 = client("ec2")
        self.iam = client("iam")
        self.kms = client("kms")
        self.logs = client("logs")
        self.s3 = client("s3")
        self.ssm = client("ssm")
        self.sts = client("sts")

    def name(self):
        return f"contract-{next(self._numbers)}"

    def vpc(self, hostnames=False):
        made = self.ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        if hostnames:
            self.ec2.modify_vpc_attribute(VpcId=made, EnableDnsHostnames={"Value": True})
        return made

    def subnet(self, vpc=None, cidr="10.9.1.0/24", zone="a"):
        return self.ec2.create_subnet(
            VpcId=vpc or self.vpc(), CidrBlock=cidr, AvailabilityZone=f"{self.region}{zone}"
        )["Subnet"]["SubnetId"]

    def gateway(self, vpc):
        made = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=made, VpcId=vpc)
        return made

    def public_subnet(self):
        vpc = self.vpc()
        self.gateway(vpc)
        return self.subnet(vpc)

    def table(self, vpc):
        return self.ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]

    def acl(self, vpc):
        return self.ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]

    def main_table(self, vpc):
        return self.listed("route_tables", "RouteTables", vpc)[0]

    def listed(self, operation, plural, vpc):
        """Returns the resources of a type in a VPC."""
        describe = getattr(self.ec2, f"describe_{operation}")
        return describe(Filters=[{"Name": "vpc-id", "Values": [vpc]}])[plural]

    def group(self, vpc, name=None):
        return self.ec2.create_security_group(
            GroupName=name or self.name(), Description="contract", VpcId=vpc
        )["GroupId"]

    def interface(self, subnet, **more):
        return self.ec2.create_network_interface(SubnetId=subnet, **more)["NetworkInterface"][
            "NetworkInterfaceId"
        ]

    def address(self):
        return self.ec2.allocate_address(Domain="vpc")["AllocationId"]

    def nat(self, subnet=None, address=None, **more):
        """Returns an available NAT gateway."""
        made = self.ec2.create_nat_gateway(
            SubnetId=subnet or self.public_subnet(),
            AllocationId=address or self.address(),
            **more,
        )["NatGateway"]["NatGatewayId"]
        await_that(f"{made} is available", lambda: self.nat_state(made) == "available")
        return made

    def nat_state(self, nat):
        return self.ec2.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"][0]["State"]

    def endpoint(self, vpc, service="ssm", **more):
        return self.ec2.create_vpc_endpoint(
            VpcId=vpc, ServiceName=f"com.amazonaws.{self.region}.{service}", **more
        )["VpcEndpoint"]

    def image(self):
        return self.ssm.get_parameter(Name=IMAGE)["Parameter"]["Value"]

    def run(self, **more):
        """Calls RunInstances for one instance."""
        request = {
            "ImageId": self.image(),
            "InstanceType": "t3.micro",
            "MinCount": 1,
            "MaxCount": 1,
        }
        return self.ec2.run_instances(**(request | more))["Instances"][0]

    def instance(self, **more):
        """Returns a running instance, by default in a new VPC."""
        if "NetworkInterfaces" not in more:
            more.setdefault("SubnetId", self.subnet())
        made = self.run(**more)["InstanceId"]
        self.await_instance(made, "running")
        return made

    def state(self, instance):
        found = self.ec2.describe_instances(InstanceIds=[instance])["Reservations"]
        return found[0]["Instances"][0]["State"]["Name"]

    def await_instance(self, instance, state):
        await_that(f"{instance} is {state}", lambda: self.state(instance) == state)

    def terminated(self, instance):
        self.ec2.terminate_instances(InstanceIds=[instance])
        self.await_instance(instance, "terminated")

    def role(self, **more):
        name = self.name()
        self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST, **more)
        return name

    def profile(self, role=None):
        name = self.name()
        self.iam.create_instance_profile(InstanceProfileName=name)
        if role:
            self.iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
        return name

    def known_profile(self):
        """Returns a profile with a role that EC2 knows."""
        name = self.profile(self.role())
        subnet = self.subnet()

        def known():
            try:
                self.run(SubnetId=subnet, IamInstanceProfile={"Name": name}, DryRun=True)
            except ClientError as refusal:
                return refusal.response["Error"]["Code"] == "DryRunOperation"
            raise AssertionError("a dry run was not refused")

        await_that(f"EC2 knows {name}", known)
        return name

    def policy(self):
        return self.iam.create_policy(PolicyName=self.name(), PolicyDocument=ALLOW)["Policy"]["Arn"]


def regions(endpoint):
    """Returns the regions of an implementation of AWS."""
    return [Cloud(endpoint, region) for region in REGIONS]


def named(name, *values):
    """Returns a list with one filter."""
    return [{"Name": name, "Values": list(values)}]
