"""Cases of instances."""

import contextlib

from botocore.exceptions import ClientError

from contract import case, named

NO_INSTANCE = "i-0123456789abcdef0"
NO_ASSOCIATION = "iip-assoc-0123456789abcdef0"


@case("RunInstances: its first state", "pending")
def _(cloud):
    return cloud.run(SubnetId=cloud.subnet())["State"]["Name"]


@case("RunInstances: unknown image", "400 InvalidAMIID.NotFound")
def _(cloud):
    return cloud.run(ImageId="ami-0123456789abcdef0", SubnetId=cloud.subnet())


@case("RunInstances: malformed image id", "400 InvalidAMIID.Malformed")
def _(cloud):
    return cloud.run(ImageId="image", SubnetId=cloud.subnet())


@case("RunInstances: unknown type", "400 InvalidParameterValue")
def _(cloud):
    return cloud.run(InstanceType="t3.tiny", SubnetId=cloud.subnet())


@case("RunInstances: unknown subnet", "400 InvalidSubnetID.NotFound")
def _(cloud):
    return cloud.run(SubnetId="subnet-0123456789abcdef0")


@case("RunInstances: unknown profile", "400 InvalidParameterValue")
def _(cloud):
    return cloud.run(SubnetId=cloud.subnet(), IamInstanceProfile={"Name": "nobody"})


@case("RunInstances: dry run", "412 DryRunOperation")
def _(cloud):
    return cloud.run(SubnetId=cloud.subnet(), DryRun=True)


@case("RunInstances: the same token again", True)
def _(cloud):
    asked = {"SubnetId": cloud.subnet(), "ClientToken": cloud.name()}
    return len({cloud.run(**asked)["InstanceId"] for _ in range(2)}) == 1


@case("RunInstances: the same token with other parameters", "400 IdempotentParameterMismatch")
def _(cloud):
    asked = {"SubnetId": cloud.subnet(), "ClientToken": cloud.name()}
    cloud.run(**asked)
    return cloud.run(**asked | {"InstanceType": "t3.small"})


@case("RunInstances: on an interface of another instance", "400 InvalidNetworkInterface.InUse")
def _(cloud):
    eni = cloud.interface(cloud.subnet())
    for _ in range(2):
        cloud.instance(NetworkInterfaces=[{"DeviceIndex": 0, "NetworkInterfaceId": eni}])


@case("DescribeInstances: unknown id", "400 InvalidInstanceID.NotFound")
def _(cloud):
    return cloud.ec2.describe_instances(InstanceIds=[NO_INSTANCE])


@case("DescribeInstances: malformed id", "400 InvalidInstanceID.Malformed")
def _(cloud):
    return cloud.ec2.describe_instances(InstanceIds=["instance"])


@case("TerminateInstances: stays visible as terminated", "terminated")
def _(cloud):
    instance = cloud.instance()
    cloud.terminated(instance)
    return cloud.state(instance)


@case("TerminateInstances: protected", "400 OperationNotPermitted")
def _(cloud):
    instance = cloud.instance(DisableApiTermination=True)
    return cloud.ec2.terminate_instances(InstanceIds=[instance])


@case("TerminateInstances: the state of an existing interface", "available")
def _(cloud):
    eni = cloud.interface(cloud.subnet())
    instance = cloud.instance(NetworkInterfaces=[{"DeviceIndex": 0, "NetworkInterfaceId": eni}])
    cloud.terminated(instance)
    found = cloud.ec2.describe_network_interfaces(NetworkInterfaceIds=[eni])
    return found["NetworkInterfaces"][0]["Status"]


@case("StartInstances: terminated", "400 IncorrectInstanceState")
def _(cloud):
    instance = cloud.instance()
    cloud.terminated(instance)
    return cloud.ec2.start_instances(InstanceIds=[instance])


@case("ModifyInstanceAttribute: the type while it runs", "400 IncorrectInstanceState")
def _(cloud):
    return cloud.ec2.modify_instance_attribute(
        InstanceId=cloud.instance(), InstanceType={"Value": "t3.small"}
    )


@case("AssociateIamInstanceProfile: a second one", "400 IncorrectState")
def _(cloud):
    profile = {"Name": cloud.known_profile()}
    instance = cloud.instance(IamInstanceProfile=profile)
    return cloud.ec2.associate_iam_instance_profile(InstanceId=instance, IamInstanceProfile=profile)


@case("AssociateIamInstanceProfile: an unknown profile", "400 InvalidParameterValue")
def _(cloud):
    return cloud.ec2.associate_iam_instance_profile(
        InstanceId=cloud.instance(), IamInstanceProfile={"Name": "nobody"}
    )


def association(cloud, instance):
    found = cloud.ec2.describe_iam_instance_profile_associations(
        Filters=named("instance-id", instance)
    )
    return found["IamInstanceProfileAssociations"]


def associated(cloud):
    """Returns the profile association of a new instance."""
    profile = {"Name": cloud.known_profile()}
    return association(cloud, cloud.instance(IamInstanceProfile=profile))[0]


@case("DescribeIamInstanceProfileAssociations: by instance", 1)
def _(cloud):
    return len(association(cloud, associated(cloud)["InstanceId"]))


@case("ReplaceIamInstanceProfileAssociation: the number of associations", 1)
def _(cloud):
    old = associated(cloud)
    cloud.ec2.replace_iam_instance_profile_association(
        AssociationId=old["AssociationId"], IamInstanceProfile={"Name": cloud.known_profile()}
    )
    return len(association(cloud, old["InstanceId"]))


@case("ReplaceIamInstanceProfileAssociation: unknown", "400 InvalidAssociationID.NotFound")
def _(cloud):
    return cloud.ec2.replace_iam_instance_profile_association(
        AssociationId=NO_ASSOCIATION, IamInstanceProfile={"Name": cloud.known_profile()}
    )


@case("DisassociateIamInstanceProfile: unknown", "400 InvalidAssociationID.NotFound")
def _(cloud):
    return cloud.ec2.disassociate_iam_instance_profile(AssociationId=NO_ASSOCIATION)


@case("StopInstances: terminated", "400 IncorrectInstanceState")
def _(cloud):
    instance = cloud.instance()
    cloud.terminated(instance)
    return cloud.ec2.stop_instances(InstanceIds=[instance])


@case("StopInstances: unknown", "400 InvalidInstanceID.NotFound")
def _(cloud):
    return cloud.ec2.stop_instances(InstanceIds=[NO_INSTANCE])


@case("TerminateInstances: one of two is unknown", "running")
def _(cloud):
    instance = cloud.instance()
    with contextlib.suppress(ClientError):
        cloud.ec2.terminate_instances(InstanceIds=[instance, NO_INSTANCE])
    return cloud.state(instance)


@case("DescribeInstanceAttribute: protection is off", False)
def _(cloud):
    found = cloud.ec2.describe_instance_attribute(
        InstanceId=cloud.instance(), Attribute="disableApiTermination"
    )
    return found["DisableApiTermination"]["Value"]


@case("DescribeInstanceAttribute: unknown instance", "400 InvalidInstanceID.NotFound")
def _(cloud):
    return cloud.ec2.describe_instance_attribute(
        InstanceId=NO_INSTANCE, Attribute="disableApiTermination"
    )


@case("ModifyInstanceMetadataOptions: unknown instance", "400 InvalidInstanceID.NotFound")
def _(cloud):
    return cloud.ec2.modify_instance_metadata_options(InstanceId=NO_INSTANCE, HttpTokens="required")
