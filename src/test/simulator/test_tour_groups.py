"""The tour: security groups and network interfaces."""

from test_tour_network import tags

PORT = "IpProtocol=tcp,FromPort=443,ToPort=443"


def group(aws, made, name):
    return aws(
        f"ec2 create-security-group --group-name {name} --description Tour --vpc-id {made.vpc}"
        f" {tags('security-group')}"
    )["GroupId"]


def test_security_groups(aws, made):
    made.groups = [group(aws, made, name) for name in ("one", "two")]
    found = aws(f"ec2 describe-security-groups --group-ids {' '.join(made.groups)}")
    assert len(found["SecurityGroups"]) == 2
    aws.refused(
        "InvalidGroup.Duplicate",
        f"ec2 create-security-group --group-name one --description Tour --vpc-id {made.vpc}",
    )


def test_rules_of_every_kind_of_peer(aws, made):
    one, two = made.groups
    (s3,) = aws(
        "ec2 describe-prefix-lists"
        " --filters Name=prefix-list-name,Values=com.amazonaws.eu-west-1.s3"
    )["PrefixLists"]
    peers = (
        "IpRanges=[{CidrIp=10.7.0.0/16,Description=inside}]",
        "Ipv6Ranges=[{CidrIpv6=::/0}]",
        "UserIdGroupPairs=[{GroupId=" + two + ",Description=two}]",
        "PrefixListIds=[{PrefixListId=" + s3["PrefixListId"] + "}]",
    )
    for peer in peers:
        permission = (
            f"--group-id {one} --ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,{peer}"
        )
        rule = tags("security-group-rule")
        aws(f"ec2 authorize-security-group-egress {permission} {rule}")
        aws(f"ec2 authorize-security-group-ingress {permission} {rule}")
    rules = f"ec2 describe-security-group-rules --filters Name=group-id,Values={one}"
    aws.until("length(SecurityGroupRules) == `9`", rules)
    aws(f"ec2 describe-security-groups --group-ids {one}")
    for peer in peers:
        permission = (
            f"--group-id {one} --ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,{peer}"
        )
        aws(f"ec2 revoke-security-group-egress {permission}")
        aws(f"ec2 revoke-security-group-ingress {permission}")
    aws.refused(
        "InvalidPermission.NotFound",
        f"ec2 revoke-security-group-ingress --group-id {one} --protocol tcp --port 22"
        " --cidr 10.0.0.0/8",
    )


def test_network_interface(aws, made):
    created = aws(
        f"ec2 create-network-interface --subnet-id {made.subnets[0]} --groups {made.groups[0]}"
        f" --description Tour --client-token tour-interface {tags('network-interface')}"
    )
    made.interface = created["NetworkInterface"]["NetworkInterfaceId"]
    aws.until(
        "NetworkInterfaces[0].Status == 'available'",
        f"ec2 describe-network-interfaces --network-interface-ids {made.interface}",
    )
    modify = f"ec2 modify-network-interface-attribute --network-interface-id {made.interface}"
    aws(f"{modify} --description Value=Better")
    aws(f"{modify} --no-source-dest-check")
    aws(f"{modify} --groups {' '.join(made.groups)}")
    aws.refused("DependencyViolation", f"ec2 delete-security-group --group-id {made.groups[0]}")
