"""An environment like those of the operator, with the resources of all patterns, by raw calls."""

import json
import re

from describe import IMAGE
from wire import first, tagged

CIDR = "10.0.0.0/16"
EVERYWHERE = "0.0.0.0/0"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ec2.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)
CORE_POLICY = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"


def find_image(wire):
    return re.search(r'"Value": *"([^"]+)"', wire("ssm", "GetParameter", Name=IMAGE)).group(1)


class Environment:
    """It is created in two steps: instances are launched when their network path exists."""

    def __init__(self, number):
        self.name = f"environment-{number:05d}"
        self.role = f"ssmenv-{self.name}"
        self.interfaces = []

    def tags(self, key):
        return {
            "Name": f"{self.name}-{key.replace('/', '-')}",
            "ssmenv.io/schema": "1",
            "ssmenv.io/cluster": "benchmark",
            "ssmenv.io/environment": f"{self.name}-0000-0000-000000000000",
            "ssmenv.io/owner": f"benchmark/{self.name}",
            "ssmenv.io/key": key,
        }

    def create(self, ec2, action, key, answer, **parameters):
        """Creates a resource with its tags and returns its id."""
        kind = {
            "Address": "elastic-ip",
            "NatGateway": "natgateway",
        }.get(action.removeprefix("Create").removeprefix("Allocate")) or re.sub(
            "(?<=[a-z])(?=[A-Z])", "-", action.removeprefix("Create")
        ).lower()
        return first(answer, ec2("ec2", action, **parameters, **tagged(kind, self.tags(key))))

    def lay(self, wire):
        """Creates the network, the egress and the role."""
        vpc = self.create(wire, "CreateVpc", "vpc", "vpcId", CidrBlock=CIDR)
        for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
            wire("ec2", "ModifyVpcAttribute", VpcId=vpc, **{attribute: {"Value": True}})
        workload, public = (
            self.create(
                wire,
                "CreateSubnet",
                f"subnet/{name}",
                "subnetId",
                VpcId=vpc,
                CidrBlock=cidr,
                AvailabilityZone="eu-west-1a",
            )
            for name, cidr in (("workload-a", "10.0.0.0/19"), ("public-a", "10.0.96.0/19"))
        )
        instances, endpoints, _ = groups = [
            self.create(
                wire,
                "CreateSecurityGroup",
                f"securitygroup/{name}",
                "groupId",
                VpcId=vpc,
                GroupName=f"ssmenv-{name}",
                GroupDescription="Of the benchmark",
            )
            for name in ("instances", "endpoints", "others")
        ]
        self.open(wire, instances, endpoints, groups)
        self.route(wire, vpc, workload, public)
        for service in ("ssm", "ssmmessages", "ec2messages"):
            self.create(
                wire,
                "CreateVpcEndpoint",
                f"vpcendpoint/{service}",
                "vpcEndpointId",
                VpcId=vpc,
                ServiceName=f"com.amazonaws.eu-west-1.{service}",
                VpcEndpointType="Interface",
                SubnetId=[workload],
                SecurityGroupId=[endpoints],
                PrivateDnsEnabled=True,
            )
        self.interfaces = [
            self.create(
                wire,
                "CreateNetworkInterface",
                f"networkinterface/app-{index}",
                "networkInterfaceId",
                SubnetId=workload,
                SecurityGroupId=[instances],
                Description=f"benchmark/{self.name} networkinterface/app-{index}",
            )
            for index in range(2)
        ]
        address = self.create(
            wire, "AllocateAddress", "address/app-0", "allocationId", Domain="vpc"
        )
        wire(
            "ec2",
            "AssociateAddress",
            AllocationId=address,
            NetworkInterfaceId=self.interfaces[0],
        )
        self.allow(wire)

    def open(self, wire, instances, endpoints, groups):
        https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
        everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": EVERYWHERE}]}
        for group in groups:
            wire("ec2", "RevokeSecurityGroupEgress", GroupId=group, IpPermissions=[everything])
        for group, direction, peer in (
            (endpoints, "Ingress", {"IpRanges": [{"CidrIp": CIDR}]}),
            (instances, "Egress", {"IpRanges": [{"CidrIp": EVERYWHERE}]}),
            (instances, "Egress", {"Groups": [{"GroupId": endpoints}]}),
        ):
            action = f"AuthorizeSecurityGroup{direction}"
            wire("ec2", action, GroupId=group, IpPermissions=[https | peer])

    def route(self, wire, vpc, workload, public):
        gateway = self.create(wire, "CreateInternetGateway", "internetgateway", "internetGatewayId")
        wire("ec2", "AttachInternetGateway", InternetGatewayId=gateway, VpcId=vpc)
        address = self.create(
            wire, "AllocateAddress", "address/nat-a", "allocationId", Domain="vpc"
        )
        inner, outer, spare = (
            self.create(wire, "CreateRouteTable", f"routetable/{name}", "routeTableId", VpcId=vpc)
            for name in ("workload-a", "public", "workload-b")
        )
        route = {"DestinationCidrBlock": EVERYWHERE}
        wire("ec2", "CreateRoute", RouteTableId=outer, GatewayId=gateway, **route)
        nat = self.create(
            wire,
            "CreateNatGateway",
            "natgateway/a",
            "natGatewayId",
            SubnetId=public,
            AllocationId=address,
        )
        for table in (inner, spare):
            wire("ec2", "CreateRoute", RouteTableId=table, NatGatewayId=nat, **route)
        for table, subnet in ((inner, workload), (outer, public)):
            wire("ec2", "AssociateRouteTable", RouteTableId=table, SubnetId=subnet)

    def allow(self, wire):
        pairs = [{"Key": key, "Value": value} for key, value in self.tags("role").items()]
        named = {"Path": "/ssmenv/", "Tags": {"member": pairs}}
        wire("iam", "CreateRole", RoleName=self.role, AssumeRolePolicyDocument=TRUST, **named)
        wire("iam", "AttachRolePolicy", RoleName=self.role, PolicyArn=CORE_POLICY)
        profile = f"{self.role}-profile"
        wire("iam", "CreateInstanceProfile", InstanceProfileName=profile, **named)
        wire("iam", "AddRoleToInstanceProfile", InstanceProfileName=profile, RoleName=self.role)

    def launch(self, wire, image):
        for index, interface in enumerate(self.interfaces):
            wire(
                "ec2",
                "RunInstances",
                ImageId=image,
                InstanceType="t3.micro",
                MinCount=1,
                MaxCount=1,
                NetworkInterface=[{"DeviceIndex": 0, "NetworkInterfaceId": interface}],
                IamInstanceProfile={"Name": f"{self.role}-profile"},
                **tagged("instance", self.tags(f"instance/app-{index}")),
            )
