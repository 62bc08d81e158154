"""The tour: an instance, its attributes, its profile, its volume."""

from test_tour_network import tags

IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


def test_image(aws, made):
    made.image = aws(f"ssm get-parameter --name {IMAGE}")["Parameter"]["Value"]
    found = aws(f"ssm get-parameters --names {IMAGE} /aws/service/nothing")
    assert found["InvalidParameters"] == ["/aws/service/nothing"]
    aws.refused("ParameterNotFound", "ssm get-parameter --name /aws/service/nothing")
    assert aws(f"ec2 describe-images --image-ids {made.image}")["Images"]


def test_run_instances(aws, made):
    run = (
        f"ec2 run-instances --image-id {made.image} --instance-type t3.micro --count 1"
        " --iam-instance-profile Name=tour-profile --client-token tour"
        " --metadata-options HttpTokens=required,HttpPutResponseHopLimit=1"
        f" {tags('instance')} {tags('volume').partition(' ')[2]}"
    )
    prepared = f"{run} --network-interfaces DeviceIndex=0,NetworkInterfaceId={made.interface}"
    aws.refused("DryRunOperation", f"{prepared} --dry-run")
    made.instance = aws(prepared)["Instances"][0]["InstanceId"]
    look = f"ec2 describe-instances --instance-ids {made.instance}"
    aws.until("Reservations[0].Instances[0].State.Name == 'running'", look)
    (volume,) = aws(
        f"ec2 describe-volumes --filters Name=attachment.instance-id,Values={made.instance}"
    )["Volumes"]
    assert volume["State"] == "in-use"
    aws.refused("InvalidAMIID.NotFound", "ec2 run-instances --image-id ami-0123456789abcdef0")


def test_its_health(aws, made):
    look = f"ec2 describe-instance-status --instance-ids {made.instance}"
    aws.until("InstanceStatuses[0].SystemStatus.Status == 'ok'", look)
    scheduled = "--filters Name=event.code,Values=instance-retirement"
    assert aws(f"ec2 describe-instance-status {scheduled}")["InstanceStatuses"] == []
    aws.until("Output", f"ec2 get-console-output --instance-id {made.instance}")
    aws(f"ec2 reboot-instances --instance-ids {made.instance}")
    unknown = "i-0123456789abcdef0"
    aws.refused("InvalidInstanceID.NotFound", f"ec2 reboot-instances --instance-ids {unknown}")


def test_its_interface(aws, made):
    look = f"ec2 describe-network-interfaces --network-interface-ids {made.interface}"
    attachment = aws.until("NetworkInterfaces[0].Attachment.AttachmentId", look)
    aws(
        "ec2 modify-network-interface-attribute"
        f" --network-interface-id {made.interface}"
        f" --attachment AttachmentId={attachment},DeleteOnTermination=false"
    )
    # The primary interface cannot be detached, and the simulator supports no other.
    aws.refused(
        "OperationNotPermitted", f"ec2 detach-network-interface --attachment-id {attachment}"
    )
    aws.refused(
        "InvalidNetworkInterface.InUse",
        f"ec2 delete-network-interface --network-interface-id {made.interface}",
    )


def test_its_attributes(aws, made):
    modify = f"ec2 modify-instance-attribute --instance-id {made.instance}"
    aws(f"{modify} --disable-api-termination")
    for attribute in "disableApiTermination", "instanceType", "userData":
        aws(
            f"ec2 describe-instance-attribute --instance-id {made.instance} --attribute {attribute}"
        )
    aws.refused("OperationNotPermitted", f"ec2 terminate-instances --instance-ids {made.instance}")
    aws(f"{modify} --no-disable-api-termination")
    aws(f"{modify} --groups {made.groups[0]}")
    aws(
        f"ec2 modify-instance-metadata-options --instance-id {made.instance}"
        " --http-put-response-hop-limit 2 --http-tokens required"
    )
    aws.until(
        "Reservations[0].Instances[0].MetadataOptions.State == 'applied'",
        f"ec2 describe-instances --instance-ids {made.instance}",
    )


def test_its_profile(aws, made):
    associations = (
        "ec2 describe-iam-instance-profile-associations"
        f" --filters Name=instance-id,Values={made.instance}"
    )
    first = "IamInstanceProfileAssociations[?State == 'associated'] | [0].AssociationId"
    association = aws.until(first, associations)
    profile = "--iam-instance-profile Name=tour-profile"
    association = aws(
        f"ec2 replace-iam-instance-profile-association --association-id {association} {profile}"
    )["IamInstanceProfileAssociation"]["AssociationId"]
    aws(f"ec2 disassociate-iam-instance-profile --association-id {association}")
    aws.until("IamInstanceProfileAssociations == `[]`", associations)
    aws(f"ec2 associate-iam-instance-profile --instance-id {made.instance} {profile}")
    aws.until(first, associations)


def test_stop_and_start(aws, made):
    instance = f"--instance-ids {made.instance}"
    look = f"ec2 describe-instances {instance}"
    aws(f"ec2 stop-instances {instance}")
    aws.until("Reservations[0].Instances[0].State.Name == 'stopped'", look)
    aws(f"ec2 modify-instance-attribute --instance-id {made.instance} --instance-type t3.small")
    aws(f"ec2 start-instances {instance}")
    aws.until("Reservations[0].Instances[0].State.Name == 'running'", look)
